import { describe, expect, test } from 'vitest';
import { accountServer } from '../../tests/support/account-server.ts';
import { ENGINES } from '../../tests/support/databases.ts';
import type { Engine } from '../db/index.ts';

const DAY_MS = 24 * 3_600_000;

async function openHouse(engine: Engine) {
  const server = await accountServer(engine);
  const as = await server.signedIn('admin', 'admin');
  const make = async (role = 'viewer', name = `for ${role}s`, expiresInDays = 30) =>
    await server.call('POST', '/api-tokens', { as, payload: { name, role, expiresInDays } });
  return {
    ...server,
    as,
    make,
    tokenOf: async (role?: string, name?: string) =>
      (await make(role, name)).body as { id: string; token: string },
    meBy: (bearer: string) => server.call('GET', '/auth/me', { bearer }),
    listed: async () => (await server.call('GET', '/api-tokens', { as })).body.items,
  };
}

describe.each(ENGINES)('API tokens on %s', (engine) => {
  test('a token is shown once, kept as a hash, and names the program that uses it', async () => {
    const { audited, db, listed, make, meBy, logged } = await openHouse(engine);
    const made = await make('user', 'grafana');
    expect(made.status).toBe(201);
    const { token, ...shown } = made.body;
    expect(token).toMatch(/^plt_[A-Za-z0-9_-]{43}$/u);
    expect(shown).toEqual({
      id: expect.any(String) as string,
      name: 'grafana',
      role: 'user',
      createdBy: 'admin',
      createdAt: '2026-11-27T05:00:00.000Z',
      expiresAt: '2026-12-27T05:00:00.000Z',
      lastUsedAt: null,
    });
    expect(await listed()).toEqual([shown]);
    expect((await meBy(token)).body).toEqual({
      timeZone: 'Asia/Jakarta',
      user: {
        id: null,
        username: 'token:grafana',
        fullName: null,
        role: 'user',
        hasSecondFactor: false,
      },
    });
    const rows = await db.read.selectFrom('api_tokens').selectAll().execute();
    const kept = JSON.stringify([rows, await audited()]) + logged();
    expect(kept).not.toContain(token);
    expect((await audited()).at(-1)).toMatchObject({
      action: 'api_tokens.created',
      details: { after: { name: 'grafana', role: 'user' } },
    });
  });

  test('a token does what its role may and no more, and the log says that it did', async () => {
    const { call, tokenOf, audited } = await openHouse(engine);
    for (const role of ['viewer', 'user']) {
      const { token: bearer } = await tokenOf(role);
      expect((await call('GET', '/users', { bearer })).status).toBe(403);
      const payload = { name: 'more', role: 'admin', expiresInDays: 1 };
      expect((await call('POST', '/api-tokens', { bearer, payload })).status).toBe(403);
    }
    const { token: bearer } = await tokenOf('admin', 'terraform');
    const payload = { username: 'sari', password: 'four words of mine', role: 'viewer' };
    expect((await call('POST', '/users', { bearer, payload })).status).toBe(201);
    expect((await audited()).at(-1)).toMatchObject({
      action: 'users.created',
      actor: 'token:terraform',
      userId: null,
    });
    expect((await call('POST', '/auth/logout', { bearer })).status).toBe(204);
    expect(
      (await call('POST', '/auth/second-factor', { bearer, payload: { currentPassword: 'none' } }))
        .status,
    ).toBe(401);
  });

  test('a token that was revoked, has expired or was never made opens nothing', async () => {
    const { as, call, make, meBy, pass, tokenOf } = await openHouse(engine);
    const { id, token } = await tokenOf('user');
    const short = (await make('user', 'short', 1)).body.token as string;
    expect((await meBy(token)).status).toBe(200);
    expect((await call('DELETE', `/api-tokens/${id}`, { as })).status).toBe(204);
    const refused = { status: 401, code: 'auth.api_token_refused' };
    expect(await meBy(token)).toMatchObject(refused);
    expect(await meBy(`plt_${'x'.repeat(43)}`)).toMatchObject(refused);
    expect(await meBy('plt_')).toMatchObject(refused);
    expect(await meBy(short.slice(0, -1))).toMatchObject(refused);
    expect((await call('DELETE', `/api-tokens/${id}`, { as })).code).toBe('api_tokens.not_found');
    expect((await meBy(short)).status).toBe(200);
    pass(DAY_MS);
    expect(await meBy(short)).toMatchObject(refused);
  });

  test('a token in the cookie, and a session in the header, open nothing', async () => {
    const { as, me, meBy, tokenOf } = await openHouse(engine);
    const { token } = await tokenOf('admin');
    expect((await me(token)).code).toBe('auth.required');
    expect((await meBy(as)).code).toBe('auth.token_refused');
  });

  test('when a token was used is written down once a minute', async () => {
    const { listed, meBy, pass, tokenOf } = await openHouse(engine);
    const { token } = await tokenOf();
    const usedAt = async () => (await listed())[0].lastUsedAt as string | null;
    pass(1_000);
    await Promise.all([meBy(token), meBy(token)]);
    expect(await usedAt()).toBe('2026-11-27T05:00:01.000Z');
    pass(59_000);
    await meBy(token);
    expect(await usedAt()).toBe('2026-11-27T05:00:01.000Z');
    pass(1_000);
    await meBy(token);
    expect(await usedAt()).toBe('2026-11-27T05:01:01.000Z');
  });

  test('a name belongs to one token, since the log tells them apart by it', async () => {
    const { make } = await openHouse(engine);
    const answers = await Promise.all([make('user', 'grafana'), make('viewer', 'grafana')]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409]);
    expect((await make('user', 'grafana')).code).toBe('api_tokens.name_taken');
  });

  test.each([
    ['no name', { name: ' ' }],
    ['an unknown role', { role: 'root' }],
    ['no end', { expiresInDays: 0 }],
    ['an end after eleven years', { expiresInDays: 4_000 }],
    ['a token of one’s own', { token: 'plt_mine' }],
  ])('%s is refused', async (_what, change) => {
    const { as, call, listed } = await openHouse(engine);
    const payload = { name: 'x', role: 'user', expiresInDays: 1, ...change };
    expect((await call('POST', '/api-tokens', { as, payload })).status).toBe(400);
    expect(await listed()).toEqual([]);
  });

  test('outlives the admin who made it, and is for admins alone', async () => {
    const { as, call, meBy, signedIn, tokenOf } = await openHouse(engine);
    const other = await signedIn('budi', 'admin');
    const { token } = await tokenOf('viewer');
    const { user } = (await call('GET', '/auth/me', { as })).body;
    await call('DELETE', `/users/${user.id}`, { as: other });
    expect((await meBy(token)).status).toBe(200);
    const [left] = (await call('GET', '/api-tokens', { as: other })).body.items;
    expect(left).toMatchObject({ createdBy: null });
    const viewer = await signedIn('sari', 'user');
    expect((await call('GET', '/api-tokens', { as: viewer })).status).toBe(403);
  });
});
