import { hashSync } from 'bcryptjs';
import { describe, expect, test } from 'vitest';
import { PASSWORD, accountServer } from '../../tests/support/account-server.ts';
import { ENGINES } from '../../tests/support/databases.ts';
import type { Engine } from '../db/index.ts';
import { LONGEST_PASSWORD, hashPassword, isPasswordOf } from './hash-password.ts';
import { requireUser } from './users.repository.ts';

const MINUTE_MS = 60_000;
/** Of bcrypt: half a second and more. */
const SLOW_COST = 13;
const DAY_MS = 24 * 60 * MINUTE_MS;
const HOME = '10.0.0.5';
const AWAY = '203.0.113.9';

async function openHouse(engine: Engine) {
  const server = await accountServer(engine);
  const { db, accounts, addUser, clock } = server;
  const user = await addUser('sari');
  const logIn = (password = PASSWORD, ipAddress = HOME, username = 'sari') =>
    accounts.logIn({ username, password, ipAddress, userAgent: 'test' });
  const codeOf = (attempt: Promise<unknown>) =>
    attempt.then(
      () => 'in',
      (error: { code: string }) => error.code,
    );
  return {
    ...server,
    user,
    logIn,
    /** `in`, or the code of the error. */
    tried: (password?: string, from?: string, username?: string) =>
      codeOf(logIn(password, from, username)),
    async guess(times: number, from = HOME, username = 'sari') {
      const codes: string[] = [];
      for (let time = 0; time < times; time++) {
        codes.push(await codeOf(logIn('wrong', from, username)));
      }
      return codes;
    },
    shown: async () => {
      const { lockedUntil } = await requireUser(db.read, user.id);
      return lockedUntil && (lockedUntil.getTime() - clock().getTime()) / MINUTE_MS;
    },
    attemptsShown: async () =>
      (await db.read.selectFrom('users').select('login_attempts').executeTakeFirstOrThrow())
        .login_attempts,
  };
}

