import { describe, expect, test } from 'vitest';
import { accountServer } from '../../tests/support/account-server.ts';
import { ENGINES } from '../../tests/support/databases.ts';

const FIRST = { username: 'admin', password: 'four words of mine', fullName: 'Dewi' };

describe.each(ENGINES)('first-run set-up on %s', (engine) => {
  test('makes the first admin and logs in; then it is over', async () => {
    const { call, me, audited } = await accountServer(engine);
    expect((await call('GET', '/setup')).body).toEqual({ needed: true });
    const made = await call('POST', '/setup', { payload: FIRST });
    expect(made.status).toBe(201);
    expect(made.body).toEqual({
      timeZone: 'Asia/Jakarta',
      user: {
        id: expect.any(String) as string,
        username: 'admin',
        fullName: 'Dewi',
        role: 'admin',
        hasSecondFactor: false,
      },
    });
    expect((await me(made.token)).status).toBe(200);
    expect(await call('GET', '/setup')).toMatchObject({ status: 409, code: 'setup.done' });
    const again = await call('POST', '/setup', { payload: { ...FIRST, username: 'thief' } });
    expect(again).toMatchObject({ status: 409, code: 'setup.done' });
    expect(again.cookie).toBeUndefined();
    expect((await audited()).map(({ action }) => action)).toEqual([
      'users.first_admin_made',
      'auth.logged_in',
    ]);
  });

  test('of two people who set up at the same moment one is the admin', async () => {
    const { call, db } = await accountServer(engine);
    const names = ['dewi', 'sari', 'budi', 'citra'];
    const answers = await Promise.all(
      names.map((username) => call('POST', '/setup', { payload: { ...FIRST, username } })),
    );
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([
      201, 409, 409, 409,
    ]);
    expect(await db.read.selectFrom('users').select('username').execute()).toHaveLength(1);
  });

  test.each([
    ['a common password', { password: 'administrator' }, 'users.password_common'],
    ['a short password', { password: 'short' }, 'users.password_too_short'],
    ['no name', { username: '' }, 'http.invalid_request'],
    ['another role', { role: 'viewer' }, 'http.invalid_request'],
  ])('%s is refused, and set-up stays open', async (_what, change, code) => {
    const { call } = await accountServer(engine);
    const response = await call('POST', '/setup', { payload: { ...FIRST, ...change } });
    expect(response).toMatchObject({ status: 400, code });
    expect((await call('GET', '/setup')).status).toBe(200);
  });
});
