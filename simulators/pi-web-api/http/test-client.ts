import { createPiWebApiServer, type PiWebApiServer } from './create-server.ts';
import type { PiWebApiOptions } from './server-options.ts';

/** The instant every test server believes it is: 19:00 in Jakarta. */
export const TEST_NOW = '2026-03-10T12:00:00Z';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
type Item = Record<string, unknown> & {
  readonly WebId: string;
  readonly Name: string;
  readonly Path: string;
};

/** A reply as tests look at it; `json` is the parsed body. */
export type TestReply = {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
  readonly json: Record<string, unknown> & {
    readonly Items?: readonly Item[];
    readonly Errors?: readonly string[];
  };
};

/** A server with a stopped clock, and short ways to ask it. */
export async function createTestClient(options: PiWebApiOptions = {}) {
  const server: PiWebApiServer = await createPiWebApiServer({
    auth: { kind: 'anonymous' },
    clock: () => Date.parse(TEST_NOW),
    ...options,
  });

  async function send(
    method: Method,
    url: string,
    body?: unknown,
    headers: Record<string, string> = { 'x-requested-with': 'test' },
  ): Promise<TestReply> {
    const reply = await server.app.inject({
      method,
      url: url.startsWith('/__') ? url : `/piwebapi${url}`,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined
        ? {}
        : { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    return {
      status: reply.statusCode,
      headers: reply.headers,
      text: reply.body,
      json: /^[[{]/.test(reply.body) ? JSON.parse(reply.body) : {},
    };
  }

  const get = (url: string, headers?: Record<string, string>) =>
    send('GET', url, undefined, headers);

  /** The WebID of a tag. */
  async function webIdOf(tag: string, query = ''): Promise<string> {
    const { json } = await get(`/points?path=${encodeURIComponent(`\\\\DEMO-PI\\${tag}`)}${query}`);
    return String(json['WebId']);
  }

  /** Elements of the demo database by path below it. */
  async function elementAt(path: string): Promise<Item> {
    const full = `\\\\DEMO-AF\\Tanjung Sari\\${path}`;
    const { json } = await get(`/elements/multiple?path=${encodeURIComponent(full)}`);
    const found = json.Items?.[0]?.['Object'];
    return Object(found);
  }

  async function databaseWebId(): Promise<string> {
    const { json } = await get(
      `/assetdatabases?path=${encodeURIComponent('\\\\DEMO-AF\\Tanjung Sari')}`,
    );
    return String(json['WebId']);
  }

  return { server, send, get, webIdOf, elementAt, databaseWebId, close: () => server.app.close() };
}

/** The type of what `createTestClient` makes. */
export type TestClient = Awaited<ReturnType<typeof createTestClient>>;