describe.each(ENGINES)('wrong passwords on %s', (engine) => {
  test.each(['sari', 'nobody'])(
    'the fifth in a row of %s locks for 15 minutes',
    async (username) => {
      const { guess, tried, pass } = await openHouse(engine);
      const wrong = 'auth.credentials_wrong';
      expect(await guess(5, HOME, username)).toEqual([wrong, wrong, wrong, wrong, 'auth.locked']);
      pass(14 * MINUTE_MS);
      expect(await tried(PASSWORD, HOME, username)).toBe('auth.locked');
      pass(MINUTE_MS);
      expect(await guess(4, HOME, username)).toEqual([wrong, wrong, wrong, wrong]);
      expect(await tried(PASSWORD, HOME, username)).toBe(
        username === 'sari' ? 'in' : 'auth.locked',
      );
    },
  );

  test('the lock is told with its end, and admins see it', async () => {
    const { guess, logIn, shown, attemptsShown } = await openHouse(engine);
    await guess(5);
    await expect(logIn()).rejects.toMatchObject({
      code: 'auth.locked',
      details: { lockedUntil: '2026-11-27T05:15:00.000Z' },
    });
    expect(await shown()).toBe(15);
    expect(await attemptsShown()).toBe(5);
  });

  test('a stranger elsewhere who guesses locks himself out and not the user', async () => {
    const { guess, tried, shown } = await openHouse(engine);
    await guess(9, AWAY);
    expect(await tried(PASSWORD, AWAY)).toBe('auth.locked');
    expect(await tried()).toBe('in');
    expect(await tried(PASSWORD, AWAY)).toBe('auth.locked');
    expect(await shown()).toBe(15);
  });

  test('the addresses that one person has on IPv6 count as one', async () => {
    const { guess, tried } = await openHouse(engine);
    for (let host = 1; host <= 5; host++) await guess(1, `2001:db8:1:2::${host}`);
    expect(await tried(PASSWORD, '2001:db8:1:2::99')).toBe('auth.locked');
    expect(await tried(PASSWORD, '2001:db8:1:3::1')).toBe('in');
  });

  test('of many tries at once only five are looked at, the right one among the rest is not', async () => {
    const { tried } = await openHouse(engine);
    const codes = await Promise.all(Array.from({ length: 12 }, () => tried('wrong')));
    expect(codes.filter((code) => code === 'auth.credentials_wrong')).toHaveLength(4);
    expect(codes.filter((code) => code === 'auth.locked')).toHaveLength(8);
    expect(await tried()).toBe('auth.locked');
  });

  test('a letter opens however a keyboard sends it', async () => {
    const { addUser, tried } = await openHouse(engine);
    await addUser('budi', 'user', await hashPassword('café au lait, sans sucre'));
    expect(await tried('cafe\u0301 au lait, sans sucre', HOME, 'budi')).toBe('in');
  });

  test('a right password wipes the count', async () => {
    const { guess, tried, attemptsShown } = await openHouse(engine);
    await guess(4);
    expect(await attemptsShown()).toBe(4);
    expect(await tried()).toBe('in');
    expect(await attemptsShown()).toBe(0);
    await guess(4);
    expect(await tried()).toBe('in');
  });

  test.each(['sari', 'nobody'])(
    'guessing %s from a hundred addresses ends after fifty, but for one guess each 15 minutes',
    async (username) => {
      const { guess, tried, pass } = await openHouse(engine);
      if (username === 'sari') expect(await tried()).toBe('in');
      const codes: string[] = [];
      for (let host = 0; host < 60; host++) {
        codes.push(...(await guess(1, `203.0.113.${host}`, username)));
      }
      expect(codes.filter((code) => code === 'auth.credentials_wrong')).toHaveLength(49);
      expect(codes.slice(49)).toEqual(Array<string>(11).fill('auth.locked'));
      pass(15 * MINUTE_MS);
      expect(await guess(2, AWAY, username)).toEqual(['auth.locked', 'auth.locked']);
      // Where the user has logged in before, the guessing of others is not felt.
      if (username === 'sari') expect(await tried()).toBe('in');
      pass(DAY_MS);
      expect(await guess(1, AWAY, username)).toEqual(['auth.credentials_wrong']);
    },
  );

  test('unlocking clears everything of the account, and so does clearing its column by hand', async () => {
    const { guess, tried, db, user, call, signedIn } = await openHouse(engine);
    const as = await signedIn('admin', 'admin');
    for (let host = 0; host < 60; host++) await guess(1, `203.0.113.${host}`);
    await guess(5);
    const unlocked = await call('POST', `/users/${user.id}/unlock`, { as });
    expect(unlocked).toMatchObject({ status: 200, body: { username: 'sari', lockedUntil: null } });
    expect([await tried(), await tried(PASSWORD, AWAY)]).toEqual(['in', 'in']);
    await guess(5);
    await db.write((tx) =>
      tx.updateTable('users').set({ locked_until: null, login_attempts: 0 }).execute(),
    );
    expect(await tried()).toBe('in');
  });

  test('a clock that is set back a day keeps nobody out for that day', async () => {
    const { guess, tried, pass } = await openHouse(engine);
    expect((await guess(5)).at(-1)).toBe('auth.locked');
    pass(-DAY_MS);
    expect(await tried()).toBe('in');
    expect((await guess(5)).at(-1)).toBe('auth.locked');
    expect(await tried()).toBe('auth.locked');
  });

  test('what is counted is forgotten, and takes no room for ever', async () => {
    const { guess, db, pass } = await openHouse(engine);
    for (let name = 0; name < 20; name++) await guess(1, HOME, `nobody ${name}`);
    const count = async () =>
      (await db.read.selectFrom('login_failures').select('username').execute()).length;
    expect(await count()).toBe(40);
    pass(DAY_MS + MINUTE_MS);
    await guess(1);
    expect(await count()).toBe(2);
  });

  test('log-ins, locks and changes of one account at the same moment do not get in each other’s way', async () => {
    const { call, login, signedIn, user } = await openHouse(engine);
    const as = await signedIn('admin', 'admin');
    const patch = (payload: object) => call('PATCH', `/users/${user.id}`, { as, payload });
    const rounds = Array.from({ length: 5 }, (_, round) => [
      login('sari', PASSWORD, `10.2.0.${round}`),
      login('sari', 'wrong password', `10.3.0.${round}`),
      login('sari', 'wrong password', HOME),
      patch({ fullName: `Sari ${round}` }),
      patch({ username: round % 2 ? 'sari' : 'sari w' }),
      patch({ isActive: round % 2 === 0 }),
      patch({ password: 'a brand new password' }),
      call('POST', `/users/${user.id}/unlock`, { as }),
      call('GET', '/sessions', { as }),
    ]);
    const answers = await Promise.all(rounds.flat());
    expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
    expect((await patch({ isActive: true, username: 'sari' })).status).toBe(200);
    expect((await call('DELETE', `/users/${user.id}`, { as })).status).toBe(204);
  });

  test('a password that was changed while it was being checked opens nothing', async () => {
    const { db, addUser, tried } = await openHouse(engine);
    // As dear as a hash may be, so that its check outlasts the change.
    const user = await addUser('budi', 'user', hashSync(PASSWORD, SLOW_COST));
    const attempt = tried(PASSWORD, HOME, 'budi');
    await db.write((tx) =>
      tx
        .updateTable('users')
        .set({ password_hash: '$argon2id$other' })
        .where('id', '=', user.id)
        .execute(),
    );
    expect(await attempt).toBe('auth.credentials_wrong');
  });
});

