import { describe, expect, test } from 'vitest';
import { accountServer } from '../../tests/support/account-server.ts';
import { ENGINES } from '../../tests/support/databases.ts';
import type { Engine } from '../db/index.ts';
import { hashToken } from './session-token.ts';

const MINUTE_MS = 60_000;

async function openHouse(engine: Engine) {
  const server = await accountServer(engine);
  const kept = () => server.db.read.selectFrom('sessions').selectAll().executeTakeFirstOrThrow();
  return { ...server, kept };
}

describe.each(ENGINES)('a session on %s', (engine) => {
  test('is kept as the hash of its token, which lives for an hour', async () => {
    const { signedIn, kept, me, pass } = await openHouse(engine);
    const token = await signedIn('sari', 'user');
    const row = await kept();
    expect(row).toMatchObject({
      token_hash: hashToken(token),
      expires_at: new Date('2026-11-27T06:00:00Z'),
      ip_address: '10.0.0.5',
      user_agent: 'test',
      is_active: true,
    });
    expect(JSON.stringify(row)).not.toContain(token);
    pass(60 * MINUTE_MS);
    expect(await me(token)).toMatchObject({ status: 401, code: 'auth.session_expired' });
  });

  test('is given a new token while it is used, and the one before stays good to its own end', async () => {
    const { signedIn, kept, me, pass } = await openHouse(engine);
    const first = await signedIn('sari', 'user');
    pass(9 * MINUTE_MS);
    expect((await me(first)).cookie).toBeUndefined();
    pass(2 * MINUTE_MS);
    const renewed = await me(first);
    expect(renewed.status).toBe(200);
    expect(renewed.cookie).toMatchObject({
      httpOnly: true,
      sameSite: 'Strict',
      path: '/',
      expires: new Date('2026-11-27T17:00:00Z'),
    });
    const second = renewed.token;
    expect(second).not.toBe(first);
    expect(await kept()).toMatchObject({
      token_hash: hashToken(second),
      previous_token_hash: hashToken(first),
      expires_at: new Date('2026-11-27T06:11:00Z'),
    });
    // A program that does not look at the new one makes no new one at each request.
    expect((await me(first)).cookie).toBeUndefined();
    expect((await me(second)).cookie).toBeUndefined();

    pass(15 * MINUTE_MS);
    const third = (await me(second)).token;
    pass(15 * MINUTE_MS);
    expect((await me(third)).cookie).toBeDefined();
    // Two renewals behind, and still the same session.
    expect((await me(first)).status).toBe(200);
    pass(20 * MINUTE_MS);
    expect((await me(first)).code).toBe('auth.session_expired');
    expect((await me(third)).status).toBe(200);
  });

  test('is renewed once, however many requests come at that moment', async () => {
    const { signedIn, me, pass } = await openHouse(engine);
    const token = await signedIn('sari', 'user');
    pass(11 * MINUTE_MS);
    const answers = await Promise.all(Array.from({ length: 10 }, () => me(token)));
    expect(answers.map(({ status }) => status)).toEqual(Array<number>(10).fill(200));
    const given = answers.filter(({ cookie }) => cookie);
    expect(given).toHaveLength(1);
    expect((await me(given[0]?.token ?? '')).status).toBe(200);
  });

  test('ends twelve hours after the log-in, however much it is used', async () => {
    const { signedIn, me, pass } = await openHouse(engine);
    let token = await signedIn('sari', 'user');
    for (let quarter = 1; quarter < 48; quarter++) {
      pass(15 * MINUTE_MS);
      const answer = await me(token);
      expect(answer.status).toBe(200);
      if (answer.cookie) token = answer.token;
    }
    pass(15 * MINUTE_MS);
    expect((await me(token)).code).toBe('auth.session_expired');
  });

  test('is not to be had with a token that the store does not know', async () => {
    const { signedIn, db, me } = await openHouse(engine);
    const token = await signedIn('sari', 'user');
    await db.write((tx) => tx.updateTable('sessions').set({ token_hash: 'x' }).execute());
    expect((await me(token)).status).toBe(401);
  });

  test('has the role that its user has now', async () => {
    const { signedIn, call } = await openHouse(engine);
    const admin = await signedIn('admin', 'admin');
    const sari = await signedIn('sari', 'admin');
    const [one] = (await call('GET', '/users?q=sari', { as: sari })).body.items;
    const payload = { role: 'viewer' };
    await call('PATCH', `/users/${one.id}`, { as: admin, payload });
    expect((await call('GET', '/users', { as: sari })).status).toBe(403);
  });
});

describe.each(ENGINES)('the sessions an admin sees on %s', (engine) => {
  test('are those that live, and which one asks', async () => {
    const { signedIn, call, pass } = await openHouse(engine);
    const admin = await signedIn('admin', 'admin');
    pass(1_000);
    await signedIn('sari', 'viewer');
    const { body } = await call('GET', '/sessions', { as: admin });
    expect(body).toEqual({
      items: [
        expect.objectContaining({ username: 'sari', role: 'viewer', isCurrent: false }) as object,
        expect.objectContaining({
          username: 'admin',
          ipAddress: '10.0.0.5',
          userAgent: 'test',
          createdAt: '2026-11-27T05:00:00.000Z',
          expiresAt: '2026-11-27T06:00:00.000Z',
          isCurrent: true,
        }) as object,
      ],
      nextCursor: null,
    });
    pass(20 * MINUTE_MS);
    await call('GET', '/sessions', { as: admin });
    pass(45 * MINUTE_MS);
    const left = await call('GET', '/sessions', { as: admin });
    expect(left.code).toBe('auth.session_expired');
  });

  test('can be ended: the next request is told so', async () => {
    const { signedIn, call, me, login, audited } = await openHouse(engine);
    const admin = await signedIn('admin', 'admin');
    const sari = await signedIn('sari', 'viewer');
    const listed = await call('GET', '/sessions?q=sari', { as: admin });
    const [{ id }] = listed.body.items;
    expect((await call('DELETE', `/sessions/${id}`, { as: admin })).status).toBe(204);
    expect(await me(sari)).toMatchObject({ status: 401, code: 'auth.session_ended' });
    expect((await call('DELETE', `/sessions/${id}`, { as: admin })).code).toBe(
      'sessions.not_found',
    );
    expect((await call('GET', '/sessions?q=sari', { as: admin })).body.items).toEqual([]);
    expect((await audited()).at(-1)).toMatchObject({
      action: 'sessions.ended',
      actor: 'admin',
      details: { id, username: 'sari' },
    });
    expect((await login('sari')).body).toMatchObject({ hasReplacedSession: false });
  });

  test('are for admins alone', async () => {
    const { signedIn, call } = await openHouse(engine);
    for (const role of ['user', 'viewer'] as const) {
      const as = await signedIn(`some ${role}`, role);
      expect((await call('GET', '/sessions', { as })).status).toBe(403);
      expect((await call('DELETE', '/sessions/x', { as })).status).toBe(403);
    }
  });
});
