import { connect } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { AppError } from '#sdk';
import type { ErrorKind } from '#sdk';
import { ACCESS } from './access.ts';
import type { Role } from './access.ts';
import { createHttpServer } from './create-http-server.ts';
import { healthRoutes } from './health.routes.ts';
import { authRequired } from './http.errors.ts';

const logged: { details: object; message: string }[] = [];
const log = {
  debug() {},
  info() {},
  warn: () => {},
  error: (details: object, message: string) => logged.push({ details, message }),
};

const KIND_STATUS: [ErrorKind, number][] = [
  ['invalid', 400],
  ['unauthenticated', 401],
  ['forbidden', 403],
  ['not_found', 404],
  ['conflict', 409],
  ['throttled', 429],
  ['internal', 500],
  ['upstream', 502],
  ['timeout', 504],
];

/** Roles are the session's text itself, so a test signs in by naming one. */
async function serverWithProbe(publicUrl?: string): Promise<FastifyInstance> {
  const app = await createHttpServer({
    log,
    publicUrl,
    authenticator: {
      async bySession(token) {
        if (!['admin', 'user', 'viewer'].includes(token)) throw authRequired();
        return { id: '1', username: token, fullName: null, role: token as Role };
      },
      async byBearer() {
        return { id: null, username: 'cli', fullName: null, role: 'admin' };
      },
    },
  });
  await app.register(healthRoutes(async () => ({ store: true, outbox: true, transports: [] })));
  const probe = app.withTypeProvider<ZodTypeProvider>();
  probe.post(
    '/api/v1/simulator/messages',
    { schema: { body: z.object({ from: z.string(), text: z.string() }) } },
    (request) => {
      const [kind, code] = request.body.text.split(' ');
      if (kind === 'throw') throw new Error('password=hunter2 at 10.0.0.1');
      if (code) throw new AppError(kind as ErrorKind, code, 'Said plainly.', { name: 'x' });
      return { length: request.body.text.length };
    },
  );
  await app.ready();
  return app;
}

