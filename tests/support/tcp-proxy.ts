import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

/** A wire between a client and a server that a test can cut, jam and count. */
export interface TcpProxy {
  readonly host: string;
  readonly port: number;
  /** Connections of clients that are open now. */
  openSockets(): number;
  /** Bytes that clients have sent so far. */
  bytesSent(): number;
  /** Cuts every open connection; new ones are taken as before. */
  cut(): void;
  /** From now on every connection, open or new, is cut; `false` takes new ones again. */
  refuse(isRefusing: boolean): void;
  /** From now on nothing passes in either direction, though connections are taken; `false` lets it flow again. */
  jam(isJammed: boolean): void;
  /** Nothing listens any more and what is open is cut. */
  close(): Promise<void>;
}

/** @param onSent sees every piece that a client sends, as it came off the wire */
export async function startTcpProxy(
  target: { readonly host: string; readonly port: number },
  onSent: (piece: Buffer) => void = () => undefined,
): Promise<TcpProxy> {
  const host = '127.0.0.1';
  const clients = new Set<Socket>();
  const servers = new Set<Socket>();
  let isJammed = false;
  let isRefusing = false;
  let sent = 0;
  const server = createServer((client) => {
    if (isRefusing) {
      client.on('error', () => undefined);
      client.destroy();
      return;
    }
    const upstream = connect(target.port, target.host);
    clients.add(client);
    servers.add(upstream);
    client.on('data', (chunk) => {
      sent += chunk.length;
      onSent(chunk);
      if (!isJammed) upstream.write(chunk);
    });
    upstream.on('data', (chunk) => {
      if (!isJammed) client.write(chunk);
    });
    for (const socket of [client, upstream]) {
      socket.on('error', () => undefined);
      socket.on('close', () => {
        clients.delete(client);
        servers.delete(upstream);
        client.destroy();
        upstream.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => {
    server.listen(0, host, resolve);
  });
  const cut = (): void => {
    for (const socket of [...clients, ...servers]) socket.destroy();
  };
  return {
    host,
    port: (server.address() as AddressInfo).port,
    openSockets: () => clients.size,
    bytesSent: () => sent,
    cut,
    refuse(wanted) {
      isRefusing = wanted;
      if (wanted) cut();
    },
    jam(wanted) {
      isJammed = wanted;
    },
    async close() {
      cut();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}
