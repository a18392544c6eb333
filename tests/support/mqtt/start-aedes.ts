import { createServer } from 'node:net';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createTlsServer } from 'node:tls';
import type { Server, Socket } from 'node:net';
import { Aedes } from 'aedes';
import { WebSocketServer, createWebSocketStream } from 'ws';
import type { BrokerPlace, RunningBroker } from './test-broker.ts';

const PASSWORDS: Readonly<Record<string, string>> = { reader: 'seCret-9', writer: 'writes' };

/** A broker in this process, for machines without Mosquitto, with the same users and rights. */
export async function startAedes(place: BrokerPlace): Promise<RunningBroker> {
  const broker = await Aedes.createBroker();
  broker.authenticate = (client, user, password, done) => {
    const isRight = user !== undefined && PASSWORDS[user] === password?.toString();
    Object.assign(client, { isReader: user === 'reader' });
    done(isRight ? null : Object.assign(new Error('refused'), { returnCode: 4 as const }), isRight);
  };
  broker.authorizeSubscribe = (client, subscription, done) => {
    const isReader = client !== null && 'isReader' in client && client.isReader === true;
    const isSecret = !/^(?:plant|spBv1\.0)\//.test(subscription.topic);
    done(null, isReader && isSecret ? null : subscription);
  };
  const sockets = new Set<Socket>();
  const http = createHttpServer();
  const webSockets = new WebSocketServer({ server: http });
  webSockets.on('connection', (webSocket) => {
    broker.handle(createWebSocketStream(webSocket));
  });
  const servers: readonly (readonly [Server, number])[] = [
    [createServer(broker.handle as never), place.port],
    [
      createTlsServer({ key: place.key, cert: place.certificate }, broker.handle as never),
      place.tlsPort,
    ],
    [http, place.webSocketPort],
  ];
  for (const [server, port] of servers) {
    server.on('connection', (socket: Socket) => {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => sockets.delete(socket));
    });
    server.on('tlsClientError', () => undefined);
    await new Promise<void>((resolve) => {
      server.listen(port, '127.0.0.1', resolve);
    });
  }
  return {
    async kill() {
      for (const socket of sockets) socket.destroy();
      webSockets.close();
      for (const [server] of servers) {
        await new Promise((resolve) => {
          server.close(resolve);
        });
      }
      await new Promise<void>((resolve) => {
        broker.close(resolve);
      });
    },
  };
}
