import { type Socket, connect } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { describe, expect, onTestFinished, test } from 'vitest';
import { AppError } from '#sdk';
import { createLog } from '../log.ts';
import type { Role } from './access.ts';
import { type HttpAnswer, type HttpServerDeps, createHttpServer } from './create-http-server.ts';
import { healthRoutes } from './health.routes.ts';
import { authRequired, tooManyLogins } from './http.errors.ts';
import { metricsRoutes } from './metrics.routes.ts';

const silent = { debug() {}, info() {}, warn() {}, error() {} };

/** Signed in by naming a role, or a token as `Bearer token:<name>`; a program that needs none is `Bearer cli`. */
async function server(deps: Partial<HttpServerDeps> = {}): Promise<FastifyInstance> {
  const app = await createHttpServer({
    log: silent,
    authenticator: {
      async bySession(session) {
        const [role = '', id = role] = session.split('.');
        if (!['admin', 'user', 'viewer'].includes(role)) throw authRequired();
        return { id, username: id, fullName: null, role: role as Role };
      },
      async byBearer(username) {
        return { id: null, username, fullName: null, role: 'admin' };
      },
    },
    ...deps,
  });
  await app.register(healthRoutes(async () => ({ store: true, outbox: true, transports: [] })));
  await app.register(
    metricsRoutes({ render: async () => ({ type: 'text/plain; version=0.0.4', text: 'x 1\n' }) }),
  );
  app.get('/api/v1/auth/me', (request) => ({ ip: request.ip }));
  app.post('/api/v1/simulator/messages', () => ({}));
  app.get('/api/v1/overview', () => {
    throw new Error('secret of the cause');
  });
  onTestFinished(() => app.close());
  return app;
}

const viewer = { cookies: { plantline_session: 'viewer' } };

describe('headers', () => {
  test.each(['/healthz', '/api/v1/auth/me', '/api/v1/nope', '/api/docs', '/nope'])(
    '%s carries them all, whether it is answered, refused or not there',
    async (url) => {
      const app = await server();
      for (const who of [{}, viewer]) {
        const { headers } = await app.inject({ url, ...who });
        expect(headers).toMatchObject({
          'x-content-type-options': 'nosniff',
          'x-frame-options': 'DENY',
          'referrer-policy': 'no-referrer',
          'cross-origin-opener-policy': 'same-origin',
          'cross-origin-resource-policy': 'same-origin',
          'cache-control': 'no-store',
          'permissions-policy': expect.stringContaining('camera=()') as string,
          'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
        });
        expect(headers).not.toHaveProperty('x-powered-by');
        expect(headers).not.toHaveProperty('strict-transport-security');
      }
    },
  );

  test('a page may load and run nothing but our own files, and nobody may frame it', async () => {
    const { headers } = await (await server()).inject({ url: '/healthz' });
    const policy = Object.fromEntries(
      String(headers['content-security-policy'])
        .split(';')
        .map((part) => [part.slice(0, part.indexOf(' ')), part.slice(part.indexOf(' ') + 1)]),
    );
    expect(policy).toEqual({
      'default-src': "'self'",
      'script-src': "'self'",
      'script-src-attr': "'none'",
      'style-src': "'self' 'unsafe-inline'",
      'img-src': "'self' data: blob:",
      'connect-src': "'self'",
      'font-src': "'self'",
      'object-src': "'none'",
      'base-uri': "'none'",
      'form-action': "'self'",
      'frame-ancestors': "'none'",
    });
  });

  test('browsers are told to come by https only where users do', async () => {
    const app = await server({ publicUrl: 'https://bot.example.com' });
    const { headers } = await app.inject({ url: '/healthz' });
    expect(headers['strict-transport-security']).toBe('max-age=31536000');
  });
});

