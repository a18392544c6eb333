import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { DataSource } from '#sdk';
import {
  createMariadbDatabase,
  HAS_MARIADB,
  MARIADB,
  onMariadb,
} from '../../../tests/support/mariadb-database.ts';
import { askSql, firstRow, SQL_TOOLS } from '../../../tests/support/sql-tools.ts';
import { mysql } from './mysql.ts';
import type { MysqlConfig } from './mysql.schema.ts';

const MB = 1_000_000;
/** Runs far longer than any limit, and sends nothing before its end. */
const SLOW = 'SELECT COUNT(*) FROM many a JOIN many b JOIN many c WHERE a.n + b.n + c.n < 0';

describe.runIf(HAS_MARIADB)('a MySQL or MariaDB source (needs MariaDB)', () => {
  let drop: () => Promise<void>;
  let database: string;
  let source: DataSource;

  beforeAll(async () => {
    const made = await createMariadbDatabase();
    ({ name: database, drop } = made);
    await onMariadb(
      [
        `CREATE TABLE unit (id INT PRIMARY KEY, name VARCHAR(50) NOT NULL) COMMENT 'Units of the plant'`,
        `CREATE TABLE \`Lab Results\` (
          id BIGINT PRIMARY KEY,
          unit_id INT,
          \`Sulfur %\` DECIMAL(6, 3) COMMENT 'Weight percent',
          taken TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
          shift DATETIME,
          scan BLOB,
          FOREIGN KEY (unit_id) REFERENCES unit (id)
        )`,
        'CREATE VIEW latest AS SELECT * FROM `Lab Results`',
        `INSERT INTO unit VALUES (1, 'Unit 1'), (2, 'Unit 2')`,
        `SET time_zone = '+07:00'`,
        `INSERT INTO \`Lab Results\` VALUES
          (1, 1, 0.412, '2026-11-28 06:59:59', '2026-11-28 06:59:59', x'0102'),
          (2, 1, 0.398, '2026-11-28 07:00:00', '2026-11-28 07:00:00', NULL),
          (3, 2, 0.377, '2026-11-28 14:59:59', '2026-11-28 14:59:59', NULL),
          (4, 2, 0.401, '2026-11-28 15:00:00', '2026-11-28 15:00:00', NULL)`,
        'CREATE TABLE many (n INT)',
        'INSERT INTO many SELECT seq FROM seq_1_to_10000',
      ],
      database,
    );
    source = await open();
  });

  afterAll(async () => {
    await source.close();
    await drop();
  });

  async function open(config: Partial<MysqlConfig> = {}, clock = SQL_TOOLS.clock) {
    const whole = mysql.config.parse({
      host: MARIADB.hostname,
      port: Number(MARIADB.port || 3306),
      user: 'root',
      database,
      ...config,
    });
    return await mysql.connect(whole, { ...SQL_TOOLS, clock });
  }

  async function openForTest(config: Partial<MysqlConfig> = {}, clock = SQL_TOOLS.clock) {
    const opened = await open(config, clock);
    onTestFinished(() => opened.close());
    return opened;
  }

  /** What sessions in this database are doing. */
  async function running(): Promise<readonly unknown[]> {
    const rows = await onMariadb(
      `SELECT info FROM information_schema.processlist
        WHERE db = '${database}' AND command IN ('Query', 'Execute')`,
    );
    return rows.map((row) => row['info']);
  }

  async function account(name: string, grants: readonly string[]): Promise<string> {
    const user = `${name}${process.pid}`;
    await onMariadb([`CREATE USER ${user}@'%'`, ...grants.map((one) => `${one} TO ${user}@'%'`)]);
    onTestFinished(async () => void (await onMariadb(`DROP USER ${user}@'%'`)));
    return user;
  }

  test('every type keeps its digits, its instant or its size', async () => {
    await onMariadb(
      [
        `CREATE TABLE kinds (
          load_ DECIMAL(10, 2), wide DECIMAL(40, 20), big BIGINT, huge BIGINT UNSIGNED, tiny TINYINT(1),
          single_ FLOAT, double_ DOUBLE, nothing INT, word VARCHAR(20), choice ENUM('on', 'off'),
          several SET('a', 'b'), instant TIMESTAMP(6) NULL, local DATETIME(3), day DATE, clock TIME(1),
          made YEAR, bytes BLOB, fixed BINARY(4), flags BIT(12), doc JSON, place POINT, id UUID, long_ LONGTEXT)`,
        `SET time_zone = '+07:00'`,
        `INSERT INTO kinds VALUES (612.40, 12345678901234567890.5, 9007199254740993,
          18446744073709551615, 1, 0.1, 0.1, NULL, 'é', 'off', 'a,b',
          '2026-11-28 07:00:00.123456', '2026-11-28 07:00:00.500', '2026-11-28', '-100:00:00.5',
          2026, x'00ff00', x'00', b'100000000001', '{"a": [1.10, 2]}', POINT(1, 2),
          '00000000-0000-0000-0000-000000000001', 'text')`,
      ],
      database,
    );
    expect(firstRow(await askSql(source, 'SELECT * FROM kinds'))).toEqual({
      load_: 612.4,
      wide: '12345678901234567890.50000000000000000000',
      big: '9007199254740993',
      huge: '18446744073709551615',
      tiny: 1,
      single_: 0.1,
      double_: 0.1,
      nothing: null,
      word: 'é',
      choice: 'off',
      several: 'a,b',
      instant: '2026-11-28T00:00:00.123456Z',
      local: '2026-11-28 07:00:00.500',
      day: '2026-11-28',
      clock: '-100:00:00.5',
      made: 2026,
      bytes: '(binary, 3 B)',
      fixed: '(binary, 4 B)',
      flags: 2049,
      doc: '{"a":[1.10,2]}',
      place: '(geometry)',
      id: '00000000-0000-0000-0000-000000000001',
      long_: 'text',
    });
  });

  test.each(['taken', 'shift'])(
    'a shift from 07:00 to 15:00 has its own rows and no other, by the column %s',
    async (column) => {
      const { rows } = await askSql(
        source,
        `SELECT id FROM \`Lab Results\` WHERE ${column} >= {start} AND ${column} < {end} ORDER BY id`,
        { start: new Date('2026-11-28T00:00:00Z'), end: new Date('2026-11-28T08:00:00Z') },
      );
      expect(rows).toEqual([[2], [3]]);
    },
  );

  test('a source may have another time zone than the site', async () => {
    const clock = (): Date => new Date('2026-11-28T12:00:00Z');
    const berlin = await openForTest({ timeZone: 'Europe/Berlin' }, clock);
    const range = {
      start: new Date('2026-11-28T06:00:00Z'),
      end: new Date('2026-11-28T14:00:00Z'),
    };
    const local =
      'SELECT id FROM `Lab Results` WHERE shift >= {start} AND shift < {end} ORDER BY id';
    expect((await askSql(berlin, local, range)).rows).toEqual([[2], [3]]);
    const shown = await askSql(berlin, 'SELECT taken FROM `Lab Results` WHERE id = 2');
    expect(shown.rows).toEqual([['2026-11-28T00:00:00Z']]);
  });

  test('the same hour of another season is asked for by the offset of that season', async () => {
    await onMariadb(
      [
        'CREATE TABLE seasons (id INT, at_ TIMESTAMP NULL, local DATETIME)',
        `SET time_zone = '+00:00'`,
        `INSERT INTO seasons VALUES
          (1, '2026-07-01 04:59:59', '2026-07-01 06:59:59'),
          (2, '2026-07-01 05:00:00', '2026-07-01 07:00:00'),
          (3, '2026-07-01 06:00:00', '2026-07-01 08:00:00')`,
      ],
      database,
    );
    const winter = (): Date => new Date('2026-12-01T12:00:00Z');
    const berlin = await openForTest({ timeZone: 'Europe/Berlin' }, winter);
    const summer = {
      start: new Date('2026-07-01T05:00:00Z'),
      end: new Date('2026-07-01T06:00:00Z'),
    };
    for (const column of ['at_', 'local']) {
      const text = `SELECT id, at_ FROM seasons WHERE ${column} >= {start} AND ${column} < {end}`;
      expect((await askSql(berlin, text, summer)).rows).toEqual([[2, '2026-07-01T05:00:00Z']]);
    }
  });

  test('a limit that is a variable limits', async () => {
    const { rows } = await askSql(
      source,
      'SELECT id FROM `Lab Results` WHERE `Sulfur %` > {least} AND unit_id = {unit} ORDER BY id LIMIT {limit}',
      { least: 0.39, unit: 1, limit: 1 },
    );
    expect(rows).toEqual([[1]]);
    const all = await askSql(source, 'SELECT id FROM `Lab Results` LIMIT {limit}', { limit: 3 });
    expect(all.rows).toHaveLength(3);
    expect(all.truncated).toBe(false);
  });

  test('the number of rows wanted holds for each question, also of the same text', async () => {
    for (const maxRows of [2, 5, 3]) {
      const { rows, truncated } = await askSql(source, 'SELECT n FROM many', {}, { maxRows });
      expect(rows).toHaveLength(maxRows);
      expect(truncated).toBe(true);
    }
  });

  test('ten million rows take no more memory than the cap', { retry: 2 }, async () => {
    const small = await openForTest({ maxBytes: MB });
    await askSql(small, 'SELECT 1');
    globalThis.gc?.();
    const before = process.memoryUsage().rss;
    let peak = before;
    const timer = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage().rss);
    }, 5);
    const { rows, truncated } = await askSql(
      small,
      `SELECT a.n, REPEAT('x', 100) AS text FROM many a JOIN (SELECT n FROM many LIMIT 1000) b LIMIT 10000000`,
      {},
      { maxRows: 10_000_000 },
    );
    clearInterval(timer);
    expect(truncated).toBe(true);
    expect(rows.length).toBeGreaterThan(5_000);
    expect(rows.length).toBeLessThan(12_000);
    expect(peak - before).toBeLessThan(120 * MB);
    await expect.poll(running).toEqual([]);
    expect((await askSql(small, 'SELECT 1')).rows).toEqual([[1]]);
  });

  test('a limit in the query that is larger than wanted is cut off, on the server too', async () => {
    const text = 'SELECT a.n FROM many a JOIN many b LIMIT 50000000';
    const { rows, truncated } = await askSql(source, text, {}, { maxRows: 3 });
    expect(rows).toHaveLength(3);
    expect(truncated).toBe(true);
    await expect.poll(running).toEqual([]);
    expect((await askSql(source, 'SELECT 1')).rows).toEqual([[1]]);
  });

  test('a question that is given up is ended on the server, and the next one is answered', async () => {
    const givingUp = new AbortController();
    const ended = expect(
      askSql(source, SLOW, {}, { signal: givingUp.signal }),
    ).rejects.toMatchObject({ kind: 'timeout', code: 'sql.timeout' });
    await expect.poll(running).toHaveLength(1);
    givingUp.abort();
    await ended;
    await expect.poll(running).toEqual([]);
    expect((await askSql(source, 'SELECT 1')).rows).toEqual([[1]]);
  });

  test('the server ends what takes longer than the limit', async () => {
    const quick = await openForTest({ timeoutMs: 200 });
    const startedAtMs = performance.now();
    await expect(askSql(quick, SLOW)).rejects.toMatchObject({ kind: 'timeout' });
    expect(performance.now() - startedAtMs).toBeLessThan(3_000);
    await expect.poll(running).toEqual([]);
  });

  test('closing a source ends what it is asking', async () => {
    const closed = await open();
    const ended = expect(askSql(closed, SLOW)).rejects.toMatchObject({ code: 'sql.closed' });
    await expect.poll(running).toHaveLength(1);
    await closed.close();
    await ended;
    await expect.poll(running).toEqual([]);
  });

  test('a session that the server ended is replaced without anybody noticing', async () => {
    const user = await account('healed', [`GRANT SELECT ON ${database}.*`]);
    const healed = await openForTest({ maxConnections: 1, user });
    await askSql(healed, 'SELECT 1');
    await onMariadb(`KILL USER ${user}`);
    expect((await askSql(healed, 'SELECT 1')).rows).toEqual([[1]]);
  });

  test.each([
    ['SELECT * FROM lab_resluts', 'sql.unknown_table', /"lab_resluts"/],
    ['SELECT naem FROM unit', 'sql.unknown_column', /"naem"/],
    [
      'SELECT id FROM unit WHERE id = (SELECT id FROM unit)',
      'sql.refused_query',
      /more than 1 row/,
    ],
  ])('%s is refused in words', async (text, code, message) => {
    await expect(askSql(source, text)).rejects.toMatchObject({
      code,
      kind: 'invalid',
      message: expect.stringMatching(message),
    });
  });

  test('a column may have any name', async () => {
    const table = await askSql(source, 'SELECT 1 AS `__proto__`, 2 AS a, 3 AS a');
    expect(table.columns).toEqual(['__proto__', 'a', 'a']);
    expect(table.rows).toEqual([[1, 2, 3]]);
  });

  test('its tables are told with keys, comments and samples', async () => {
    const tables = await source.browse?.(AbortSignal.timeout(8_000));
    const unit = tables?.find(({ name }) => name === 'unit');
    expect(unit).toEqual({
      name: 'unit',
      comment: 'Units of the plant',
      columns: [
        { name: 'id', type: 'int(11)', nullable: false, isKey: true },
        { name: 'name', type: 'varchar(50)', nullable: false },
      ],
      sample: [
        [1, 'Unit 1'],
        [2, 'Unit 2'],
      ],
    });
    const lab = tables?.find(({ name }) => name === '`Lab Results`');
    expect(lab?.columns.slice(0, 3)).toEqual([
      { name: 'id', type: 'bigint(20)', nullable: false, isKey: true },
      {
        name: 'unit_id',
        type: 'int(11)',
        nullable: true,
        references: { table: 'unit', column: 'id' },
      },
      { name: '`Sulfur %`', type: 'decimal(6,3)', nullable: true, comment: 'Weight percent' },
    ]);
    expect(lab?.sample).toHaveLength(3);
    expect(tables?.find(({ name }) => name === 'latest')?.columns).toHaveLength(6);
  });

  describe('the test of the connection', () => {
    const rightsOf = async (tested: DataSource) => {
      const steps = await tested.check(AbortSignal.timeout(8_000));
      return steps.find(({ name }) => name === 'rights');
    };

    test('warns of an account that may do everything, with statements that make one that can only read', async () => {
      const rights = await rightsOf(source);
      expect(rights).toMatchObject({ ok: true, warning: true });
      expect(rights?.message).toContain('ALL PRIVILEGES');
      const statements = rights?.message.split('\n').slice(1) ?? [];
      onTestFinished(async () => {
        await onMariadb(`DROP USER plantline_reader@'%', plantline_reader@'localhost'`);
      });
      await onMariadb(statements);
      const reader = await openForTest({ user: 'plantline_reader', password: 'choose-a-password' });
      expect((await askSql(reader, 'SELECT COUNT(*) FROM `Lab Results`')).rows).toEqual([[4]]);
      expect(await rightsOf(reader)).toEqual({
        name: 'rights',
        ok: true,
        message: 'The account can only read.',
      });
    });

    test('warns of an account that may change a column, or write files', async () => {
      const writer = await account('writer', [
        `GRANT SELECT, UPDATE (\`Sulfur %\`) ON ${database}.\`Lab Results\``,
      ]);
      expect(await rightsOf(await openForTest({ user: writer }))).toMatchObject({
        warning: true,
        message: expect.stringContaining('it has the rights UPDATE'),
      });
      const files = await account('files', ['GRANT FILE ON *.*', `GRANT SELECT ON ${database}.*`]);
      expect(await rightsOf(await openForTest({ user: files }))).toMatchObject({
        warning: true,
        message: expect.stringContaining('it has the rights FILE'),
      });
    });

    test('a session refuses to write whatever its account may', async () => {
      const writer = await account('all', [`GRANT ALL ON ${database}.*`]);
      await onMariadb(
        `CREATE FUNCTION add_unit() RETURNS INT MODIFIES SQL DATA
          BEGIN INSERT INTO unit VALUES (9, 'x'); RETURN 1; END`,
        database,
      );
      const allowed = await openForTest({ user: writer, allowedFunctions: ['add_unit'] });
      await expect(askSql(allowed, 'SELECT add_unit()')).rejects.toMatchObject({
        code: 'sql.read_only',
      });
      expect((await askSql(allowed, 'SELECT COUNT(*) FROM unit')).rows).toEqual([[2]]);
    });

    test('tells a table that may not be read from one that is not there', async () => {
      const poor = await account('poor', [`GRANT SELECT ON ${database}.unit`]);
      const tested = await openForTest({ user: poor });
      await expect(askSql(tested, 'SELECT * FROM `Lab Results`')).rejects.toMatchObject({
        code: 'sql.permission',
        message: expect.stringContaining('the table "Lab Results"'),
      });
      expect((await tested.browse?.(AbortSignal.timeout(8_000)))?.map((one) => one.name)).toEqual([
        'unit',
      ]);
    });

    test('says which step failed', async () => {
      const stepsOf = async (config: Partial<MysqlConfig>) =>
        (await (await openForTest(config)).check(AbortSignal.timeout(8_000))).map(
          ({ name, ok }) => `${name} ${ok}`,
        );
      expect(await stepsOf({ user: 'nobody_here', password: 'x' })).toEqual([
        'reach true',
        'login false',
      ]);
      expect(await stepsOf({ database: 'no_such_place' })).toEqual([
        'reach true',
        'login true',
        'permission false',
      ]);
      expect(await stepsOf({ tls: 'require', host: 'localhost' })).toEqual([
        'reach true',
        'tls false',
      ]);
      expect(await stepsOf({ port: 1 })).toEqual(['reach false']);
    });

    test('warns when the clocks differ by more than a minute', async () => {
      const early = await openForTest({}, () => new Date(Date.now() - 5 * 60_000));
      const steps = await early.check(AbortSignal.timeout(8_000));
      const step = steps.find(({ name }) => name === 'clock');
      expect(step).toMatchObject({ ok: true, warning: true });
      expect(step?.message).toMatch(/clock is 300 s ahead of/);
    });
  });
});
