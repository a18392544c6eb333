import { generateSync } from 'otplib/functional';
import { describe, expect, test } from 'vitest';
import { PASSWORD, accountServer } from '../../tests/support/account-server.ts';
import { ENGINES } from '../../tests/support/databases.ts';
import type { Engine } from '../db/index.ts';

const STEP_MS = 30_000;
const PROOF = { currentPassword: PASSWORD };

async function openHouse(engine: Engine) {
  const server = await accountServer(engine);
  const { call, clock, login, signedIn } = server;
  const codeAt = (secret: string, offsetMs = 0) =>
    generateSync({ secret, epoch: Math.floor((clock().getTime() + offsetMs) / 1_000) });
  return {
    ...server,
    codeAt,
    logIn: (code?: string, password?: string) => login('sari', password, undefined, code),
    /** Sari with a second factor on, and the moment after its first code. */
    async turnedOn() {
      const as = await signedIn('sari', 'user');
      const begun = await call('POST', '/auth/second-factor', { as, payload: PROOF });
      const { secret } = begun.body as { secret: string };
      const payload = { code: codeAt(secret) };
      const confirmed = await call('POST', '/auth/second-factor/confirm', { as, payload });
      server.pass(STEP_MS);
      const { recoveryCodes } = confirmed.body as { recoveryCodes: string[] };
      return { as, secret, recoveryCodes };
    },
  };
}