describe('requests are counted per user', () => {
  const NOW = new Date('2026-11-27T05:00:00Z');

  async function countPassed(app: FastifyInstance, who: object, url = '/api/v1/auth/me') {
    let passed = 0;
    const method = url.includes('simulator') ? 'POST' : 'GET';
    for (let index = 0; index < 6_200; index++) {
      const { statusCode } = await app.inject({ method, url, ...who });
      if (statusCode === 429) break;
      passed += 1;
    }
    return passed;
  }

  test('fifty a second pass for minutes, and a program that never stops is stopped', async () => {
    let now = NOW;
    const app = await server({ clock: () => now });
    for (let second = 0; second < 90; second++) {
      now = new Date(NOW.getTime() + second * 1_000);
      for (let index = 0; index < 50; index++) {
        expect((await app.inject({ url: '/api/v1/auth/me', ...viewer })).statusCode).toBe(200);
      }
    }
    // The fifty of this second are among the six thousand.
    expect(await countPassed(app, viewer)).toBe(5_950);
    const refused = await app.inject({ url: '/api/v1/auth/me', ...viewer });
    expect(refused.headers['retry-after']).toBe('1');
    expect(refused.json()).toMatchObject({ error: { code: 'http.too_many_requests' } });
    // Another user is not concerned, and after a moment the first one neither.
    const other = { cookies: { plantline_session: 'viewer.budi' } };
    expect((await app.inject({ url: '/api/v1/auth/me', ...other })).statusCode).toBe(200);
    now = new Date(now.getTime() + 1_000);
    expect((await app.inject({ url: '/api/v1/auth/me', ...viewer })).statusCode).toBe(200);
  }, 40_000);

  test('each API token is counted by itself; the command line and messages are not', async () => {
    const app = await server({ clock: () => NOW });
    const as = (name: string) => ({ headers: { authorization: `Bearer ${name}` } });
    expect(await countPassed(app, as('token:historian'))).toBe(6_000);
    expect((await app.inject({ url: '/api/v1/auth/me', ...as('token:other') })).statusCode).toBe(
      200,
    );
    expect(await countPassed(app, as('cli'))).toBe(6_200);
    expect(await countPassed(app, as('token:chat'), '/api/v1/simulator/messages')).toBe(6_200);
  }, 40_000);
});

describe('whom a request comes from', () => {
  const from = (remoteAddress: string, forwarded: string) => ({
    url: '/api/v1/auth/me',
    remoteAddress,
    headers: { 'x-forwarded-for': forwarded },
    ...viewer,
  });

  test('nobody may say another address for himself', async () => {
    const app = await server();
    const response = await app.inject(from('10.0.0.9', '1.2.3.4'));
    expect(response.json()).toEqual({ ip: '10.0.0.9' });
  });

  test.each([
    ['127.0.0.1', '1.2.3.4', '1.2.3.4'],
    ['10.0.0.7', '1.2.3.4', '1.2.3.4'],
    ['10.0.0.7', '9.9.9.9, 1.2.3.4, 10.0.0.8', '1.2.3.4'],
    ['192.168.1.1', '1.2.3.4', '192.168.1.1'],
  ])('a trusted proxy may: from %s for %s it is %s', async (peer, forwarded, ip) => {
    const app = await server({ trustedProxies: ['127.0.0.1', '10.0.0.0/24'] });
    expect((await app.inject(from(peer, forwarded))).json()).toEqual({ ip });
  });
});

