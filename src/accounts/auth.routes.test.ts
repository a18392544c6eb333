import { randomBytes } from 'node:crypto';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ENGINES, freshDatabase } from '../../tests/support/databases.ts';
import type { Engine } from '../db/index.ts';
import { createHttpServer } from '../lib/http/index.ts';
import { createCliToken, verifyCliToken } from '../lib/http/index.ts';
import { authRoutes } from './accounts.routes.ts';
import { hashPassword } from './hash-password.ts';
import { createSessions } from './sessions.ts';
import { insertUser } from './users.repository.ts';

const PASSWORD = 'correct horse battery';
const KEY = randomBytes(32);
const silent = { debug() {}, info() {}, warn() {}, error() {} };

async function serverWithUser(engine: Engine, isHttps = false) {
  let now = new Date('2026-03-01T08:00:00Z');
  const clock = () => now;
  const db = await freshDatabase(engine);
  const passwordHash = await hashPassword(PASSWORD);
  await db.write(async (tx) => {
    await insertUser(tx, { username: 'sari', passwordHash, role: 'user', fullName: 'Sari' }, now);
  });
  const sessions = createSessions({ db, key: KEY, clock });
  const app = await createHttpServer({
    log: silent,
    authenticator: {
      bySession: (token) => sessions.requireSession(token),
      byBearer: (token) => verifyCliToken(KEY, token, clock()),
    },
  });
  await app.register(authRoutes({ db, sessions, clock, isHttps }), { prefix: '/api/v1' });
  onTestFinished(() => app.close());

  const login = (password = PASSWORD, username = 'sari') =>
    app.inject({ method: 'POST', url: '/api/v1/auth/login', payload: { username, password } });
  const me = (token: string) =>
    app.inject({ url: '/api/v1/auth/me', cookies: { plantline_session: token } });
  const tokenOf = (response: Awaited<ReturnType<typeof login>>) => response.cookies[0]?.value ?? '';
  return {
    app,
    db,
    login,
    me,
    tokenOf,
    pass: (ms: number) => (now = new Date(now.getTime() + ms)),
  };
}

