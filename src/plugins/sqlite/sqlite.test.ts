import { execFileSync } from 'node:child_process';
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { DataSource } from '#sdk';
import { askSql, firstRow, SQL_TOOLS } from '../../../tests/support/sql-tools.ts';
import { sqlite } from './sqlite.ts';
import type { SqliteConfig } from './sqlite.schema.ts';

const MB = 1_000_000;
/** Runs far longer than any limit, and gives nothing before its end. */
const SLOW = 'SELECT COUNT(*) FROM many a, many b, many c, many d WHERE a.n + b.n + c.n + d.n < 0';

describe('a source that is a SQLite file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'plantline-sqlite-'));
  const file = join(folder, 'lab.db');
  let writer: Database.Database;
  let source: DataSource;

  beforeAll(async () => {
    writer = new Database(file);
    writer.pragma('journal_mode = WAL');
    writer.exec(`
      CREATE TABLE unit (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
      CREATE TABLE "Lab Results" (
        id INTEGER PRIMARY KEY, unit_id INTEGER REFERENCES unit (id), "Sulfur %" REAL, scan BLOB);
      CREATE VIEW latest AS SELECT * FROM "Lab Results";
      CREATE VIEW broken AS SELECT * FROM table_that_is_gone;
      INSERT INTO unit VALUES (1, 'Unit 1'), (2, 'Unit 2');
      INSERT INTO "Lab Results" VALUES (1, 1, 0.412, x'0102'), (2, 2, 0.398, NULL);
      CREATE TABLE many (n INTEGER);
      INSERT INTO many SELECT value FROM (WITH RECURSIVE r(value) AS
        (SELECT 1 UNION ALL SELECT value + 1 FROM r WHERE value < 10000) SELECT value FROM r);
      CREATE TABLE times (id INTEGER, local TEXT, utc TEXT, isoLocal TEXT, isoUtc TEXT, epoch INTEGER, epochMs INTEGER);
      INSERT INTO times VALUES
        (1, '2026-11-28 06:59:59', '2026-11-27 23:59:59', '2026-11-28T06:59:59', '2026-11-27T23:59:59Z', 1795823999, 1795823999000),
        (2, '2026-11-28 07:00:00', '2026-11-28 00:00:00', '2026-11-28T07:00:00', '2026-11-28T00:00:00Z', 1795824000, 1795824000000),
        (3, '2026-11-28 14:59:59', '2026-11-28 07:59:59', '2026-11-28T14:59:59', '2026-11-28T07:59:59Z', 1795852799, 1795852799000),
        (4, '2026-11-28 15:00:00', '2026-11-28 08:00:00', '2026-11-28T15:00:00', '2026-11-28T08:00:00Z', 1795852800, 1795852800000);`);
    source = await open();
  });

  afterAll(async () => {
    await source.close();
    writer.close();
    rmSync(folder, { recursive: true });
  });

  async function open(config: Partial<SqliteConfig> = {}): Promise<DataSource> {
    return await sqlite.connect(sqlite.config.parse({ file, ...config }), SQL_TOOLS);
  }

  async function openForTest(config: Partial<SqliteConfig> = {}): Promise<DataSource> {
    const opened = await open(config);
    onTestFinished(() => opened.close());
    return opened;
  }

  test('every type keeps its digits or its size', async () => {
    writer.exec(`CREATE TABLE kinds (whole INTEGER, big INTEGER, real_ REAL, text_ TEXT, bytes BLOB, none, flag BOOLEAN, other BOOLEAN);
      INSERT INTO kinds VALUES (5, 9007199254740993, 0.1, 'é', x'00ff00', NULL, 1, 2)`);
    expect(firstRow(await askSql(source, 'SELECT * FROM kinds'))).toEqual({
      whole: 5,
      big: '9007199254740993',
      real_: 0.1,
      text_: 'é',
      bytes: '(binary, 3 B)',
      none: null,
      flag: true,
      other: 2,
    });
  });

  test.each(['local', 'utc', 'isoLocal', 'isoUtc', 'epoch', 'epochMs'] as const)(
    'a shift from 07:00 to 15:00 has its own rows and no other where times are %s',
    async (instants) => {
      const timed = await openForTest({ instants });
      const { rows } = await askSql(
        timed,
        `SELECT id FROM times WHERE ${instants} >= {start} AND ${instants} < {end} ORDER BY id`,
        { start: new Date('2026-11-28T00:00:00Z'), end: new Date('2026-11-28T08:00:00Z') },
      );
      expect(rows).toEqual([[2], [3]]);
    },
  );

  test('times with a fraction are asked for with as many digits', async () => {
    writer.exec(`CREATE TABLE fine (id INTEGER, at TEXT);
      INSERT INTO fine VALUES (1, '2026-11-27T23:59:59.999Z'), (2, '2026-11-28T00:00:00.000Z')`);
    const fine = await openForTest({ instants: 'isoUtc', instantDecimals: 3 });
    const { rows } = await askSql(fine, 'SELECT id FROM fine WHERE at >= {start}', {
      start: new Date('2026-11-28T00:00:00Z'),
    });
    expect(rows).toEqual([[2]]);
  });

  test('numbers, texts, truth values and a limit are bound', async () => {
    const text =
      'SELECT n FROM many WHERE n > {least} AND {yes} = 1 AND {big} > 2147483647 ORDER BY n LIMIT {limit}';
    const parameters = { least: 5, yes: true, big: 3_000_000_000, limit: 2 };
    expect((await askSql(source, text, parameters)).rows).toEqual([[6], [7]]);
  });

  test('what is written meanwhile is seen by the next question', async () => {
    writer.exec(`CREATE TABLE growing (n INTEGER)`);
    for (const count of [0, 1, 2]) {
      expect((await askSql(source, 'SELECT COUNT(*) FROM growing')).rows).toEqual([[count]]);
      writer.exec('INSERT INTO growing VALUES (1)');
    }
  });

  test('a file that was replaced by a new one is read anew', async () => {
    const daily = join(folder, 'daily.db');
    const write = (path: string, day: string): void => {
      const made = new Database(path);
      made.exec(`CREATE TABLE day (name TEXT); INSERT INTO day VALUES ('${day}')`);
      made.close();
    };
    write(daily, 'Monday');
    const exported = await openForTest({ file: daily });
    expect((await askSql(exported, 'SELECT name FROM day')).rows).toEqual([['Monday']]);
    write(join(folder, 'new.db'), 'Tuesday');
    renameSync(join(folder, 'new.db'), daily);
    expect((await askSql(exported, 'SELECT name FROM day')).rows).toEqual([['Tuesday']]);
    rmSync(daily);
    await expect(askSql(exported, 'SELECT name FROM day')).rejects.toMatchObject({
      code: 'sql.file',
    });
  });

  test('ten million rows and more take no more memory than the cap', async () => {
    const small = await openForTest({ maxBytes: MB });
    await askSql(small, 'SELECT 1');
    const before = process.memoryUsage().rss;
    const { rows, truncated } = await askSql(
      small,
      `SELECT a.n, 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx' AS text FROM many a, many b`,
      {},
      { maxRows: 10_000_000 },
    );
    expect(truncated).toBe(true);
    expect(rows.length).toBeGreaterThan(5_000);
    expect(rows.length).toBeLessThan(20_000);
    expect(process.memoryUsage().rss - before).toBeLessThan(120 * MB);
  });

  test('more rows than wanted are not read', async () => {
    const table = await askSql(source, 'SELECT n FROM many ORDER BY n', {}, { maxRows: 2 });
    expect(table).toEqual({ columns: ['n'], rows: [[1], [2]], truncated: true });
  });

  test.skipIf(process.platform !== 'linux')(
    'a question that is given up ends with its process, and the next one is answered',
    async () => {
      const own = await openForTest();
      const others = readers();
      await askSql(own, 'SELECT 1');
      const mine = readers().filter((pid) => !others.includes(pid));
      expect(mine).toHaveLength(1);
      const startedAtMs = performance.now();
      await expect(
        askSql(own, SLOW, {}, { signal: AbortSignal.timeout(300) }),
      ).rejects.toMatchObject({ kind: 'timeout' });
      expect(performance.now() - startedAtMs).toBeLessThan(2_000);
      await expect.poll(() => readers().filter((pid) => mine.includes(pid))).toEqual([]);
      expect((await askSql(own, 'SELECT 1')).rows).toEqual([[1]]);
    },
  );

  test('what takes longer than the limit is ended, while others are answered', async () => {
    const quick = await openForTest({ timeoutMs: 2_000 });
    const ended = expect(askSql(quick, SLOW)).rejects.toMatchObject({ kind: 'timeout' });
    expect((await askSql(quick, 'SELECT 1')).rows).toEqual([[1]]);
    await ended;
  });

  test.skipIf(process.platform !== 'linux')('closing a source ends its processes', async () => {
    const before = readers();
    const closed = await open();
    const ended = expect(askSql(closed, SLOW)).rejects.toMatchObject({ code: 'sql.closed' });
    await expect.poll(() => readers().length).toBeGreaterThan(before.length);
    await closed.close();
    await ended;
    expect(readers().filter((pid) => !before.includes(pid))).toEqual([]);
  });

  test.each([
    ['SELECT * FROM lab_resluts', 'sql.unknown_table', /"lab_resluts"/],
    ['SELECT naem FROM unit', 'sql.unknown_column', /"naem"/],
  ])('%s is refused in words', async (text, code, message) => {
    await expect(askSql(source, text)).rejects.toMatchObject({
      code,
      kind: 'invalid',
      message: expect.stringMatching(message),
    });
  });

  test('its tables are told with keys and samples, and a broken view hides no other', async () => {
    const tables = await source.browse?.(AbortSignal.timeout(8_000));
    expect(tables?.find(({ name }) => name === 'unit')).toEqual({
      name: 'unit',
      columns: [
        { name: 'id', type: 'INTEGER', nullable: false, isKey: true },
        { name: 'name', type: 'TEXT', nullable: false },
      ],
      sample: [
        [1, 'Unit 1'],
        [2, 'Unit 2'],
      ],
    });
    const lab = tables?.find(({ name }) => name === '"Lab Results"');
    expect(lab?.columns).toEqual([
      { name: 'id', type: 'INTEGER', nullable: false, isKey: true },
      {
        name: 'unit_id',
        type: 'INTEGER',
        nullable: true,
        references: { table: 'unit', column: 'id' },
      },
      { name: '"Sulfur %"', type: 'REAL', nullable: true },
      { name: 'scan', type: 'BLOB', nullable: true },
    ]);
    expect(lab?.sample).toEqual([
      [1, 1, 0.412, '(binary)'],
      [2, 2, 0.398, null],
    ]);
    expect(tables?.map(({ name }) => name)).toContain('latest');
    expect(tables?.map(({ name }) => name)).not.toContain('broken');
  });

  describe('the test of the connection', () => {
    const lastStepOf = async (config: Partial<SqliteConfig>) =>
      (await (await openForTest(config)).check(AbortSignal.timeout(8_000))).at(-1);

    test('goes from the file to a row', async () => {
      const steps = await source.check(AbortSignal.timeout(8_000));
      expect(steps.map(({ name, ok }) => `${name} ${ok}`)).toEqual([
        'reach true',
        'permission true',
        'rights true',
        'read true',
      ]);
    });

    test('says what is wrong with the file, and not where it is', async () => {
      const noDatabase = join(folder, 'notes.txt');
      writeFileSync(noDatabase, 'no database, but long enough to be read as one: '.repeat(30));
      for (const [path, words] of [
        [join(folder, 'missing.db'), /it is not there/],
        [join(folder, 'no-such-folder', 'missing.db'), /it is not there/],
        [noDatabase, /it is no SQLite database/],
        [folder, /it is a folder/],
        ['/dev/zero', /it is a device/],
      ] as const) {
        const step = await lastStepOf({ file: path });
        expect(step).toMatchObject({ name: 'reach', ok: false });
        expect(step?.message).toMatch(words);
        expect(step?.message).not.toContain(folder);
      }
    });

    test('refuses a store of Plantline, which holds secrets', async () => {
      const store = join(folder, 'app.db');
      const made = new Database(store);
      made.exec(`CREATE TABLE system_settings (id TEXT); CREATE TABLE outgoing_messages (id TEXT)`);
      made.close();
      expect(await lastStepOf({ file: store })).toMatchObject({ name: 'reach', ok: false });
      await expect(
        askSql(await openForTest({ file: store }), 'SELECT * FROM system_settings'),
      ).rejects.toMatchObject({ code: 'sql.own_store' });
    });
  });
});

/** The processes that read files for this one. */
function readers(): readonly number[] {
  const listed = execFileSync('ps', ['-o', 'pid=,args=', '--ppid', String(process.pid)]).toString();
  return listed
    .split('\n')
    .filter((line) => line.includes('sqlite/child/main'))
    .map((line) => Number.parseInt(line, 10));
}
