import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ENGINES } from '../../tests/support/databases.ts';
import { storePlace } from '../../tests/support/store-place.ts';
import { assertStoreKey, createAudit, findStoreKey, verifyAudit } from '../audit/index.ts';
import { findDataSource, insertDataSource } from '../data-sources/index.ts';
import { type Db, type Engine, migrate, openDatabase } from '../db/index.ts';
import { localActor } from '../lib/http/index.ts';
import { createLog } from '../lib/log.ts';
import { deriveKey } from '../lib/secret-key.ts';
import { createSecretBox } from '../lib/secrets.ts';
import { createPresence } from '../transports/index.ts';
import { rotateSecretKey } from './rotate-secret-key.ts';

const NOW = new Date('2026-11-27T05:00:00.000Z');
const KEPT = 600;
const PROGRAM = fileURLToPath(
  new URL('../../tests/support/rotate-key-process.ts', import.meta.url),
);

/** A store with a secret of every kind. */
async function createStore(engine: Engine, secretKey?: string) {
  const {
    dataDir,
    databaseUrl = `sqlite:${join(dataDir, 'app.db')}`,
    drop,
  } = await storePlace(engine);
  const db = await openDatabase(databaseUrl);
  onTestFinished(async () => {
    await db.close();
    await drop();
  });
  await migrate(db);
  const key = await findStoreKey(db.read, { secretKey, dataDir });
  const box = createSecretBox(deriveKey(key, 'secrets'));
  const config = {
    host: 'a',
    ...box.encryptFields(
      { password: 'pi secret', headers: { 'X-Key': 'header secret' } },
      ['password', 'headers.*'],
      'pi',
    ),
  };
  await db.write(async (tx) => {
    await insertDataSource(tx, { id: 'pi', name: 'Plant PI', plugin: 'gone', config }, NOW);
    const token = box.encryptFields({ accessToken: 'cloud secret' }, ['accessToken'], 'cloud');
    await tx.insertInto('transports').values({ kind: 'cloud', config: token }).execute();
    const entries = Array.from({ length: KEPT }, (_, number) => {
      const id = `key ${number}`;
      const value = box.encrypt(`device secret ${number}`, `web.session.${id}`);
      return { transport: 'web', kind: 'session', id, value };
    });
    await tx.insertInto('transport_store').values(entries).execute();
    const secret = box.encrypt('totp secret', 'u1.second_factor');
    const user = { id: 'u1', username: 'sari', password_hash: 'x', second_factor_secret: secret };
    await tx.insertInto('users').values(user).execute();
    await tx.insertInto('sessions').values({ user_id: 'u1', token_hash: 'x' }).execute();
  });
  await addEntries(db, key, 3);
  return { db, dataDir, databaseUrl, key, secretKey };
}

async function addEntries(db: Db, key: Buffer, count: number): Promise<void> {
  const audit = createAudit(deriveKey(key, 'audit'));
  for (let number = 0; number < count; number += 1) {
    const entry = { actor: localActor('tester'), action: 'test.happened', details: { number } };
    await db.write((tx) => audit.record(tx, { ...entry, at: NOW }));
  }
}

/** Everything secret in the store, read with a key; throws when one cannot be. */
async function readSecrets(db: Db, key: Buffer) {
  const box = createSecretBox(deriveKey(key, 'secrets'));
  const source = await findDataSource(db.read, 'pi');
  const cloud = await db.read.selectFrom('transports').select('config').executeTakeFirstOrThrow();
  const kept = await db.read.selectFrom('transport_store').selectAll().execute();
  const user = await db.read.selectFrom('users').selectAll().executeTakeFirstOrThrow();
  return {
    source: box.decryptFields(source?.config ?? {}, ['password', 'headers.*'], 'pi'),
    cloud: box.decryptFields(cloud.config as Record<string, unknown>, ['accessToken'], 'cloud'),
    device: new Set(kept.map(({ id, value }) => box.decrypt(value, `web.session.${id}`))).size,
    totp: box.decrypt(user.second_factor_secret ?? '', 'u1.second_factor'),
  };
}

const ALL = {
  source: { host: 'a', password: 'pi secret', headers: { 'X-Key': 'header secret' } },
  cloud: { accessToken: 'cloud secret' },
  device: KEPT,
  totp: 'totp secret',
};

const now = () => NOW;

