import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { SignJWT } from 'jose';
import { describe, expect, test } from 'vitest';
import { PASSWORD, accountServer } from '../../tests/support/account-server.ts';
import { ENGINES } from '../../tests/support/databases.ts';
import { createCliToken } from '../lib/http/index.ts';
import { deriveKey } from '../lib/secret-key.ts';
import { deleteUser, updateUser } from './users.repository.ts';

const MINUTE_MS = 60_000;
setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Bytes that something still refers to. */
function heapInUse(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

describe.each(ENGINES)('log-in on %s', (engine) => {
  test('the right password gives the user and a cookie that scripts cannot read', async () => {
    const { login, me, addUser } = await accountServer(engine);
    await addUser('sari');
    const response = await login();
    expect(response.status).toBe(200);
    expect(response.body).toEqual({
      timeZone: 'Asia/Jakarta',
      user: {
        id: expect.any(String) as string,
        username: 'sari',
        fullName: null,
        role: 'user',
        hasSecondFactor: false,
      },
      hasReplacedSession: false,
    });
    expect(response.cookie).toMatchObject({
      httpOnly: true,
      sameSite: 'Strict',
      path: '/',
      expires: new Date('2026-11-27T17:00:00Z'),
    });
    expect(response.cookie?.secure).toBeUndefined();
    expect((await me(response.token)).body).toEqual({
      user: response.body.user,
      timeZone: 'Asia/Jakarta',
    });
  });

  test('a wrong password and an unknown name are told in the same words', async () => {
    const { login, addUser } = await accountServer(engine);
    await addUser('sari');
    const wrong = await login('sari', 'wrong password');
    const unknown = await login('nobody', PASSWORD);
    expect([wrong.status, unknown.status]).toEqual([401, 401]);
    const { requestId: first, ...wrongBody } = wrong.body.error;
    const { requestId: second, ...unknownBody } = unknown.body.error;
    expect(first).not.toBe(second);
    expect(unknownBody).toEqual(wrongBody);
    expect(wrong.cookie).toBeUndefined();
  });

  test('a newer log-in ends the older session and both are told', async () => {
    const { login, me, addUser } = await accountServer(engine);
    await addUser('sari');
    const older = await login();
    const newer = await login();
    expect(newer.body).toMatchObject({ hasReplacedSession: true });
    expect(await me(older.token)).toMatchObject({ status: 401, code: 'auth.session_replaced' });
    expect((await me(newer.token)).status).toBe(200);
  });

  test('logging out ends the session and takes the cookie back; its token is worth nothing then', async () => {
    const { call, me, signedIn, audited } = await accountServer(engine);
    const token = await signedIn('sari', 'viewer');
    const response = await call('POST', '/auth/logout', { as: token });
    expect(response.status).toBe(204);
    expect(response.cookie).toMatchObject({ value: '', httpOnly: true });
    expect(await me(token)).toMatchObject({ status: 401, code: 'auth.required' });
    expect((await audited()).at(-1)).toMatchObject({ action: 'auth.logged_out', actor: 'sari' });
  });

  test('a new password needs the present one, and signs out what was signed in with the old one', async () => {
    const { call, login, me, signedIn } = await accountServer(engine);
    const token = await signedIn('sari', 'user');
    const change = (currentPassword: string, newPassword: string) =>
      call('POST', '/auth/password', { as: token, payload: { currentPassword, newPassword } });
    expect(await change('something else', 'a brand new password')).toMatchObject({
      status: 400,
      code: 'auth.current_password_wrong',
    });
    expect(await change(PASSWORD, 'short')).toMatchObject({
      status: 400,
      code: 'users.password_too_short',
    });
    expect(await change(PASSWORD, 'Password-2026')).toMatchObject({
      status: 400,
      code: 'users.password_common',
    });
    expect((await me(token)).status).toBe(200);

    const changed = await change(PASSWORD, 'a brand new password');
    expect(changed.status).toBe(204);
    expect((await me(changed.token)).status).toBe(200);
    expect((await me(token)).code).toBe('auth.session_replaced');
    expect((await login()).status).toBe(401);
    expect((await login('sari', 'a brand new password')).status).toBe(200);
  });

  test('guessing the present password locks as guessing at the log-in does', async () => {
    const { call, login, signedIn } = await accountServer(engine);
    const as = await signedIn('sari', 'user');
    const payload = { currentPassword: 'a guess', newPassword: 'a brand new password' };
    const statuses = [];
    for (let guess = 0; guess < 6; guess++) {
      statuses.push((await call('POST', '/auth/password', { as, payload })).status);
    }
    expect(statuses).toEqual([400, 400, 400, 400, 423, 423]);
    expect((await login()).status).toBe(423);
  });

  test('log-ins are in the audit log, and neither it nor the log shows a password or a token', async () => {
    const { addUser, audited, call, login, logged } = await accountServer(engine);
    const { id } = await addUser('sari');
    await login('sari', 'wrong password');
    const { token } = await login();
    await call('POST', '/auth/password', {
      as: token,
      payload: { currentPassword: PASSWORD, newPassword: 'a brand new password' },
    });
    const entries = await audited();
    expect(entries).toMatchObject([
      { action: 'auth.login_failed', actor: 'sari', userId: id },
      { action: 'auth.logged_in', actor: 'sari', userId: id, details: { hasReplaced: false } },
      { action: 'auth.password_changed', actor: 'sari', userId: id },
    ]);
    const secrets = ['wrong password', PASSWORD, 'a brand new password', token];
    for (const secret of secrets) {
      expect(JSON.stringify(entries)).not.toContain(secret);
      expect(logged()).not.toContain(secret);
    }
  });

  test.each([
    ['a name with a NUL in it', { username: 'sa\0ri', password: PASSWORD }, 401],
    ['half of an emoji', { username: '\uD83D', password: '\uD83D' }, 401],
    ['a name longer than any', { username: 'x'.repeat(300), password: PASSWORD }, 400],
    [
      'a password of a megabyte less a little',
      { username: 'sari', password: 'x'.repeat(4096) },
      401,
    ],
    ['no password', { username: 'sari' }, 400],
    ['an object for a name', { username: { $ne: null }, password: PASSWORD }, 400],
    ['quotes of SQL', { username: "' OR 1=1 --", password: "' OR 1=1 --" }, 401],
  ])('%s is told plainly', async (_what, payload, status) => {
    const { addUser, call } = await accountServer(engine);
    await addUser('sari');
    const response = await call('POST', '/auth/login', { payload });
    expect(response.status).toBe(status);
    expect(response.text).not.toMatch(/SELECT|at .*\.ts/u);
  });

  test('a token is refused that is forged, of another kind, over, or of somebody who is gone', async () => {
    const server = await accountServer(engine);
    const { secretKey, db, me, pass, clock } = server;
    const { id } = await server.addUser('sari', 'admin');
    const { token } = await server.login();
    const [header = '', payload = '', signature = ''] = token.split('.');
    const ours = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { sid: string };
    const key = deriveKey(secretKey, 'sessions');
    const sign = (by: Buffer, issuer = 'plantline', audience = 'plantline', alg = 'HS256') =>
      new SignJWT({ sid: ours.sid })
        .setProtectedHeader({ alg })
        .setSubject(id)
        .setIssuer(issuer)
        .setAudience(audience)
        .setIssuedAt(clock())
        .setExpirationTime(new Date(clock().getTime() + MINUTE_MS))
        .sign(by);
    const none = Buffer.from('{"alg":"none"}').toString('base64url');
    const promoted = Buffer.from(JSON.stringify({ ...ours, sub: 'admin' })).toString('base64url');
    const forged = {
      'without an algorithm': `${none}.${payload}.`,
      'without an algorithm, signed': `${none}.${payload}.${signature}`,
      'without a signature': `${header}.${payload}.`,
      'with its parts exchanged': `${header}.${signature}.${payload}`,
      'with another content': `${header}.${promoted}.${signature}`,
      'of another key': await sign(Buffer.alloc(32, 1)),
      'of another audience': await sign(key, 'plantline', 'plantline-cli'),
      'of another issuer': await sign(key, 'somebody', 'plantline'),
      'of another algorithm': await sign(
        Buffer.concat([key, key]),
        'plantline',
        'plantline',
        'HS512',
      ),
      'of the command line': await createCliToken(deriveKey(secretKey, 'cli'), clock()),
      'that is none': 'x',
    };
    for (const [what, wrong] of Object.entries(forged)) {
      expect([what, (await me(wrong)).code]).toEqual([what, 'auth.required']);
    }
    // Well made with our key, and yet of no token that was ever given out.
    expect((await me(await sign(key))).status).toBe(401);

    expect((await me(token)).status).toBe(200);
    pass(61 * MINUTE_MS);
    expect((await me(token)).code).toBe('auth.session_expired');
    const later = await server.login();
    await db.write((tx) => deleteUser(tx, id));
    expect((await me(later.token)).code).toBe('auth.required');
  });

  test('who is disabled is out at once, and stays out when enabled again', async () => {
    const { db, login, me, addUser, clock } = await accountServer(engine);
    const { id } = await addUser('sari');
    const { token } = await login();
    // As another program would do it, past everything that ends sessions.
    await db.write((tx) => updateUser(tx, id, { isActive: false }, clock()));
    expect((await me(token)).code).toBe('auth.session_ended');
    expect(await login()).toMatchObject({ status: 401, code: 'auth.credentials_wrong' });
  });
});

test('where users come by https the cookie never travels in the clear', async () => {
  const { addUser, login } = await accountServer('sqlite', { isHttps: true });
  await addUser('sari');
  expect((await login()).cookie?.secure).toBe(true);
});

test('thirty wrong tries a minute from one address are looked at, more are not; right ones do not count', async () => {
  const { addUser, login, pass } = await accountServer('sqlite');
  await addUser('sari');
  for (let time = 0; time < 40; time++) expect((await login()).status).toBe(200);
  const statuses = [];
  for (let attempt = 0; attempt < 40; attempt++) {
    statuses.push((await login(`user ${attempt}`, 'wrong password')).status);
  }
  expect(statuses.slice(0, 30)).toEqual(Array<number>(30).fill(401));
  expect(statuses.slice(30)).toEqual(Array<number>(10).fill(429));
  const refused = await login();
  expect(refused.code).toBe('auth.too_many_tries');
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  expect((await login('sari', PASSWORD, '10.0.0.6')).status).toBe(200);
  pass(MINUTE_MS);
  expect((await login()).status).toBe(200);
});

test('ten thousand log-ins within a minute are answered, and leave nothing behind in memory', async () => {
  const { addUser, db, forgetLog, login } = await accountServer('sqlite');
  await addUser('sari');
  const flood = async (count: number) => {
    const statuses: Record<number, number> = {};
    for (let done = 0; done < count; done += 200) {
      const answers = await Promise.all(
        Array.from({ length: 200 }, (_, index) =>
          login(`user ${done + index}`, 'wrong password', `10.0.${index % 2}.7`),
        ),
      );
      for (const { status } of answers) statuses[status] = (statuses[status] ?? 0) + 1;
    }
    return statuses;
  };
  await flood(2_000);
  const before = heapInUse();
  expect(await flood(8_000)).toEqual({ 429: 8_000 });
  // Each line of the log is somebody else's to keep.
  forgetLog();
  expect(heapInUse() - before).toBeLessThan(10e6);
  const { length } = await db.read.selectFrom('login_failures').select('username').execute();
  expect(length).toBeLessThanOrEqual(2 * 2 * 30);
  expect((await login('sari', PASSWORD, '10.9.9.9')).status).toBe(200);
});

test('the command line is told who it is, and has neither password nor second factor', async () => {
  const { call, secretKey, clock } = await accountServer('sqlite');
  const bearer = await createCliToken(deriveKey(secretKey, 'cli'), clock());
  expect((await call('GET', '/auth/me', { bearer })).body).toEqual({
    user: { id: null, username: 'cli', fullName: null, role: 'admin', hasSecondFactor: false },
    timeZone: 'Asia/Jakarta',
  });
  const payload = { currentPassword: 'x', newPassword: 'a brand new password' };
  expect((await call('POST', '/auth/password', { bearer, payload })).status).toBe(401);
  const proof = { currentPassword: 'x' };
  expect((await call('POST', '/auth/second-factor', { bearer, payload: proof })).status).toBe(401);
  expect((await call('POST', '/auth/logout', { bearer })).status).toBe(204);
});