describe('the log', () => {
  async function logged(level: 'info' | 'debug') {
    const lines: Record<string, unknown>[] = [];
    const log = createLog(level, { write: (line) => lines.push(JSON.parse(line)) });
    const app = await server({ log });
    return { app, lines };
  }

  test('a request that failed is told under its request id, without what was searched for', async () => {
    const { app, lines } = await logged('info');
    const response = await app.inject({ url: '/api/v1/overview?q=what+I+asked', ...viewer });
    expect(response.statusCode).toBe(500);
    expect(response.body).not.toContain('secret');
    expect(lines).toMatchObject([
      {
        level: 'error',
        requestId: response.headers['x-request-id'],
        method: 'GET',
        path: '/api/v1/overview',
        error: { message: 'secret of the cause' },
      },
    ]);
    expect(JSON.stringify(lines)).not.toContain('asked');
  });

  test.each([
    [401, 'auth.required', 'GET', '/api/v1/auth/me?q=what+I+asked', {}],
    [403, 'auth.forbidden', 'POST', '/api/v1/simulator/messages?q=what+I+asked', viewer],
    [403, 'http.host_refused', 'GET', '/healthz', { headers: { host: 'evil.example.com' } }],
    [401, 'auth.required', 'GET', '/api/v1/what+I+asked', {}],
  ] as const)(
    'whoever watches it sees each request that was refused: %i %s',
    async (status, code, method, url, who) => {
      const { app, lines } = await logged('info');
      const payload = method === 'POST' ? { payload: { text: 'what I asked' } } : {};
      const response = await app.inject({ method, url, ...who, ...payload });
      expect(response.statusCode).toBe(status);
      expect(lines).toMatchObject([
        {
          level: 'info',
          requestId: response.headers['x-request-id'],
          method,
          status,
          code,
          address: '127.0.0.1',
        },
      ]);
      const { route } = lines[0] ?? {};
      expect(route).toBe(url.includes('/what') ? undefined : url.split('?')[0]);
      expect(JSON.stringify(lines)).not.toMatch(/asked|viewer|evil/);
    },
  );

  test('who asks too often, or is locked out, is seen too', async () => {
    const { app, lines } = await logged('info');
    const errors = [tooManyLogins(1), new AppError('throttled', 'auth.locked', 'Wait.')];
    app.get('/api/v1/triggers', () => {
      throw errors.shift() ?? new AppError('not_found', 'triggers.not_found', 'Gone.');
    });
    for (let times = 0; times < 3; times++)
      await app.inject({ url: '/api/v1/triggers', ...viewer });
    expect(lines).toMatchObject([
      { status: 429, code: 'auth.too_many_tries', route: '/api/v1/triggers' },
      { status: 423, code: 'auth.locked', route: '/api/v1/triggers' },
    ]);
  });

  test('each answer is a line at debug, and none at info', async () => {
    const { app, lines } = await logged('debug');
    const response = await app.inject({ url: '/api/v1/auth/me?q=what+I+asked', ...viewer });
    expect(lines).toMatchObject([
      {
        level: 'debug',
        requestId: response.headers['x-request-id'],
        method: 'GET',
        route: '/api/v1/auth/me',
        status: 200,
        ms: expect.any(Number) as number,
      },
    ]);
    expect(JSON.stringify(lines)).not.toMatch(/asked|viewer/);
    const quiet = await logged('info');
    await quiet.app.inject({ url: '/api/v1/auth/me', ...viewer });
    expect(quiet.lines).toEqual([]);
  });
});

test('whoever counts is told of each answer, by its route and not by its address', async () => {
  const answers: HttpAnswer[] = [];
  const app = await server({ onAnswer: (answer) => answers.push(answer) });
  await app.inject({ url: '/api/v1/auth/me?x=1', ...viewer });
  await app.inject({ url: '/nope/of/somebody', ...viewer });
  await app.inject({ url: '/api/v1/auth/me' });
  expect(answers).toMatchObject([
    { method: 'GET', route: '/api/v1/auth/me', status: 200 },
    { method: 'GET', route: undefined, status: 404 },
    { method: 'GET', route: '/api/v1/auth/me', status: 401 },
  ]);
});

describe('metrics and the page of the API', () => {
  test.each(['/metrics', '/api/docs', '/api/docs/json', '/api/docs/static/swagger-ui.css'])(
    '%s opens for any session or token, and for nobody else',
    async (url) => {
      const app = await server();
      const refused = await app.inject({ url });
      expect([refused.statusCode, refused.json()]).toMatchObject([
        401,
        { error: { code: 'auth.required' } },
      ]);
      expect((await app.inject({ url, ...viewer })).statusCode).toBe(200);
      const token = { headers: { authorization: 'Bearer token:prometheus' } };
      expect((await app.inject({ url, ...token })).statusCode).toBe(200);
    },
  );

  test('metrics are Prometheus text', async () => {
    const response = await (await server()).inject({ url: '/metrics', ...viewer });
    expect(response.headers['content-type']).toBe('text/plain; version=0.0.4');
    expect(response.body).toBe('x 1\n');
  });

  test('the page holds no script of its own and names no other host', async () => {
    const app = await server();
    for (const url of ['/api/docs', '/api/docs/', '/api/docs/static/swagger-initializer.js']) {
      const { body, statusCode } = await app.inject({ url, ...viewer });
      expect(statusCode).toBe(200);
      expect(body).not.toMatch(/https?:\/\/(?!stackoverflow\.com)/);
      expect(body).not.toMatch(/<script(?![^>]*\bsrc=)|\son\w+=/);
    }
  });

  test.each(['/api/docs/static/../package.json', '/api/docs/static/%2e%2e/package.json'])(
    '%s leads to nothing',
    async (url) => {
      const { statusCode } = await (await server()).inject({ url, ...viewer });
      expect(statusCode).toBe(404);
    },
  );
});