describe.each(ENGINES)('giving a store on %s another key', (engine) => {
  test('encrypts everything anew, ends sessions, and the audit log still holds', async () => {
    const { db, dataDir, key, secretKey } = await createStore(engine);
    const done = await rotateSecretKey({ db, dataDir, secretKey, now });
    expect(done).toEqual({ secrets: KEPT + 4, lost: 0, sessionsEnded: 1, newKeyFile: undefined });
    const after = await findStoreKey(db.read, { secretKey, dataDir });
    expect(after).not.toEqual(key);
    expect(await readSecrets(db, after)).toEqual(ALL);
    await expect(readSecrets(db, key)).rejects.toMatchObject({ code: 'secrets.wrong_key' });
    expect(await db.read.selectFrom('sessions').selectAll().execute()).toEqual([]);
    await addEntries(db, after, 2);
    expect(await verifyAudit(db.read, deriveKey(after, 'audit'))).toMatchObject({
      ok: true,
      checked: 6,
    });
    expect(statSync(join(dataDir, 'secret.key')).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(dataDir, 'secret.key.old'), 'utf8').trim()).toBe(
      key.toString('base64'),
    );
  });

  test('can be done again and again, and every entry of the audit log is still proven', async () => {
    const { db, dataDir, secretKey } = await createStore(engine);
    for (let rotation = 0; rotation < 3; rotation += 1) {
      await rotateSecretKey({ db, dataDir, secretKey, now });
      await addEntries(db, await findStoreKey(db.read, { secretKey, dataDir }), 1);
    }
    const key = await findStoreKey(db.read, { secretKey, dataDir });
    expect(await readSecrets(db, key)).toEqual(ALL);
    expect(await verifyAudit(db.read, deriveKey(key, 'audit'))).toMatchObject({
      ok: true,
      checked: 9,
    });
    await db.write((tx) =>
      tx.updateTable('audit_logs').set({ actor: 'somebody' }).where('seq', '=', 5).execute(),
    );
    expect(await verifyAudit(db.read, deriveKey(key, 'audit'))).toMatchObject({
      ok: false,
      firstBroken: { seq: 5, reason: 'changed' },
    });
  });

  test('who has only the old key and the tables cannot rewrite what was written with it', async () => {
    const { db, dataDir, key, secretKey } = await createStore(engine);
    await rotateSecretKey({ db, dataDir, secretKey, now });
    const { head } = await verifyAudit(db.read, deriveKey(key, 'audit'));
    // As far as the old key goes, a forger writes a chain that holds: all of it again, but for one word.
    await db.write(async (tx) => {
      await tx.deleteFrom('audit_logs').where('seq', '<=', 3).execute();
      const rest = await tx.selectFrom('audit_logs').selectAll().execute();
      await tx.deleteFrom('audit_logs').execute();
      const forger = createAudit(deriveKey(key, 'audit'));
      for (const action of ['test.forged', 'test.happened', 'test.happened']) {
        await forger.record(tx, { actor: localActor('tester'), action, at: NOW });
      }
      for (const row of rest) await tx.insertInto('audit_logs').values(row).execute();
    });
    expect(head).toBeDefined();
    const after = await findStoreKey(db.read, { secretKey, dataDir });
    expect(await verifyAudit(db.read, deriveKey(after, 'audit'))).toMatchObject({
      ok: false,
      firstBroken: { seq: 4 },
    });
  });

  test('is refused while a Plantline uses it, and a lapsed one ends before it writes anything', async () => {
    const { db, dataDir, key, secretKey } = await createStore(engine);
    let refused: unknown;
    const presence = createPresence({
      db,
      clock: () => new Date(),
      log: createLog('silent'),
      assertKey: async (tx) => await assertStoreKey(tx, key),
      onKeyReplaced: (error) => (refused = error),
      renewEveryMs: 100,
    });
    await presence.announce();
    await expect(
      rotateSecretKey({ db, dataDir, secretKey, now: () => new Date() }),
    ).rejects.toMatchObject({
      code: 'secrets.plantline_runs',
      message: expect.stringContaining(`process ${process.pid}`) as string,
    });
    expect(await readSecrets(db, key)).toEqual(ALL);
    expect(keyFiles(dataDir)).toEqual(['secret.key']);
    // It was silent for long, as a machine that slept is.
    const later = () => new Date(Date.now() + 3_600_000);
    await rotateSecretKey({ db, dataDir, secretKey, now: later });
    await expect
      .poll(() => refused, { timeout: 10_000 })
      .toMatchObject({
        code: 'secrets.key_was_replaced',
      });
    await presence.leave();
  });

  test('that is given by the environment needs the new one there', async () => {
    const given = randomBytes(32).toString('hex');
    const { db, dataDir, secretKey } = await createStore(engine, given);
    const { newKeyFile = '' } = await rotateSecretKey({ db, dataDir, secretKey, now });
    expect(keyFiles(dataDir)).toEqual(['secret.key.new']);
    await expect(findStoreKey(db.read, { secretKey, dataDir })).rejects.toMatchObject({
      code: 'secrets.key_was_replaced',
    });
    const set = readFileSync(newKeyFile, 'utf8').trim();
    expect(await readSecrets(db, await findStoreKey(db.read, { secretKey: set, dataDir }))).toEqual(
      ALL,
    );

    const chosen = randomBytes(32);
    const more = { db, dataDir, secretKey: set, newKey: chosen, now };
    expect(await rotateSecretKey(more)).toMatchObject({ newKeyFile: undefined });
    const last = { secretKey: chosen.toString('hex'), dataDir };
    expect(await readSecrets(db, await findStoreKey(db.read, last))).toEqual(ALL);
    await expect(rotateSecretKey({ ...more, secretKey: last.secretKey })).rejects.toMatchObject({
      code: 'secrets.new_key_unusable',
    });
  });

  test.each([
    ['kept', 'old'],
    ['encrypted', 'old'],
    ['committed', 'new'],
  ])('killed once the new key is %s, the next start finds the %s one', async (step, which) => {
    const { db, dataDir, databaseUrl, key, secretKey } = await createStore(engine);
    expect(await rotateAndDie(databaseUrl, dataDir, step)).toBe('SIGKILL');
    const found = await findStoreKey(db.read, { secretKey, dataDir });
    expect(found.equals(key)).toBe(which === 'old');
    expect(await readSecrets(db, found)).toEqual(ALL);
    await addEntries(db, found, 1);
    expect(await verifyAudit(db.read, deriveKey(found, 'audit'))).toMatchObject({ ok: true });
    // And what was cut off can be done again.
    await rotateSecretKey({ db, dataDir, secretKey, now });
    const after = await findStoreKey(db.read, { secretKey, dataDir });
    expect(await readSecrets(db, after)).toEqual(ALL);
    expect(keyFiles(dataDir)).toEqual(['secret.key', 'secret.key.old']);
  });

  test('killed after the store has it, a key for the environment is not lost', async () => {
    const given = randomBytes(32).toString('hex');
    const { db, dataDir, databaseUrl, secretKey } = await createStore(engine, given);
    expect(await rotateAndDie(databaseUrl, dataDir, 'committed', given)).toBe('SIGKILL');
    await expect(findStoreKey(db.read, { secretKey, dataDir })).rejects.toMatchObject({
      code: 'secrets.key_was_replaced',
    });
    const set = readFileSync(join(dataDir, 'secret.key.new'), 'utf8').trim();
    expect(await readSecrets(db, await findStoreKey(db.read, { secretKey: set, dataDir }))).toEqual(
      ALL,
    );
  });

  test('leaves a secret that was lost before as it is, and says so', async () => {
    const { db, dataDir, secretKey } = await createStore(engine);
    const foreign = createSecretBox(randomBytes(32));
    const config = foreign.encryptFields({ password: 'lost' }, ['password'], 'lab');
    await db.write((tx) =>
      insertDataSource(tx, { id: 'lab', name: 'Lab', plugin: 'gone', config }, NOW),
    );
    expect(await rotateSecretKey({ db, dataDir, secretKey, now })).toMatchObject({ lost: 1 });
    expect((await findDataSource(db.read, 'lab'))?.config).toEqual(config);
  });
});

test('without a key in the data folder none is made up', async () => {
  const { dataDir, drop } = await storePlace('sqlite');
  const db = await openDatabase('sqlite::memory:');
  onTestFinished(async () => {
    await db.close();
    await drop();
  });
  await migrate(db);
  await expect(rotateSecretKey({ db, dataDir, secretKey: undefined, now })).rejects.toMatchObject({
    code: 'secrets.no_key',
  });
  expect(existsSync(join(dataDir, 'secret.key'))).toBe(false);
});

function keyFiles(dataDir: string): readonly string[] {
  return readdirSync(dataDir)
    .filter((name) => name.startsWith('secret.key'))
    .toSorted();
}

async function rotateAndDie(...args: readonly string[]): Promise<string | null> {
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [, signal] = (await once(child, 'exit')) as [number | null, string | null];
  return signal;
}
