import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { TLSSocket, createSecureContext } from 'node:tls';

const SSL_REQUEST_BYTES = 8;

/**
 * Speaks TLS in front of a PostgreSQL server that has none: answers the request for it as PostgreSQL does, and passes on
 * what is inside.
 */
export async function startPostgresTls(
  target: { readonly host: string; readonly port: number },
  { key, cert }: { readonly key: string; readonly cert: string },
): Promise<{ readonly port: number; readonly close: () => Promise<void> }> {
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(target.port, target.host);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    client.once('readable', () => {
      client.read(SSL_REQUEST_BYTES);
      client.write('S');
      const inside = new TLSSocket(client, {
        isServer: true,
        secureContext: createSecureContext({ key, cert }),
      });
      inside.on('error', () => client.destroy());
      inside.pipe(upstream);
      upstream.pipe(inside);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}
