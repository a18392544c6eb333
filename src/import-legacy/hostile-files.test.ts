import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { ENGINES, freshDatabase } from '../../tests/support/databases.ts';
import { freshFolder } from '../../tests/support/files.ts';
import { countsOf, importFile, importRows, lineOf } from '../../tests/support/import-legacy.ts';
import { makeLegacyDatabase, writeLegacyRows } from '../../tests/support/legacy-database.ts';
import {
  SARI,
  legacyPlant,
  message,
  piConnection,
  piTrigger,
  selectTop,
} from '../../tests/support/legacy-plant.ts';
import { migrate, openDatabase } from '../db/index.ts';
import { listTriggers } from '../triggers/index.ts';

const GATEWAY = 'http://10.0.0.7:6066';

describe('a file that is none of the predecessor’s', () => {
  async function refusalOf(path: string) {
    const db = await freshDatabase('sqlite');
    return await importFile(db, path).then(
      () => undefined,
      (error: { code?: string; message: string }) => ({ code: error.code, message: error.message }),
    );
  }

  test('that is not there, a folder, or empty is refused', async () => {
    const folder = freshFolder();
    expect(await refusalOf(join(folder, 'none.db'))).toMatchObject({
      code: 'imports.file_missing',
    });
    expect((await refusalOf(folder))?.message).toContain('folder');
    writeFileSync(join(folder, 'empty.db'), '');
    expect((await refusalOf(join(folder, 'empty.db')))?.message).toContain('empty');
  });

  test('of rubbish, or that only begins like one, is refused', async () => {
    const folder = freshFolder();
    writeFileSync(join(folder, 'text.db'), 'id,name\n1,8TM\n');
    expect((await refusalOf(join(folder, 'text.db')))?.message).toContain('no SQLite file');
    writeFileSync(join(folder, 'short.db'), 'SQLite format 3\0');
    expect(await refusalOf(join(folder, 'short.db'))).toMatchObject({
      code: expect.stringMatching(/imports\.(not_legacy|file_damaged)/),
    });
    const noise = Buffer.alloc(8192, 7);
    noise.write('SQLite format 3\0', 'latin1');
    writeFileSync(join(folder, 'noise.db'), noise);
    expect(await refusalOf(join(folder, 'noise.db'))).toMatchObject({
      code: expect.stringMatching(/imports\.(not_legacy|file_damaged)/),
    });
  });

  test('which is a store of Plantline is refused, and so is one of another program', async () => {
    const folder = freshFolder();
    const store = await openDatabase(`sqlite:${join(folder, 'app.db')}`);
    await migrate(store);
    await store.close();
    expect((await refusalOf(join(folder, 'app.db')))?.message).toContain('Plantline itself');
    const other = new Sqlite(join(folder, 'other.db'));
    other.exec('CREATE TABLE triggers (a, b)');
    other.close();
    expect((await refusalOf(join(folder, 'other.db')))?.message).toContain('data_sources');
  });

  test('with views and virtual tables in the place of tables is refused: nothing it defines is run', async () => {
    const folder = freshFolder();
    const sqlite = new Sqlite(join(folder, 'view.db'));
    sqlite.exec(`
      CREATE TABLE t (id, name, config);
      CREATE VIEW triggers AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS id, i AS name, i AS config FROM n;
      CREATE VIRTUAL TABLE data_sources USING fts5(id, name, config);`);
    sqlite.close();
    expect(await refusalOf(join(folder, 'view.db'))).toMatchObject({ code: 'imports.not_legacy' });
  });
});

describe('the original', () => {
  test('is not touched: its bytes, its times and its folder are as before', async () => {
    const folder = freshFolder();
    const path = makeLegacyDatabase(join(folder, 'app.db'), legacyPlant(GATEWAY));
    const before = {
      bytes: readFileSync(path),
      time: statSync(path).mtimeMs,
      beside: readdirSync(folder),
    };
    await importFile(await freshDatabase('sqlite'), path);
    expect({
      bytes: readFileSync(path),
      time: statSync(path).mtimeMs,
      beside: readdirSync(folder),
    }).toEqual(before);
    expect(before.bytes.subarray(18, 20)).toEqual(Buffer.from([2, 2]));
  });

  test('may lie where nothing can be written, without its write-ahead log', async () => {
    const folder = freshFolder();
    const path = makeLegacyDatabase(join(folder, 'app.db'), legacyPlant(GATEWAY));
    chmodSync(path, 0o400);
    chmodSync(folder, 0o500);
    const db = await freshDatabase('sqlite');
    await importFile(db, path);
    chmodSync(folder, 0o700);
    expect(await listTriggers(db.read)).toHaveLength(5);
  });

  test('may be in use: what is only in its write-ahead log comes along', async () => {
    const folder = freshFolder();
    const path = makeLegacyDatabase(join(folder, 'app.db'), legacyPlant(GATEWAY));
    const running = new Sqlite(path);
    running.pragma('journal_mode = WAL');
    running.pragma('wal_autocheckpoint = 0');
    writeLegacyRows(running, {
      triggers: [piTrigger('b-late', 'late', 'conn-mf0aaaaa-11111', selectTop(1, 'LATE'))],
    });
    expect(existsSync(`${path}-wal`)).toBe(true);
    const wal = readFileSync(`${path}-wal`);
    const db = await freshDatabase('sqlite');
    await importFile(db, path);
    expect((await listTriggers(db.read)).map(({ id }) => id)).toContain('b-late');
    expect(readFileSync(`${path}-wal`)).toEqual(wal);
    running.close();
  });

  test('may be named by a link: it is the file behind it that is read', async () => {
    const folder = freshFolder();
    mkdirSync(join(folder, 'real'));
    makeLegacyDatabase(join(folder, 'real', 'app.db'), legacyPlant(GATEWAY));
    symlinkSync(join(folder, 'real', 'app.db'), join(folder, 'link.db'));
    const db = await freshDatabase('sqlite');
    await importFile(db, join(folder, 'link.db'));
    expect(await listTriggers(db.read)).toHaveLength(5);
    expect(readdirSync(join(folder, 'real'))).toEqual(['app.db']);
  });
});

