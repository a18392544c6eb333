import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

/** A server that answers each request with whatever bytes a test writes, well formed or not. */
export interface RawHttpServer {
  readonly origin: string;
  /** Heads of the requests so far. */
  readonly heads: readonly string[];
  close(): Promise<void>;
}

export async function startRawHttpServer(
  answer: (socket: Socket, head: string) => void,
): Promise<RawHttpServer> {
  const heads: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    let text = '';
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      const end = text.indexOf('\r\n\r\n');
      if (end < 0) return;
      const head = text.slice(0, end);
      text = '';
      heads.push(head);
      answer(socket, head);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heads,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}
