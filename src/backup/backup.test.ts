import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createPostgresDatabase } from '../../tests/support/postgres-database.ts';
import { ENGINES } from '../../tests/support/databases.ts';
import { createAudit, verifyAudit } from '../audit/index.ts';
import { type Engine, migrate, openDatabase, openSnapshot } from '../db/index.ts';
import { demoSource } from '../demo/demo-source.ts';
import { seedDemo } from '../demo/seed-demo.ts';
import { createSecretBox } from '../lib/secrets.ts';
import { writeBackup } from './write-backup.ts';
import { restoreBackup } from './restore-backup.ts';

const KEY = randomBytes(32);
const secrets = createSecretBox(KEY);
const at = new Date('2026-11-28T01:02:03.004Z');
const actor = { userId: null, name: 'cli', ipAddress: null, userAgent: null };

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'plantline-backup-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

async function emptyStoreUrl(engine: Engine): Promise<string> {
  if (engine === 'sqlite') return `sqlite:${join(folder(), 'app.db')}`;
  const { url, drop } = await createPostgresDatabase();
  onTestFinished(drop);
  return url;
}

/** A store with something in it of every kind of value, and its folder of media. */
async function filledStore(engine: Engine) {
  const url = await emptyStoreUrl(engine);
  const mediaFolder = join(folder(), 'media');
  await mkdir(mediaFolder);
  writeFileSync(join(mediaFolder, 'a1.png'), randomBytes(200_000));
  writeFileSync(join(mediaFolder, 'a1.name'), 'Grafik beban.png');
  writeFileSync(join(mediaFolder, 'half.png.part'), 'half');
  const db = await openDatabase(url);
  await migrate(db);
  const audit = createAudit(KEY);
  await db.write(async (tx) => {
    const source = demoSource('http://127.0.0.1:1/piwebapi', (_id, _plugin, config) => ({
      ...config,
    }));
    await seedDemo(tx, source, at);
    // Each was made by the other: no order of rows is the right one.
    await tx
      .insertInto('users')
      .values([
        { id: 'u1', username: 'siti', password_hash: 'x', created_by: null, last_login: at },
        { id: 'u2', username: 'budi', password_hash: 'y', created_by: 'u1' },
      ])
      .execute();
    await tx.updateTable('users').set({ created_by: 'u2' }).where('id', '=', 'u1').execute();
    await tx
      .insertInto('webhook_events')
      .values({ transport: 'whatsapp-cloud', body: Buffer.from([0, 255, 10, 13, 128]) })
      .execute();
    await tx
      .insertInto('outgoing_messages')
      .values({ recipient: '+62', message: 'É ✓ "\\ \n', facts: [{ value: 612.4 }, 'text'] })
      .execute();
    await tx
      .insertInto('query_presets')
      .values({ id: 'p', name: 'last', query_template: 'SELECT {tag}', variables: ['tag'] })
      .execute();
    for (let i = 0; i < 3; i += 1) {
      await audit.record(tx, { actor, action: 'tested', details: { i, b: [1], a: 'x' }, at });
    }
  });
  await db.close();
  return { url, mediaFolder };
}

async function contentOf(url: string): Promise<Record<string, readonly unknown[]>> {
  const snapshot = await openSnapshot(url);
  const content: Record<string, unknown[]> = {};
  for (const table of snapshot.tables) {
    if (['schema_migrations', 'change_versions'].includes(table)) continue;
    const rows: unknown[] = [];
    for await (const row of snapshot.rows(table)) rows.push(row);
    content[table] = rows.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  }
  await snapshot.close();
  return content;
}

async function backUp(from: { url: string; mediaFolder: string }, box = secrets) {
  const file = join(folder(), 'plantline.backup');
  const { mediaFolder, url: databaseUrl } = from;
  const done = await writeBackup(file, { databaseUrl, mediaFolder, secrets: box, at });
  return { file, done };
}

async function restore(file: string, url: string, box = secrets) {
  const db = await openDatabase(url);
  const mediaFolder = join(folder(), 'media');
  try {
    const afterwards = async (): Promise<void> => undefined;
    const done = await restoreBackup(file, { db, mediaFolder, secrets: box, afterwards });
    return { done, mediaFolder };
  } finally {
    await db.close();
  }
}