describe.each(ENGINES)('log-in on %s', (engine) => {
  test('the right password gives the user and a cookie that scripts cannot read', async () => {
    const { login, me, tokenOf } = await serverWithUser(engine);
    const response = await login();
    expect(response.statusCode).toBe(200);
    expect(response.json()).toMatchObject({
      user: { username: 'sari', fullName: 'Sari', role: 'user' },
      hasReplacedSession: false,
    });
    expect(response.cookies[0]).toMatchObject({
      name: 'plantline_session',
      httpOnly: true,
      sameSite: 'Strict',
      path: '/',
    });
    expect(response.cookies[0]?.secure).toBeUndefined();
    expect(response.body).not.toContain('hash');
    expect((await me(tokenOf(response))).json()).toEqual({ user: response.json().user });
  });

  test('a wrong password and an unknown name are told in the same words', async () => {
    const { login } = await serverWithUser(engine);
    const wrong = await login('wrong password');
    const unknown = await login(PASSWORD, 'nobody');
    expect([wrong.statusCode, unknown.statusCode]).toEqual([401, 401]);
    const { requestId: first, ...wrongBody } = wrong.json().error;
    const { requestId: second, ...unknownBody } = unknown.json().error;
    expect(first).not.toBe(second);
    expect(unknownBody).toEqual(wrongBody);
  });

  test.each(['sari', 'nobody'])('five wrong passwords lock %s: 423', async (username) => {
    const { login } = await serverWithUser(engine);
    for (let attempt = 0; attempt < 5; attempt++) await login('wrong password', username);
    const locked = await login(PASSWORD, username);
    expect(locked.statusCode).toBe(423);
    expect(locked.json().error.code).toBe('auth.locked');
  });

  test('a newer log-in ends the older session and both are told', async () => {
    const { login, me, tokenOf } = await serverWithUser(engine);
    const older = tokenOf(await login());
    const newer = await login();
    expect(newer.json()).toMatchObject({ hasReplacedSession: true });
    const refused = await me(older);
    expect(refused.statusCode).toBe(401);
    expect(refused.json().error.code).toBe('auth.session_replaced');
    expect((await me(tokenOf(newer))).statusCode).toBe(200);
  });

  test('after its time a session is over', async () => {
    const { login, me, tokenOf, pass } = await serverWithUser(engine);
    const token = tokenOf(await login());
    pass(25 * 3_600_000);
    expect((await me(token)).json().error.code).toBe('auth.session_expired');
  });

  test('logging out ends the session and takes the cookie back', async () => {
    const { app, login, me, tokenOf } = await serverWithUser(engine);
    const token = tokenOf(await login());
    const response = await app.inject({
      method: 'POST',
      url: '/api/v1/auth/logout',
      cookies: { plantline_session: token },
    });
    expect(response.statusCode).toBe(204);
    expect(response.cookies[0]).toMatchObject({ name: 'plantline_session', value: '' });
    expect((await me(token)).statusCode).toBe(401);
  });

  test('a new password needs the present one, and then is the only one', async () => {
    const { app, login, tokenOf } = await serverWithUser(engine);
    const token = tokenOf(await login());
    const change = (currentPassword: string, newPassword: string) =>
      app.inject({
        method: 'POST',
        url: '/api/v1/auth/password',
        cookies: { plantline_session: token },
        payload: { currentPassword, newPassword },
      });
    const wrong = await change('something else', 'a brand new password');
    expect([wrong.statusCode, wrong.json().error.code]).toEqual([
      400,
      'auth.current_password_wrong',
    ]);
    const short = await change(PASSWORD, 'short');
    expect([short.statusCode, short.json().error.code]).toEqual([400, 'users.password_too_short']);
    expect((await change(PASSWORD, 'a brand new password')).statusCode).toBe(204);
    expect((await login()).statusCode).toBe(401);
    expect((await login('a brand new password')).statusCode).toBe(200);
  });

  test('log-ins and a new password are in the audit log, without the passwords', async () => {
    const { db, login } = await serverWithUser(engine);
    await login('wrong password');
    await login();
    const rows = await db.read.selectFrom('audit_logs').selectAll().execute();
    expect(rows.map(({ action }) => action).toSorted()).toEqual([
      'auth.logged_in',
      'auth.login_failed',
    ]);
    expect(JSON.stringify(rows)).not.toMatch(/wrong password|correct horse/);
  });
});

test('where users come by https the cookie never travels in the clear', async () => {
  const { login } = await serverWithUser('sqlite', true);
  expect((await login()).cookies[0]?.secure).toBe(true);
});

test('twenty tries a minute from one address are looked at, forty are not', async () => {
  const { login, pass } = await serverWithUser('sqlite');
  const statuses = [];
  for (let attempt = 0; attempt < 40; attempt++) {
    statuses.push((await login('wrong password', `user ${attempt}`)).statusCode);
  }
  expect(statuses.slice(0, 20)).toEqual(Array<number>(20).fill(401));
  expect(statuses.slice(-5)).toEqual(Array<number>(5).fill(429));
  const refused = await login();
  expect(refused.json().error.code).toBe('auth.too_many_tries');
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  pass(60_000);
  expect((await login()).statusCode).toBe(200);
});

test('the command line is told who it is, and has no password to change', async () => {
  const { app } = await serverWithUser('sqlite');
  const token = await createCliToken(KEY, new Date('2026-03-01T08:00:00Z'));
  const headers = { authorization: `Bearer ${token}` };
  const me = await app.inject({ url: '/api/v1/auth/me', headers });
  expect(me.json()).toEqual({ user: { id: null, username: 'cli', fullName: null, role: 'admin' } });
  const change = await app.inject({
    method: 'POST',
    url: '/api/v1/auth/password',
    headers,
    payload: { currentPassword: 'x', newPassword: 'a brand new password' },
  });
  expect(change.statusCode).toBe(401);
});