describe('what no person sends', () => {
  /** Of the answers that are given before a request is looked at. */
  const BARE_HEADERS = [
    'content-security-policy',
    'x-content-type-options',
    'x-frame-options',
    'referrer-policy',
    'cross-origin-opener-policy',
    'cross-origin-resource-policy',
    'permissions-policy',
    'cache-control',
    'x-request-id',
  ];

  test('an address that cannot be decoded is refused with the headers of every answer', async () => {
    const app = await server({ publicUrl: 'https://bot.example.com' });
    const { statusCode, headers, body } = await app.inject({ url: '/api/v1/%E0%A4%A' });
    expect([statusCode, body]).toEqual([400, expect.stringContaining('http.malformed')]);
    for (const header of [...BARE_HEADERS, 'strict-transport-security']) {
      expect(headers).toHaveProperty(header);
    }
  });

  test.each(['[', '{"a":'])(
    'a body of ten thousand %s is refused in words, and no failure',
    async (open) => {
      const app = await server();
      const close = open === '[' ? ']' : '}';
      const response = await app.inject({
        method: 'POST',
        url: '/api/v1/simulator/messages',
        payload: `${open.repeat(10_000)}1${close.repeat(10_000)}`,
        headers: { 'content-type': 'application/json' },
        cookies: { plantline_session: 'admin' },
      });
      expect(response.statusCode).toBe(400);
      expect(response.json()).toMatchObject({
        error: { code: 'http.invalid_request', message: expect.stringContaining('too deeply') },
      });
    },
  );

  test('what is no HTTP is answered and hung up on, even when the other end never hangs up', async () => {
    const app = await server();
    await app.listen({ host: '127.0.0.1', port: 0 });
    const { port } = app.server.address() as { port: number };
    const connections = () =>
      new Promise<number>((resolve, reject) => {
        app.server.getConnections((error, count) => (error ? reject(error) : resolve(count)));
      });
    const client: Socket = connect({ host: '127.0.0.1', port, allowHalfOpen: true });
    onTestFinished(() => void client.destroy());
    client.on('error', () => undefined);
    const answer = await new Promise<string>((resolve) => {
      client.once('data', (data) => resolve(String(data)));
      client.write('this is no HTTP\r\n\r\n');
    });
    expect(answer).toMatch(/^HTTP\/1\.1 400 .*http\.malformed/s);
    for (const header of BARE_HEADERS) expect(answer).toContain(`\r\n${header}: `);
    await expect.poll(connections, { timeout: 5_000 }).toBe(0);
  });
});

test('while it stops, a request that is still coming in is answered in the one form', async () => {
  const app = await server();
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  const socket = connect(Number(new URL(address).port), '127.0.0.1');
  const answer = new Promise<string>((resolve) =>
    socket.once('data', (data) => resolve(String(data))),
  );
  socket.write('GET /nope HTTP/1.1\r\nhost: localhost\r\n');
  await new Promise((resolve) => setTimeout(resolve, 100));
  const closed = app.close();
  await new Promise((resolve) => setTimeout(resolve, 50));
  socket.write('\r\n');
  expect(await answer).toMatch(/^HTTP\/1\.1 404 [^]*"code":"http.not_found"/);
  socket.destroy();
  await closed;
});