function post(app: FastifyInstance, body: unknown, headers: Record<string, string> = {}) {
  return app.inject({
    method: 'POST',
    url: '/api/v1/simulator/messages',
    headers: { cookie: 'plantline_session=admin', 'content-type': 'application/json', ...headers },
    payload: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

let app: FastifyInstance;
beforeAll(async () => {
  app = await serverWithProbe();
});
afterAll(async () => {
  await app.close();
});

describe('errors have one form', () => {
  test.each(KIND_STATUS)('an error of kind %s is answered with %i', async (kind, status) => {
    const response = await post(app, { from: 'a', text: `${kind} probe.failed` });
    expect(response.statusCode).toBe(status);
    expect(response.json()).toEqual({
      error: {
        code: 'probe.failed',
        message: 'Said plainly.',
        details: { name: 'x' },
        requestId: response.headers['x-request-id'],
      },
    });
  });

  test('a locked account is 423', async () => {
    const response = await post(app, { from: 'a', text: 'throttled auth.locked' });
    expect(response.statusCode).toBe(423);
  });

  test('an unforeseen error is logged whole and shown as nothing', async () => {
    logged.length = 0;
    const response = await post(app, { from: 'a', text: 'throw' });
    expect(response.statusCode).toBe(500);
    expect(response.body).not.toMatch(/hunter2|10\.0\.0\.1|\.ts|at /);
    const requestId = response.headers['x-request-id'];
    expect(response.json()).toMatchObject({ error: { code: 'internal.unexpected', requestId } });
    expect(logged).toMatchObject([
      { details: { requestId, error: new Error('password=hunter2 at 10.0.0.1') } },
    ]);
  });

  test.each([
    ['bad JSON', '{"from": ', {}, 400, 'http.body_not_json'],
    ['no body', '', {}, 400, 'http.body_not_json'],
    ['a wrong type', { from: 1, text: 'a' }, {}, 400, 'http.invalid_request'],
    ['a missing field', { from: 'a' }, {}, 400, 'http.invalid_request'],
    ['prototype tricks', '{"__proto__": {"from": "a"}}', {}, 400, 'http.body_not_json'],
    ['a text body', 'hello', { 'content-type': 'text/plain' }, 415, 'http.media_type_unsupported'],
    [
      'a form',
      'a=b',
      { 'content-type': 'application/x-www-form-urlencoded' },
      415,
      'http.media_type_unsupported',
    ],
    ['two megabytes', { from: 'a', text: 'x'.repeat(2_000_000) }, {}, 413, 'http.body_too_large'],
  ])('%s is told plainly', async (_name, body, headers, status, code) => {
    const response = await post(app, body, headers);
    expect(response.statusCode).toBe(status);
    expect(response.json()).toMatchObject({ error: { code, requestId: expect.any(String) } });
  });

  test('a field that does not fit is named', async () => {
    const response = await post(app, { from: 'a', text: 7 });
    expect(response.json().error.message).toContain('"text"');
    expect(response.json().error.details.issues).toMatchObject([{ path: 'text' }]);
  });

  test('a text of 100 kB passes', async () => {
    const response = await post(app, { from: 'a', text: 'x'.repeat(100_000) });
    expect(response.json()).toEqual({ length: 100_000 });
  });

  test('an unknown address below /api is 404 in the same form', async () => {
    const response = await app.inject({
      url: '/api/v1/nope',
      cookies: { plantline_session: 'viewer' },
    });
    expect(response.statusCode).toBe(404);
    expect(response.json()).toMatchObject({ error: { code: 'http.not_found' } });
  });

  test('an address that cannot be decoded is 400', async () => {
    const response = await app.inject({ url: '/api/%E0%A4%A' });
    expect(response.statusCode).toBe(400);
    expect(response.json()).toMatchObject({ error: { code: 'http.malformed' } });
  });

  test('what is not HTTP at all gets the same form', async () => {
    await app.listen({ port: 0, host: '127.0.0.1' });
    const { port } = app.server.address() as { port: number };
    const socket = connect(port, '127.0.0.1');
    socket.end('NONSENSE\r\n\r\n');
    let answer = '';
    for await (const chunk of socket) answer += String(chunk);
    expect(answer).toContain('HTTP/1.1 400');
    expect(JSON.parse(answer.split('\r\n\r\n')[1] ?? '')).toMatchObject({
      error: { code: 'http.malformed' },
    });
  });
});

describe('who may call what', () => {
  test.each(['/healthz', '/readyz'])('%s is open to anyone', async (url) => {
    expect((await app.inject({ url })).statusCode).toBe(200);
  });

  test.each([
    ['GET', '/api/openapi.json'],
    ['POST', '/api/v1/simulator/messages'],
    ['GET', '/api/v1/nope'],
    ['GET', '/api/'],
  ] as const)('%s %s without a session is 401 auth.required', async (method, url) => {
    const response = await app.inject({ method, url });
    expect(response.statusCode).toBe(401);
    expect(response.json()).toMatchObject({ error: { code: 'auth.required', details: {} } });
  });

  test.each([
    ['admin', 200],
    ['user', 200],
    ['viewer', 403],
  ])('%s sending as if by WhatsApp gets %i', async (role, status) => {
    const response = await post(
      app,
      { from: 'a', text: 'b' },
      { cookie: `plantline_session=${role}` },
    );
    expect(response.statusCode).toBe(status);
  });

  test('a bearer token counts before a cookie', async () => {
    const response = await post(
      app,
      { from: 'a', text: 'b' },
      {
        cookie: 'plantline_session=viewer',
        authorization: 'Bearer token',
      },
    );
    expect(response.statusCode).toBe(200);
  });

  test('the body of somebody not signed in is not read', async () => {
    const response = await post(app, '{"from": ', { cookie: '' });
    expect(response.statusCode).toBe(401);
  });

  test('a route that the access table forgot stops the start', async () => {
    const other = await createHttpServer({
      log,
      authenticator: {
        bySession: () => Promise.reject(authRequired()),
        byBearer: () => Promise.reject(authRequired()),
      },
    });
    expect(() => other.get('/api/v1/forgotten', () => 'x')).toThrow(/GET \/api\/v1\/forgotten/);
    await other.close();
  });

  test('the table names only methods and addresses as routes do', () => {
    for (const line of Object.keys(ACCESS))
      expect(line).toMatch(/^(GET|POST|PATCH|PUT|DELETE) \/\S*$/);
  });
});

describe('changes come from our own page or from a program', () => {
  test.each([
    [{}, 200],
    [{ 'sec-fetch-site': 'same-origin' }, 200],
    [{ 'sec-fetch-site': 'none' }, 200],
    [{ 'sec-fetch-site': 'cross-site' }, 403],
    [{ 'sec-fetch-site': 'same-site' }, 403],
    [{ origin: 'http://localhost', host: 'localhost' }, 200],
    [{ origin: 'http://localhost:8002', host: 'localhost:8002' }, 200],
    [{ origin: 'https://evil.test', host: 'localhost:8002' }, 403],
    [{ origin: 'null' }, 403],
    [{ origin: 'https://bot.example.com' }, 200],
  ])('with %j the answer is %i', async (headers, status) => {
    const own = await serverWithProbe('https://bot.example.com/');
    const response = await post(own, { from: 'a', text: 'b' }, headers);
    expect(response.statusCode).toBe(status);
    await own.close();
  });

  test('reading is not concerned', async () => {
    const response = await app.inject({
      url: '/healthz',
      headers: { 'sec-fetch-site': 'cross-site' },
    });
    expect(response.statusCode).toBe(200);
  });
});

test('the store or the outbox not working makes it not ready, an unlinked transport does not', async () => {
  const transports = [{ kind: 'whatsapp-web', isReady: false, detail: 'not linked' }];
  for (const [store, outbox, status] of [
    [true, true, 200],
    [false, true, 503],
    [true, false, 503],
  ] as const) {
    const own = await createHttpServer({
      log,
      authenticator: {
        bySession: () => Promise.reject(authRequired()),
        byBearer: () => Promise.reject(authRequired()),
      },
    });
    await own.register(healthRoutes(async () => ({ store, outbox, transports })));
    const response = await own.inject({ url: '/readyz' });
    expect(response.statusCode).toBe(status);
    expect(response.json()).toMatchObject({ checks: { store, outbox, http: true }, transports });
    await own.close();
  }
});

test('the OpenAPI document is version 3.1 and describes the routes', async () => {
  const response = await app.inject({
    url: '/api/openapi.json',
    cookies: { plantline_session: 'viewer' },
  });
  const document = response.json();
  expect(document.openapi).toBe('3.1.0');
  expect(Object.keys(document.paths)).toEqual(
    expect.arrayContaining(['/healthz', '/api/v1/simulator/messages']),
  );
});
