import { createServer as createHttpServer } from 'node:http';
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';

export type ReceivedRequest = {
  readonly method: string;
  /** Path and query as they came. */
  readonly url: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
};

/** What a test lets the server do with a request. */
export type Answer =
  | {
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly json?: unknown;
      readonly text?: string;
      /** Announces twice the text, sends it, and cuts the connection. */
      readonly isHalf?: boolean;
    }
  | 'hang'
  | 'cut';

export interface AnsweringServer {
  readonly origin: string;
  readonly port: number;
  readonly requests: ReceivedRequest[];
  openSockets(): number;
  close(): Promise<void>;
}

/** A real server that gives each request the answer a test chooses. */
export async function startAnsweringServer(
  answer: (request: ReceivedRequest) => Answer | Promise<Answer>,
  tls?: { readonly key: string; readonly cert: string },
): Promise<AnsweringServer> {
  const requests: ReceivedRequest[] = [];
  const sockets = new Set<Socket>();
  const listener: RequestListener = (incoming, response) => {
    void receive(incoming).then(async (request) => {
      requests.push(request);
      send(response, await answer(request));
    });
  };
  const server: Server = tls ? createHttpsServer(tls, listener) : createHttpServer(listener);
  server.on(tls ? 'secureConnection' : 'connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    origin: `${tls ? 'https' : 'http'}://127.0.0.1:${port}`,
    port,
    requests,
    openSockets: () => sockets.size,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}

async function receive(incoming: IncomingMessage): Promise<ReceivedRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const url = incoming.url ?? '';
  const { pathname, searchParams } = new URL(url, 'http://server');
  return {
    method: incoming.method ?? '',
    url,
    path: pathname,
    query: searchParams,
    headers: incoming.headers,
    body: Buffer.concat(chunks).toString(),
  };
}

function send(response: ServerResponse, answer: Answer): void {
  if (answer === 'hang') return;
  if (answer === 'cut') {
    response.socket?.destroy();
    return;
  }
  const text = answer.text ?? JSON.stringify(answer.json ?? {});
  const isHalf = answer.isHalf === true;
  response.writeHead(answer.status ?? 200, {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(text) * (isHalf ? 2 : 1),
    ...answer.headers,
  });
  response.write(text, () => {
    if (isHalf) response.socket?.destroy();
    else response.end();
  });
}
