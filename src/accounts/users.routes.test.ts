import { describe, expect, test } from 'vitest';
import { accountServer } from '../../tests/support/account-server.ts';
import { ENGINES } from '../../tests/support/databases.ts';
import type { Engine } from '../db/index.ts';

const SARI = {
  username: 'sari',
  password: 'four words of mine',
  role: 'viewer',
  fullName: 'Sari Wulandari',
  email: 'sari@example.com',
};

async function openHouse(engine: Engine) {
  const server = await accountServer(engine);
  const as = await server.signedIn('admin', 'admin');
  const call = (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, payload?: object) =>
    server.call(method, path, { as, payload });
  const [admin] = (await call('GET', '/users')).body.items;
  return {
    ...server,
    admin: admin as { id: string },
    as,
    asAdmin: call,
    make: async (change: object = {}) =>
      (await call('POST', '/users', { ...SARI, ...change })).body as {
        id: string;
        updatedAt: string;
      },
  };
}

describe.each(ENGINES)('users over HTTP on %s', (engine) => {
  test('a user is made, shown without anything secret, and the log says who made it', async () => {
    const { asAdmin, audited, login, logged } = await openHouse(engine);
    const made = await asAdmin('POST', '/users', SARI);
    expect(made.status).toBe(201);
    expect(made.body).toEqual({
      id: expect.any(String) as string,
      username: 'sari',
      fullName: 'Sari Wulandari',
      email: 'sari@example.com',
      role: 'viewer',
      isActive: true,
      hasSecondFactor: false,
      lastLogin: null,
      lockedUntil: null,
      createdAt: '2026-11-27T05:00:00.000Z',
      updatedAt: '2026-11-27T05:00:00.000Z',
    });
    expect((await asAdmin('GET', `/users/${made.body.id}`)).body).toEqual(made.body);
    const entries = await audited();
    expect(entries.at(-1)).toMatchObject({
      action: 'users.created',
      actor: 'admin',
      details: { id: made.body.id, after: { username: 'sari', role: 'viewer' } },
    });
    expect(JSON.stringify(entries) + logged()).not.toContain(SARI.password);
    expect((await login('sari', SARI.password)).status).toBe(200);
  });

  test('the list is searched, sorted, paged, filtered and exported', async () => {
    const { asAdmin, make } = await openHouse(engine);
    for (const username of ['budi', 'citra', 'dewi']) await make({ username });
    await make({ username: '=cmd', fullName: '=1+1', email: null });
    const names = async (query: string) =>
      (await asAdmin('GET', `/users${query}`)).body.items.map(
        ({ username }: { username: string }) => username,
      );
    expect(await names('')).toEqual(['=cmd', 'admin', 'budi', 'citra', 'dewi']);
    expect(await names('?sort=-username&limit=2')).toEqual(['dewi', 'citra']);
    expect(await names('?q=wulan&role=viewer')).toEqual(['budi', 'citra', 'dewi']);
    expect(await names('?role=admin')).toEqual(['admin']);
    expect(await names('?isActive=false')).toEqual([]);
    const first = (await asAdmin('GET', '/users?limit=3')).body;
    expect(await names(`?limit=3&cursor=${first.nextCursor}`)).toEqual(['citra', 'dewi']);
    expect((await asAdmin('GET', '/users?sort=passwordHash')).status).toBe(400);
    const csv = await asAdmin('GET', '/users?format=csv');
    expect(csv.headers['content-type']).toMatch(/^text\/csv/u);
    expect(csv.text).toContain("'=1+1");
    expect(csv.text).not.toContain('argon2');
  });

  test('a change tells what it changed, and an editor who saw an older state changes nothing', async () => {
    const { asAdmin, make, audited, pass } = await openHouse(engine);
    const { id, updatedAt } = await make();
    pass(1_000);
    const changed = await asAdmin('PATCH', `/users/${id}`, {
      username: 'sari.w',
      email: null,
      updatedAt,
    });
    expect(changed).toMatchObject({
      status: 200,
      body: { username: 'sari.w', email: null, fullName: 'Sari Wulandari' },
    });
    expect((await audited()).at(-1)).toMatchObject({
      action: 'users.changed',
      details: {
        id,
        before: { username: 'sari', email: 'sari@example.com' },
        after: { username: 'sari.w', email: null },
      },
    });
    const late = await asAdmin('PATCH', `/users/${id}`, { role: 'admin', updatedAt });
    expect(late).toMatchObject({ status: 409, code: 'http.changed_meanwhile' });
    expect((await asAdmin('GET', `/users/${id}`)).body.role).toBe('viewer');
  });

  test('an editor of a row that another program wrote saw when it was made', async () => {
    const { asAdmin, db, make } = await openHouse(engine);
    const { id } = await make();
    await db.write((tx) =>
      tx.updateTable('users').set({ updated_at: null }).where('id', '=', id).execute(),
    );
    const { updatedAt, createdAt } = (await asAdmin('GET', `/users/${id}`)).body;
    expect(updatedAt).toBe(createdAt);
    expect((await asAdmin('PATCH', `/users/${id}`, { fullName: 'S', updatedAt })).status).toBe(200);
  });

  test('another password and disabling end the session at once', async () => {
    const { asAdmin, login, make, me } = await openHouse(engine);
    const { id } = await make();
    const before = (await login('sari', SARI.password)).token;
    await asAdmin('PATCH', `/users/${id}`, { password: 'four other words here' });
    expect((await me(before)).code).toBe('auth.session_ended');
    expect((await login('sari', SARI.password)).status).toBe(401);

    const after = (await login('sari', 'four other words here')).token;
    await asAdmin('PATCH', `/users/${id}`, { isActive: false });
    expect((await me(after)).code).toBe('auth.session_ended');
    expect((await login('sari', 'four other words here')).status).toBe(401);
    await asAdmin('PATCH', `/users/${id}`, { isActive: true });
    expect((await me(after)).code).toBe('auth.session_ended');
    expect((await login('sari', 'four other words here')).status).toBe(200);
  });

  test('deleting a user ends the session; what they did stays in the log', async () => {
    const { asAdmin, login, make, me, audited } = await openHouse(engine);
    const { id } = await make();
    const token = (await login('sari', SARI.password)).token;
    expect((await asAdmin('DELETE', `/users/${id}`)).status).toBe(204);
    expect((await me(token)).code).toBe('auth.required');
    expect((await asAdmin('GET', `/users/${id}`)).code).toBe('users.not_found');
    expect((await asAdmin('DELETE', `/users/${id}`)).code).toBe('users.not_found');
    const entries = await audited();
    expect(entries).toContainEqual(
      expect.objectContaining({ action: 'auth.logged_in', actor: 'sari', userId: null }),
    );
    expect(entries.at(-1)).toMatchObject({ action: 'users.deleted', actor: 'admin' });
  });

  test('the last active admin cannot be deleted, demoted or disabled', async () => {
    const { asAdmin, admin, make, audited } = await openHouse(engine);
    await make({ username: 'budi', role: 'user' });
    const { id: disabled } = await make({ username: 'off', role: 'admin' });
    await asAdmin('PATCH', `/users/${disabled}`, { isActive: false });
    const count = (await audited()).length;
    const tries = [
      asAdmin('DELETE', `/users/${admin.id}`),
      asAdmin('PATCH', `/users/${admin.id}`, { role: 'user' }),
      asAdmin('PATCH', `/users/${admin.id}`, { isActive: false }),
    ];
    for (const answer of await Promise.all(tries)) {
      expect(answer).toMatchObject({ status: 409, code: 'users.last_admin' });
    }
    expect(await audited()).toHaveLength(count);
    expect((await asAdmin('PATCH', `/users/${admin.id}`, { fullName: 'A' })).status).toBe(200);
    await asAdmin('PATCH', `/users/${disabled}`, { isActive: true });
    expect((await asAdmin('DELETE', `/users/${admin.id}`)).status).toBe(204);
  });

  test('an admin changes the own password and second factor only where the present password is asked for', async () => {
    const { asAdmin, admin, audited, call, login, make, me, as } = await openHouse(engine);
    const count = (await audited()).length;
    const own = `/users/${admin.id}`;
    for (const answer of [
      await asAdmin('PATCH', own, { password: 'four other words here' }),
      await asAdmin('PATCH', own, { password: 'four other words here', fullName: 'A' }),
      await asAdmin('DELETE', `${own}/second-factor`),
    ]) {
      expect(answer).toMatchObject({ status: 409, code: 'users.own_account' });
    }
    expect(await audited()).toHaveLength(count);
    expect((await me(as)).body.user).toMatchObject({ fullName: null });
    // Another admin may help.
    await make({ username: 'budi', role: 'admin' });
    const budi = (await login('budi', SARI.password)).token;
    const payload = { password: 'four other words here' };
    expect((await call('PATCH', own, { as: budi, payload })).status).toBe(200);
    expect((await me(as)).code).toBe('auth.session_ended');
  });

  test('two admins who demote each other at the same moment do not both succeed', async () => {
    const { admin, as, call, db, login, make } = await openHouse(engine);
    const { id } = await make({ username: 'budi', role: 'admin' });
    const asBudi = (await login('budi', SARI.password)).token;
    const payload = { role: 'viewer' };
    const answers = await Promise.all([
      call('PATCH', `/users/${id}`, { as, payload }),
      call('PATCH', `/users/${admin.id}`, { as: asBudi, payload }),
    ]);
    // The other is refused as the last admin, or comes so late that it is of no admin any more.
    const statuses = answers.map(({ status }) => status).toSorted((a, b) => a - b);
    expect(['200,403', '200,409']).toContain(String(statuses));
    const admins = db.read.selectFrom('users').select('id').where('role', '=', 'admin');
    expect(await admins.execute()).toHaveLength(1);
  });

  test('a name belongs to one user, also when two ask for it at once', async () => {
    const { asAdmin, make } = await openHouse(engine);
    const [budi, citra] = [await make({ username: 'budi' }), await make({ username: 'citra' })];
    expect((await asAdmin('POST', '/users', { ...SARI, username: 'budi' })).code).toBe(
      'users.username_taken',
    );
    const payload = { username: 'dewi' };
    const answers = await Promise.all([
      asAdmin('PATCH', `/users/${budi.id}`, payload),
      asAdmin('PATCH', `/users/${citra.id}`, payload),
    ]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
  });

  test.each([
    ['capital letters', 'SARI'],
    ['letters of full width', '\uFF53\uFF41\uFF52\uFF49'],
    ['blanks around it', ' sari\u3000'],
  ])('a name that differs from another by %s only is taken', async (_what, username) => {
    const { asAdmin, make, login } = await openHouse(engine);
    const { id } = await make();
    const budi = await make({ username: 'budi' });
    const taken = { status: 409, code: 'users.username_taken' };
    expect(await asAdmin('POST', '/users', { ...SARI, username })).toMatchObject(taken);
    expect(await asAdmin('PATCH', `/users/${budi.id}`, { username })).toMatchObject(taken);
    // The user itself may be written so, and logs in by exactly that name from then on.
    const renamed = await asAdmin('PATCH', `/users/${id}`, { username });
    expect(renamed.status).toBe(200);
    expect((await login(renamed.body.username, SARI.password)).status).toBe(200);
  });

  test('of two who are given names alike at once one is refused', async () => {
    const { asAdmin } = await openHouse(engine);
    const answers = await Promise.all(
      ['dewi', 'Dewi', 'DEWI'].map((username) => asAdmin('POST', '/users', { ...SARI, username })),
    );
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409, 409]);
  });

  test('names alike that another program made are kept, and can be told apart by a change', async () => {
    const { asAdmin, db, login, make } = await openHouse(engine);
    const { id } = await make();
    const other = await make({ username: 'budi' });
    await db.write((tx) =>
      tx.updateTable('users').set({ username: 'Sari' }).where('id', '=', other.id).execute(),
    );
    expect((await login('Sari', SARI.password)).status).toBe(200);
    const same = { username: 'sari', fullName: 'Sari W.' };
    expect((await asAdmin('PATCH', `/users/${id}`, same)).status).toBe(200);
    expect((await asAdmin('PATCH', `/users/${id}`, { username: 'SARI' })).status).toBe(409);
    expect((await asAdmin('PATCH', `/users/${id}`, { username: 'sari.w' })).status).toBe(200);
  });

  test.each([
    ['a common password', { password: 'password1234' }, 'users.password_common'],
    ['the own name for a password', { password: 'sari-2026-11-27' }, 'users.password_own_name'],
    ['a short password', { password: 'eleven char' }, 'users.password_too_short'],
    ['an endless password', { password: 'x1'.repeat(600) }, 'users.password_too_long'],
    ['a name that is kept', { username: 'token:grafana' }, 'http.invalid_request'],
    ['a name of blanks', { username: '  ' }, 'http.invalid_request'],
    ['a name with a line feed', { username: 'a\nb' }, 'http.invalid_request'],
    ['an unknown role', { role: 'king' }, 'http.invalid_request'],
    ['an address that is none', { email: 'sari' }, 'http.invalid_request'],
    ['an unknown field', { passwordHash: 'x' }, 'http.invalid_request'],
  ])('%s is refused', async (_what, change, code) => {
    const { asAdmin } = await openHouse(engine);
    expect(await asAdmin('POST', '/users', { ...SARI, ...change })).toMatchObject({
      status: 400,
      code,
    });
    expect((await asAdmin('GET', '/users')).body.items).toHaveLength(1);
  });

  test('are for admins alone', async () => {
    const { admin, call, signedIn } = await openHouse(engine);
    for (const role of ['user', 'viewer'] as const) {
      const as = await signedIn(`some ${role}`, role);
      const own = (await call('GET', '/auth/me', { as })).body.user.id as string;
      const tries = [
        call('GET', '/users', { as }),
        call('GET', `/users/${own}`, { as }),
        call('POST', '/users', { as, payload: SARI }),
        call('PATCH', `/users/${own}`, { as, payload: { role: 'admin' } }),
        call('DELETE', `/users/${admin.id}`, { as }),
        call('POST', `/users/${own}/unlock`, { as }),
        call('DELETE', `/users/${admin.id}/second-factor`, { as }),
      ];
      for (const { status } of await Promise.all(tries)) expect(status).toBe(403);
    }
  });
});

test('a password of twelve emoji is long enough, and counts as twelve', async () => {
  const { asAdmin, login } = await openHouse('sqlite');
  const password = '🐎🔋📎🏭⚡🌊🔥💨🧯🪜🔧🧰';
  expect((await asAdmin('POST', '/users', { ...SARI, password })).status).toBe(201);
  expect((await login('sari', password)).status).toBe(200);
  const short = { ...SARI, username: 'b', password: password.slice(2) };
  expect((await asAdmin('POST', '/users', short)).code).toBe('users.password_too_short');
});
