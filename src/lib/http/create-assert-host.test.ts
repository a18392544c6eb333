import { describe, expect, onTestFinished, test } from 'vitest';
import { isLoopback } from './create-assert-host.ts';
import { type HttpServerDeps, createHttpServer } from './create-http-server.ts';
import { healthRoutes } from './health.routes.ts';
import { authRequired } from './http.errors.ts';

const silent = { debug() {}, info() {}, warn() {}, error() {} };
const PUBLIC = 'https://Plant.example.com:8443/';

/** What a request for `/healthz` under a name is answered, by a server that listens there. */
async function asked(
  deps: Pick<HttpServerDeps, 'host' | 'publicUrl'>,
  name: string,
  headers: Record<string, string> = {},
) {
  const app = await createHttpServer({
    log: silent,
    authenticator: {
      bySession: () => Promise.reject(authRequired()),
      byBearer: () => Promise.reject(authRequired()),
    },
    ...deps,
  });
  await app.register(healthRoutes(async () => ({ store: true, outbox: true, transports: [] })));
  onTestFinished(() => app.close());
  return await app.inject({ url: '/healthz', headers: { host: name, ...headers } });
}

describe('listening on this machine alone', () => {
  test.each([
    'localhost',
    'localhost:8002',
    'LOCALHOST:80',
    'localhost.:8002',
    '127.0.0.1:8002',
    '[::1]:8002',
  ])('a page opened at %s is answered', async (name) => {
    for (const host of ['127.0.0.1', 'localhost', '::1', undefined]) {
      expect((await asked({ host }, name)).statusCode).toBe(200);
    }
  });

  test.each([
    'evil.example.com',
    'evil.example.com:8002',
    'localhost.evil.example.com',
    'evil.localhost',
    '127.0.0.1.evil.example.com',
    '10.0.0.5:8002',
    'localhost@evil.example.com',
    'evil.example.com#localhost',
    'localhost:8002:1',
    '[::1',
    '[]',
    '..',
  ])('a page of %s that gave its name our address gets nothing', async (name) => {
    const response = await asked({ host: '127.0.0.1' }, name);
    expect(response.statusCode).toBe(403);
    expect(response.json()).toMatchObject({
      error: {
        code: 'http.host_refused',
        message: expect.stringMatching(/localhost.+PLANTLINE_PUBLIC_URL/) as string,
      },
    });
    expect(response.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
  });

  test('a proxy passes the public name on, and no other', async () => {
    const deps = { host: '127.0.0.1', publicUrl: PUBLIC };
    const statusOf = async (name: string, headers = {}) =>
      (await asked(deps, name, headers)).statusCode;
    expect(await statusOf('plant.example.com')).toBe(200);
    expect(await statusOf('PLANT.example.com.:8443')).toBe(200);
    expect(await statusOf('127.0.0.1:8002')).toBe(200);
    expect(await statusOf('evil.example.com')).toBe(403);
    expect(await statusOf('evil.example.com', { 'x-forwarded-host': 'localhost' })).toBe(403);
  });

  test('another address of this machine is known where it listens on it', async () => {
    expect((await asked({ host: '127.0.0.2' }, '127.0.0.2:8002')).statusCode).toBe(200);
  });
});

describe('listening for others', () => {
  test('any name is taken where nobody said which is ours', async () => {
    expect((await asked({ host: '0.0.0.0' }, 'plant-pc:8002')).statusCode).toBe(200);
  });

  test('with a public address its name and bare addresses are, and names of others are not', async () => {
    const deps = { host: '0.0.0.0', publicUrl: PUBLIC };
    const names = ['plant.example.com', 'localhost', '10.0.0.5:8002', '[fd00::5]:8002'];
    for (const name of names) expect((await asked(deps, name)).statusCode).toBe(200);
    expect((await asked(deps, 'evil.example.com')).statusCode).toBe(403);
  });
});

test.each([
  ['127.0.0.1', true],
  ['127.8.9.1', true],
  ['localhost', true],
  ['::1', true],
  ['[::1]', true],
  ['0.0.0.0', false],
  ['::', false],
  ['10.0.0.5', false],
  ['127.example.com', false],
  ['', false],
])('whether only this machine reaches what listens on %j: %j', (host, is) => {
  expect(isLoopback(host)).toBe(is);
});
