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
  /** Cuts every open connection, and from now on nothing listens; `false` listens at the same place again. */
  refuse(isRefusing: boolean): Promise<void>;
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
  let sent = 0;
  const server = createServer((client) => {
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
  const { port } = server.address() as AddressInfo;
  return {
    host,
    port,
    openSockets: () => clients.size,
    bytesSent: () => sent,
    cut,
    async refuse(isRefusing) {
      if (isRefusing === !server.listening) return;
      cut();
      await new Promise<void>((resolve) => {
        if (isRefusing) server.close(() => resolve());
        else server.listen(port, host, resolve);
      });
    },
    jam(wanted) {
      isJammed = wanted;
    },
    async close() {
      cut();
      if (!server.listening) return;
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}
