import type { Query } from './query.ts';

/** The methods the API knows. */
export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** A request as a route sees it, whether it came by socket or inside a batch. */
export type PiRequest = {
  readonly method: Method;
  /** Values of the `{name}` parts of the path, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: Query;
  /** The parsed body; `undefined` when there was none. */
  readonly body: unknown;
  /** What links are built on, e.g. `http://127.0.0.1:8003/piwebapi`. */
  readonly baseUrl: string;
  /** Path below the base and query, as sent: `/elements?maxCount=10`. For paging links. */
  readonly url: string;
  /** The caller's name, as shown by system/userinfo. */
  readonly user: string;
};

/** What goes back. `body: undefined` sends no body. */
export type PiReply = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
};

/** One operation. `path` is written as in the vendor's specification: `/points/{webId}/attributes`. */
export type PiRoute = {
  readonly method: Method;
  readonly path: string;
  readonly handle: (request: PiRequest) => PiReply | Promise<PiReply>;
};

/** A route that reads: whatever `read` returns goes back with 200. */
export function get(path: string, read: (request: PiRequest) => unknown): PiRoute {
  return {
    method: 'GET',
    path,
    handle: async (request) => ({ status: 200, body: await read(request) }),
  };
}

/** A route that changes something and says itself how it went. */
export function write(
  method: Exclude<Method, 'GET'>,
  path: string,
  handle: PiRoute['handle'],
): PiRoute {
  return { method, path, handle };
}

/** The value of a path parameter; the router guarantees it for every `{name}` of the route's path. */
export function param(request: PiRequest, name: string): string {
  return request.params[name] ?? '';
}