test('a file with a damaged page is refused as a whole, before anything is written', async () => {
  const path = join(freshFolder(), 'app.db');
  const many = Array.from({ length: 3000 }, (_, index) =>
    message(`M${index}`, `${SARI}@c.us`, `text ${'x'.repeat(200)}`),
  );
  makeLegacyDatabase(path, { ...legacyPlant(GATEWAY), messages: many });
  const bytes = readFileSync(path);
  // Pages in the middle are those of messages.
  const page = Math.floor(bytes.length / 4096 / 2) * 4096;
  bytes.fill(0xff, page, page + 4096 * 8);
  writeFileSync(path, bytes);
  const db = await freshDatabase('sqlite');
  await expect(importFile(db, path)).rejects.toMatchObject({ code: 'imports.file_damaged' });
  expect(await listTriggers(db.read)).toEqual([]);
  expect(await db.read.selectFrom('messages').selectAll().execute()).toEqual([]);
  expect(await db.read.selectFrom('audit_logs').selectAll().execute()).toEqual([]);
});

test.each(ENGINES)(
  'names and texts that look like SQL are only names and texts, on %s',
  async (engine) => {
    const db = await freshDatabase(engine);
    const name = `x'; DROP TABLE triggers; --`;
    const report = await importRows(db, {
      data_sources: [piConnection('conn-1', GATEWAY, `T'; DROP TABLE users; --`, { name })],
      triggers: [
        piTrigger('b-1', name, 'conn-1', selectTop(1, 'A')),
        piTrigger(`b-2'); DELETE FROM triggers; --`, 'second', 'conn-1', selectTop(1, 'B')),
      ],
      contacts: [{ id: `'; --@c.us`, name: '\u202Eevil\u0000', phone: `'` }],
      messages: [message('M1', `${SARI}@c.us`, `'); DROP TABLE messages; --\u0000\uD800`)],
      audit_logs: [
        { id: 'a-1', action: `x'; DROP TABLE audit_logs; --`, timestamp: '2025-10-01 00:00:00' },
      ],
    });
    expect((await listTriggers(db.read)).map((trigger) => trigger.name)).toEqual(['second', name]);
    expect(countsOf(report, 'messages')).toMatchObject({ brought: 1 });
    expect(JSON.stringify(report)).not.toContain('\u202E');
    expect(await db.read.selectFrom('users').selectAll().execute()).toEqual([]);
  },
);

test('cells of another kind than they should be harm nothing', async () => {
  const path = makeLegacyDatabase(join(freshFolder(), 'app.db'), {
    data_sources: [piConnection('conn-1', GATEWAY, 'A')],
  });
  const sqlite = new Sqlite(path);
  sqlite.exec(`
    INSERT INTO triggers (id, name, type, config, active) VALUES ('b-1', x'00ff', 'QUERY', x'7b7d', 'maybe');
    INSERT INTO triggers (id, name, type, config) VALUES ('b-2', 42, 'QUERY', '[1,2]');
    INSERT INTO triggers (id, name, type, config) VALUES (NULL, 'no id', 'QUERY', '{"query":7}');
    INSERT INTO triggers (id, name, type, config, data_source_id) VALUES ('b-4', 'deep', 'QUERY', '{"query":{"a":[]},"desc":[1]}', 'conn-1');
    INSERT INTO messages (id, type, content, sender, metadata) VALUES ('M1', 'chat', zeroblob(100000), '628@c.us', '{"contact":[],"timestamp":"x"}');
    INSERT INTO messages (id, type, content, sender) VALUES ('M2', 'chat', printf('%.*c', 3000000, 'x'), '6281300000001@c.us');
    INSERT INTO contacts (id, name, phone, metadata) VALUES ('c', 9223372036854775807, 12, '"text"');`);
  sqlite.close();
  const db = await freshDatabase('sqlite');
  const report = await importFile(db, path);
  expect(countsOf(report, 'triggers')).toMatchObject({
    rows: 4,
    brought: 0,
    changed: 0,
    refused: 4,
  });
  expect(await listTriggers(db.read)).toEqual([]);
  expect(lineOf(report, 'messages', 'M2')?.notes.join()).toContain('was cut');
});

test('ten thousand triggers come over in a few seconds', async () => {
  const count = 10_000;
  const path = makeLegacyDatabase(join(freshFolder(), 'app.db'), {
    data_sources: [piConnection('conn-1', GATEWAY, 'A')],
    triggers: Array.from({ length: count }, (_, index) =>
      piTrigger(`b-${index}`, `unit ${index % 5000} load`, 'conn-1', selectTop(1, `T${index}`)),
    ),
  });
  const db = await freshDatabase('sqlite');
  const startedAtMs = performance.now();
  const report = await importFile(db, path);
  const seconds = (performance.now() - startedAtMs) / 1000;
  expect(countsOf(report, 'triggers')).toMatchObject({ rows: count, changed: count });
  expect(await listTriggers(db.read)).toHaveLength(count);
  expect(seconds).toBeLessThan(30);
  expect((await importFile(db, path)).hasChanges).toBe(false);
}, 60_000);