describe.each(ENGINES)('a backup of %s', (from) => {
  test.each(ENGINES)('is the same store again on %s, its audit log whole', async (to) => {
    const store = await filledStore(from);
    const { file, done } = await backUp(store);
    const url = await emptyStoreUrl(to);
    const { done: restored, mediaFolder } = await restore(file, url);

    expect(restored.rows).toEqual(done.rows);
    expect(await contentOf(url)).toEqual(await contentOf(store.url));
    expect((await readdir(mediaFolder)).toSorted()).toEqual(['a1.name', 'a1.png']);
    const picture = (path: string) => readFileSync(join(path, 'a1.png'));
    expect(picture(mediaFolder).equals(picture(store.mediaFolder))).toBe(true);

    const db = await openDatabase(url);
    onTestFinished(() => db.close());
    expect(await verifyAudit(db.read, KEY)).toMatchObject({ ok: true, checked: 3 });
    // What the store counts up itself goes on behind what came.
    const { id } = await db.write((tx) =>
      tx
        .insertInto('outgoing_messages')
        .values({ recipient: '+62', message: 'next' })
        .returning('id')
        .executeTakeFirstOrThrow(),
    );
    expect(id).toBe(2);
    await expect(
      db.write((tx) =>
        tx.insertInto('trigger_group_members').values({ group_id: '-', trigger_id: '-' }).execute(),
      ),
    ).rejects.toThrow(/foreign key/iu);
  });

  test('holds the store as it was when it began, whatever is written meanwhile', async () => {
    const { url } = await filledStore(from);
    const snapshot = await openSnapshot(url);
    const db = await openDatabase(url);
    await db.write((tx) => tx.deleteFrom('users').execute());
    await db.close();
    const names: unknown[] = [];
    for await (const { username } of snapshot.rows('users')) names.push(username);
    await snapshot.close();
    expect(new Set(names)).toEqual(new Set(['budi', 'siti']));
  });

  test('is not restored over a store that is there, and leaves it as it is', async () => {
    const { file } = await backUp(await filledStore(from));
    const other = await filledStore(from);
    const before = await contentOf(other.url);
    await expect(restore(file, other.url)).rejects.toMatchObject({
      code: 'backup.store_not_empty',
    });
    expect(await contentOf(other.url)).toEqual(before);
  });
});

describe('a backup file', () => {
  test('is for its owner only, and is not written over another', async () => {
    const store = await filledStore('sqlite');
    const { file } = await backUp(store);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    await expect(
      writeBackup(file, { databaseUrl: store.url, mediaFolder: '', secrets, at }),
    ).rejects.toMatchObject({ code: 'backup.file_there' });
  });

  test('in a folder that is not there is an error that says so, and leaves nothing', async () => {
    const { url } = await filledStore('sqlite');
    const file = join(folder(), 'gone', 'x.backup');
    await expect(
      writeBackup(file, { databaseUrl: url, mediaFolder: '', secrets, at }),
    ).rejects.toMatchObject({ code: 'backup.not_written' });
    expect(existsSync(file)).toBe(false);
  });

  test('opens with the key it was made with, and no other', async () => {
    const { file } = await backUp(await filledStore('sqlite'));
    const other = createSecretBox(randomBytes(32));
    await expect(restore(file, await emptyStoreUrl('sqlite'), other)).rejects.toMatchObject({
      code: 'backup.key_is_another',
    });
  });

  test.each([
    ['cut off', (text: string) => text.slice(0, -200), 'backup.incomplete'],
    ['with a row changed', (text: string) => text.replace('"siti"', '"susi"'), 'backup.incomplete'],
    [
      'with a row taken out',
      (text: string) => text.replace(/\n\{"row":.*\n/, '\n'),
      'backup.incomplete',
    ],
    ['with more behind its end', (text: string) => `${text}{"row":{}}\n`, 'backup.incomplete'],
    [
      'of a newer format',
      (text: string) => text.replace('"format":1', '"format":2'),
      'backup.is_newer',
    ],
    [
      'of a newer store',
      (text: string) => text.replace(/"migration":\d+/, '"migration":999'),
      'backup.is_newer',
    ],
    ['of another program', () => '{"hello":"world"}\n', 'backup.unreadable'],
    ['that is empty', () => '', 'backup.incomplete'],
    [
      'that leads out of its folder',
      (text: string) => text.replace('{"file":"a1.name"}', '{"file":"../a1.name"}'),
      'backup.incomplete',
    ],
    [
      'naming a table that is none',
      (text: string) => text.replace('{"table":"users"}', '{"table":"nobody"}'),
      'backup.unreadable',
    ],
  ])('%s restores nothing', async (_what, change, code) => {
    const { file } = await backUp(await filledStore('sqlite'));
    writeFileSync(file, gzipSync(change(gunzipSync(readFileSync(file)).toString())));
    const url = await emptyStoreUrl('sqlite');
    await expect(restore(file, url)).rejects.toMatchObject({ code });
    const snapshot = await openSnapshot(url);
    expect(snapshot.tables).toEqual([]);
    await snapshot.close();
  });

  test('that is not packed at all is refused', async () => {
    const file = join(folder(), 'x.backup');
    writeFileSync(file, 'not a backup');
    await expect(restore(file, await emptyStoreUrl('sqlite'))).rejects.toMatchObject({
      code: 'backup.unreadable',
    });
  });
});
