import { randomBytes } from 'node:crypto';
import { SignJWT } from 'jose';
import { describe, expect, test } from 'vitest';
import { ENGINES, freshDatabase } from '../../tests/support/databases.ts';
import type { Db, Engine } from '../db/index.ts';
import {
  type Login,
  countUsers,
  createSessions,
  deleteUser,
  ensureFirstAdmin,
  findUser,
  hashPassword,
  insertUser,
  listUsers,
  setPasswordHash,
  unlockUser,
  updateUser,
} from './index.ts';

const KEY = randomBytes(32);
const PASSWORD = 'turbine hall 7';
const PASSWORD_HASH = await hashPassword(PASSWORD);
const MINUTE_MS = 60_000;

async function openHouse(engine: Engine) {
  const db = await freshDatabase(engine);
  let now = new Date('2026-11-23T07:00:00.000Z');
  const clock = (): Date => now;
  const user = await db.write((tx) =>
    insertUser(tx, { username: 'sari', passwordHash: PASSWORD_HASH, role: 'user' }, now),
  );
  const sessions = createSessions({ db, key: KEY, clock });
  return {
    db,
    user,
    sessions,
    clock,
    pass: (ms: number) => {
      now = new Date(now.getTime() + ms);
    },
    logIn: (password = PASSWORD, username = 'sari'): Promise<Login> =>
      sessions.logIn({ username, password, ipAddress: '10.0.0.5', userAgent: 'test' }),
  };
}

async function auditActions(db: Db): Promise<readonly string[]> {
  const rows = await db.read.selectFrom('audit_logs').select('action').execute();
  return rows.map(({ action }) => action).toSorted();
}

describe.each(ENGINES)('log-in on %s', (engine) => {
  test('gives a session that says who it is, and is written down', async () => {
    const { db, user, sessions, logIn, clock } = await openHouse(engine);
    const login = await logIn();
    expect(login).toMatchObject({ hasReplaced: false, user: { id: user.id, role: 'user' } });
    expect(await sessions.requireSession(login.token)).toEqual({
      id: user.id,
      username: 'sari',
      fullName: null,
      role: 'user',
    });
    expect((await findUser(db.read, user.id))?.lastLogin).toEqual(clock());
    expect(await auditActions(db)).toEqual(['auth.logged_in']);
    const kept = await db.read.selectFrom('sessions').selectAll().executeTakeFirstOrThrow();
    expect(JSON.stringify(kept)).not.toContain(login.token);
  });

  test('a newer log-in ends the older session and says so', async () => {
    const { sessions, logIn, pass } = await openHouse(engine);
    const first = await logIn();
    pass(1_000);
    const second = await logIn();
    expect(second.hasReplaced).toBe(true);
    await expect(sessions.requireSession(first.token)).rejects.toMatchObject({
      code: 'auth.session_replaced',
    });
    await expect(sessions.requireSession(second.token)).resolves.toBeDefined();
  });

  test('two log-ins within the same second are still two sessions', async () => {
    const { sessions, logIn } = await openHouse(engine);
    const first = await logIn();
    await logIn();
    await expect(sessions.requireSession(first.token)).rejects.toMatchObject({
      code: 'auth.session_replaced',
    });
  });

  test('a session ends with its time, with log-out, and with the user', async () => {
    const { db, user, sessions, logIn, pass } = await openHouse(engine);
    const timed = await logIn();
    pass(timed.expiresAt.getTime() - new Date('2026-11-23T07:00:00.000Z').getTime());
    await expect(sessions.requireSession(timed.token)).rejects.toMatchObject({
      code: 'auth.session_expired',
    });
    const left = await logIn();
    await sessions.logOut(left.token);
    await sessions.logOut(left.token);
    await expect(sessions.requireSession(left.token)).rejects.toMatchObject({
      code: 'auth.required',
    });
    const disabled = await logIn();
    await db.write((tx) => updateUser(tx, user.id, { isActive: false }));
    await expect(sessions.requireSession(disabled.token)).rejects.toMatchObject({
      code: 'auth.required',
    });
    await expect(logIn()).rejects.toMatchObject({ code: 'auth.credentials_wrong' });
    await db.write((tx) => deleteUser(tx, user.id));
    expect(await db.read.selectFrom('sessions').selectAll().execute()).toEqual([]);
  });

  test.each(['sari', 'nobody'])(
    'the fifth wrong password of %s locks for 15 minutes',
    async (name) => {
      const { logIn, pass } = await openHouse(engine);
      for (let attempt = 1; attempt < 5; attempt += 1) {
        await expect(logIn('wrong', name)).rejects.toMatchObject({
          code: 'auth.credentials_wrong',
        });
      }
      const locked = { code: 'auth.locked', details: { lockedUntil: '2026-11-23T07:15:00.000Z' } };
      await expect(logIn('wrong', name)).rejects.toMatchObject(locked);
      pass(14 * MINUTE_MS);
      await expect(logIn(PASSWORD, name)).rejects.toMatchObject(locked);
      pass(MINUTE_MS);
      const wrong = { code: 'auth.credentials_wrong' };
      await expect(logIn('wrong', name)).rejects.toMatchObject(wrong);
      if (name === 'sari') await expect(logIn()).resolves.toBeDefined();
      else await expect(logIn(PASSWORD, name)).rejects.toMatchObject(wrong);
    },
  );

  test('of many tries at once only five are looked at, the right one among the rest is not', async () => {
    const { logIn } = await openHouse(engine);
    const tries = Array.from({ length: 12 }, () => logIn('wrong').catch((error: unknown) => error));
    const codes = (await Promise.all(tries)).map((error) => (error as { code: string }).code);
    expect(codes.filter((code) => code === 'auth.credentials_wrong')).toHaveLength(4);
    expect(codes.filter((code) => code === 'auth.locked')).toHaveLength(8);
    await expect(logIn()).rejects.toMatchObject({ code: 'auth.locked' });
  });

  test('a right password wipes the count, and an admin can unlock', async () => {
    const { db, user, logIn } = await openHouse(engine);
    for (const password of ['a', 'b', 'c', 'd', PASSWORD, 'a', 'b', 'c', 'd']) {
      await logIn(password).catch(() => {});
    }
    await expect(logIn()).resolves.toBeDefined();
    for (const password of ['a', 'b', 'c', 'd', 'e']) await logIn(password).catch(() => {});
    await expect(logIn()).rejects.toMatchObject({ code: 'auth.locked' });
    await db.write((tx) => unlockUser(tx, user.id));
    await expect(logIn()).resolves.toBeDefined();
  });

  test('a wrong password and a name nobody has are answered in the same words', async () => {
    const { logIn } = await openHouse(engine);
    const [known, unknown] = await Promise.all([
      logIn('wrong').catch((error: unknown) => error),
      logIn('wrong', 'nobody').catch((error: unknown) => error),
    ]);
    const said = (error: unknown) => ({ ...(error as object), message: (error as Error).message });
    expect(said(known)).toEqual(said(unknown));
  });

  test('a password that was changed no longer opens, the new one does', async () => {
    const { db, user, logIn } = await openHouse(engine);
    const hash = await hashPassword('another turbine 8');
    await db.write((tx) => setPasswordHash(tx, user.id, hash));
    await expect(logIn()).rejects.toMatchObject({ code: 'auth.credentials_wrong' });
    await expect(logIn('another turbine 8')).resolves.toBeDefined();
  });

  test('tokens of others, of no session and of no algorithm are refused', async () => {
    const { user, sessions, logIn } = await openHouse(engine);
    const { token } = await logIn();
    const [header = '', payload = '', signature = ''] = token.split('.');
    const unsigned = Buffer.from('{"alg":"none"}').toString('base64url');
    const forged = await new SignJWT({ sid: 'x' })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject(user.id)
      .setIssuer('plantline')
      .setAudience('plantline')
      .setExpirationTime('9 days')
      .sign(randomBytes(32));
    const attempts = [
      undefined,
      '',
      'x',
      forged,
      `${unsigned}.${payload}.`,
      `${header}.${payload}.`,
    ];
    attempts.push(`${header}.${signature}.${payload}`);
    for (const attempt of attempts) {
      await expect(sessions.requireSession(attempt)).rejects.toMatchObject({
        code: 'auth.required',
      });
    }
  });
});