describe.each(ENGINES)('hashes of another program on %s', (engine) => {
  test.each(['2a', '2b', '2y'])('$%s$ opens once, and is Argon2id from then on', async (kind) => {
    const { addUser, tried, db } = await openHouse(engine);
    const hash = hashSync('old short', 4).replace(/^\$2[aby]/u, `$${kind}`);
    await addUser('budi', 'user', hash);
    expect(await tried('wrong', HOME, 'budi')).toBe('auth.credentials_wrong');
    const hashOf = async () =>
      (
        await db.read
          .selectFrom('users')
          .select('password_hash')
          .where('username', '=', 'budi')
          .executeTakeFirstOrThrow()
      ).password_hash;
    expect(await hashOf()).toBe(hash);
    // As short as it was: it is asked to be longer when its owner chooses the next one.
    expect(await tried('old short', HOME, 'budi')).toBe('in');
    expect(await hashOf()).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/u);
    expect(await tried('old short', HOME, 'budi')).toBe('in');
    expect(await tried('wrong', HOME, 'budi')).toBe('auth.credentials_wrong');
  });

  test.each(['', 'plain text', '$2b$31$tooExpensive', '$argon2id$v=19$m=1,t=1,p=1$x$y', '*'])(
    'what is no hash (%j) opens nothing and is no failure of ours',
    async (hash) => {
      const { addUser, tried } = await openHouse(engine);
      await addUser('budi', 'user', hash);
      expect(await tried(hash || 'x', HOME, 'budi')).toBe('auth.credentials_wrong');
    },
  );
});

test('a wrong password takes as long as a name nobody has, also beside hashes of another program', async () => {
  const { addUser, tried } = await openHouse('sqlite');
  await addUser('budi', 'user', hashSync('old password', 10));
  const names = ['sari', 'nobody', 'budi'];
  const times: Record<string, number[]> = { sari: [], nobody: [], budi: [] };
  let address = 0;
  const timed = async (username: string) => {
    const startedMs = performance.now();
    await tried('wrong', `10.1.0.${(address += 1)}`, username);
    return performance.now() - startedMs;
  };
  for (const name of names) await timed(name);
  for (let round = 0; round < 5; round++) {
    for (const name of names) times[name]?.push(await timed(name));
  }
  // The quickest of each: what the machine does beside it only makes one longer.
  const [sari = 0, nobody = 0, budi = 0] = names.map((name) => Math.min(...(times[name] ?? [])));
  for (const time of [sari, budi]) {
    expect(time / nobody).toBeGreaterThan(0.5);
    expect(time / nobody).toBeLessThan(2);
  }
});

test('an old hash is checked beside the work of the process, which goes on', async () => {
  const { addUser, tried } = await openHouse('sqlite');
  const beginning = process.threadCpuUsage();
  await addUser('budi', 'user', hashSync('old password', 12));
  const alone = process.threadCpuUsage(beginning);
  const before = process.threadCpuUsage();
  expect(await tried('old password', HOME, 'budi')).toBe('in');
  const beside = process.threadCpuUsage(before);
  expect(beside.user).toBeLessThan(alone.user / 2);
});

test('a password is looked at to its end: with something behind it, the longest one opens nothing', async () => {
  const longest = 'tall chimney '.repeat(100).slice(0, LONGEST_PASSWORD);
  const hash = await hashPassword(longest);
  expect(await isPasswordOf(hash, longest)).toBe(true);
  expect(await isPasswordOf(hash, `${longest}!`)).toBe(false);
  // Of such a hash bcrypt itself looks at 72 bytes only.
  expect(await isPasswordOf(hashSync(longest, 4), `${longest}!`)).toBe(false);
});