describe.each(ENGINES)('a second factor on %s', (engine) => {
  test('counts only once a code of the app was given', async () => {
    const { call, codeAt, logIn, me, signedIn } = await openHouse(engine);
    const as = await signedIn('sari', 'user');
    const begun = await call('POST', '/auth/second-factor', { as, payload: PROOF });
    expect(begun.status).toBe(201);
    const { secret, otpauthUrl } = begun.body;
    expect(otpauthUrl).toBe(`otpauth://totp/Plantline:sari?secret=${secret}&issuer=Plantline`);
    const confirm = (code: string) =>
      call('POST', '/auth/second-factor/confirm', { as, payload: { code } });
    expect((await confirm('000000')).code).toBe('auth.code_wrong');
    expect((await logIn()).status).toBe(200);
    expect((await confirm(codeAt(secret))).code).toBe('auth.session_replaced');

    const again = (await logIn()).token;
    const confirmed = await call('POST', '/auth/second-factor/confirm', {
      as: again,
      payload: { code: codeAt(secret) },
    });
    expect(confirmed.status).toBe(200);
    expect(new Set(confirmed.body.recoveryCodes).size).toBe(10);
    expect((await me(again)).body.user.hasSecondFactor).toBe(true);
    expect((await call('POST', '/auth/second-factor', { as: again, payload: PROOF })).code).toBe(
      'auth.second_factor_on',
    );
    expect((await confirm('000000')).status).toBe(401);
  });

  test('is begun with the password alone, and guessing it there locks as at the log-in', async () => {
    const { call, me, signedIn, audited } = await openHouse(engine);
    const as = await signedIn('sari', 'user');
    const begin = (payload?: object) => call('POST', '/auth/second-factor', { as, payload });
    for (const payload of [undefined, {}, { ...PROOF, secret: 'JBSWY3DPEHPK3PXP' }]) {
      expect((await begin(payload)).status).toBe(400);
    }
    const statuses = [];
    for (let guess = 0; guess < 5; guess++) {
      statuses.push((await begin({ currentPassword: `a guess of it ${guess}` })).status);
    }
    expect(statuses).toEqual([400, 400, 400, 400, 423]);
    expect((await begin(PROOF)).code).toBe('auth.locked');
    expect((await me(as)).body.user.hasSecondFactor).toBe(false);
    expect((await audited()).map(({ action }) => action)).not.toContain('auth.second_factor_begun');
  });

  test('is asked for once the password is right, and each code is taken once', async () => {
    const { codeAt, logIn, pass, turnedOn } = await openHouse(engine);
    const { secret } = await turnedOn();
    expect(await logIn(undefined, 'wrong password')).toMatchObject({
      code: 'auth.credentials_wrong',
    });
    expect(await logIn()).toMatchObject({ status: 401, code: 'auth.code_required' });
    expect(await logIn('123')).toMatchObject({ status: 401, code: 'auth.code_wrong' });
    const code = codeAt(secret);
    expect((await logIn(code)).body.user).toMatchObject({
      username: 'sari',
      hasSecondFactor: true,
    });
    expect(await logIn(code)).toMatchObject({ status: 401, code: 'auth.code_wrong' });
    pass(STEP_MS);
    expect((await logIn(code)).status).toBe(401);
    expect((await logIn(codeAt(secret))).status).toBe(200);
  });

  test('allows the clock of a phone to be half a minute off, and no more', async () => {
    const { codeAt, logIn, pass, turnedOn } = await openHouse(engine);
    const { secret } = await turnedOn();
    pass(4 * STEP_MS);
    expect((await logIn(codeAt(secret, -2 * STEP_MS))).status).toBe(401);
    expect((await logIn(codeAt(secret, 2 * STEP_MS))).status).toBe(401);
    expect((await logIn(codeAt(secret, -STEP_MS))).status).toBe(200);
    expect((await logIn(codeAt(secret, STEP_MS))).status).toBe(200);
    // The step between was passed over with the later one.
    expect((await logIn(codeAt(secret))).status).toBe(401);
  });

  test('a code sent twice at the same moment opens one session', async () => {
    const { codeAt, logIn, turnedOn } = await openHouse(engine);
    const { secret } = await turnedOn();
    const code = codeAt(secret);
    const answers = await Promise.all([logIn(code), logIn(code), logIn(code)]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 401, 401]);
  });

  test('each recovery code opens one log-in, however it is typed', async () => {
    const { audited, logIn, turnedOn } = await openHouse(engine);
    const [first = '', second = ''] = (await turnedOn()).recoveryCodes;
    expect(first).toMatch(/^(?:[0-9a-hjkmnp-tv-z]{4}-){5}[0-9a-hjkmnp-tv-z]{4}$/u);
    expect((await logIn(first)).status).toBe(200);
    expect((await logIn(first)).code).toBe('auth.code_wrong');
    const typed = ` ${second.replaceAll('-', ' ').toUpperCase().replaceAll('0', 'O')} `;
    expect((await logIn(typed)).status).toBe(200);
    expect((await audited()).at(-1)).toMatchObject({ details: { with: 'recovery code' } });
  });

  test('wrong codes lock as wrong passwords do', async () => {
    const { codeAt, logIn, turnedOn } = await openHouse(engine);
    const { secret } = await turnedOn();
    const statuses = [];
    for (let guess = 0; guess < 6; guess++) statuses.push((await logIn('000000')).status);
    expect(statuses).toEqual([401, 401, 401, 401, 423, 423]);
    expect((await logIn(codeAt(secret))).status).toBe(423);
  });

  test('is turned off by its user with the password, or by an admin', async () => {
    const { call, codeAt, logIn, me, signedIn, turnedOn, audited, pass } = await openHouse(engine);
    const { as } = await turnedOn();
    const off = (currentPassword: string) =>
      call('DELETE', '/auth/second-factor', { as, payload: { currentPassword } });
    expect((await off('a guess of it')).code).toBe('auth.current_password_wrong');
    expect((await me(as)).body.user.hasSecondFactor).toBe(true);
    expect((await off(PASSWORD)).status).toBe(204);
    expect((await off(PASSWORD)).code).toBe('auth.second_factor_off');
    const again = (await logIn()).token;

    const { secret } = (await call('POST', '/auth/second-factor', { as: again, payload: PROOF }))
      .body;
    const payload = { code: codeAt(secret) };
    await call('POST', '/auth/second-factor/confirm', { as: again, payload });
    const admin = await signedIn('admin', 'admin');
    const [{ id }] = (await call('GET', '/users?q=sari', { as: admin })).body.items;
    expect((await call('DELETE', `/users/${id}/second-factor`, { as: admin })).status).toBe(204);
    expect((await call('DELETE', `/users/${id}/second-factor`, { as: admin })).status).toBe(409);
    expect((await call('DELETE', '/users/x/second-factor', { as: admin })).status).toBe(404);
    pass(STEP_MS);
    expect((await logIn()).status).toBe(200);
    expect((await audited()).map(({ action }) => action)).toEqual(
      expect.arrayContaining([
        'auth.second_factor_begun',
        'auth.second_factor_on',
        'auth.second_factor_removed',
      ]),
    );
  });

  test('nothing of it is to be read in the store, the log or the audit', async () => {
    const { audited, db, logIn, logged, turnedOn, codeAt } = await openHouse(engine);
    const { secret, recoveryCodes } = await turnedOn();
    const code = codeAt(secret);
    await logIn(code);
    await logIn(recoveryCodes[0]);
    const rows = await db.read.selectFrom('users').selectAll().execute();
    const kept = JSON.stringify([rows, await audited()]) + logged();
    for (const hidden of [secret, `"${code}"`, ...recoveryCodes])
      expect(kept).not.toContain(hidden);
    expect(rows[0]?.second_factor_secret).toMatch(/^enc:v1:/u);
  });
});