describe.each(ENGINES)('users on %s', (engine) => {
  test('a name belongs to one user', async () => {
    const { db, user } = await openHouse(engine);
    const taken = { code: 'users.username_taken' };
    const budi = { username: 'budi', passwordHash: PASSWORD_HASH, role: 'viewer' } as const;
    await db.write((tx) => insertUser(tx, budi, new Date()));
    await expect(db.write((tx) => insertUser(tx, budi, new Date()))).rejects.toMatchObject(taken);
    await expect(
      db.write((tx) => updateUser(tx, user.id, { username: 'budi' })),
    ).rejects.toMatchObject(taken);
    const renamed = await db.write((tx) =>
      updateUser(tx, user.id, { username: 'sari', fullName: 'Sari P.', role: 'admin' }),
    );
    expect(renamed).toMatchObject({ username: 'sari', fullName: 'Sari P.', role: 'admin' });
    expect((await listUsers(db.read)).map(({ username }) => username)).toEqual(['budi', 'sari']);
  });

  test('the first admin is made on an empty store only, however many processes start', async () => {
    const db = await freshDatabase(engine);
    const given = { username: 'admin', password: PASSWORD };
    const at = new Date();
    const made = await Promise.all([
      ensureFirstAdmin(db, given, at),
      ensureFirstAdmin(db, given, at),
    ]);
    expect(made.filter(Boolean)).toMatchObject([{ username: 'admin', role: 'admin' }]);
    expect(await ensureFirstAdmin(db, { ...given, username: 'other' }, at)).toBeUndefined();
    expect(await countUsers(db.read)).toBe(1);
  });

  test('the first admin needs a name and a password that is long enough', async () => {
    const db = await freshDatabase(engine);
    const make = (username?: string, password?: string) =>
      ensureFirstAdmin(db, { username, password }, new Date());
    expect(await make()).toBeUndefined();
    await expect(make('admin')).rejects.toMatchObject({ code: 'users.first_admin_incomplete' });
    await expect(make('admin', 'eleven char')).rejects.toMatchObject({
      code: 'users.password_too_short',
    });
    expect(await countUsers(db.read)).toBe(0);
  });
});

test('passwords are kept as Argon2id', () => {
  expect(PASSWORD_HASH).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/u);
});
