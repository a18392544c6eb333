import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { DataSource } from '#sdk';
import { ENGINES } from '../../../tests/support/databases.ts';
import { createPostgresDatabase } from '../../../tests/support/postgres-database.ts';
import { askSql, firstRow, SQL_TOOLS } from '../../../tests/support/sql-tools.ts';
import { postgresql } from './postgresql.ts';
import type { PostgresqlConfig } from './postgresql.schema.ts';

const MB = 1_000_000;

describe.runIf(ENGINES.includes('postgresql'))('a PostgreSQL source (needs PostgreSQL)', () => {
  let admin: Client;
  let drop: () => Promise<void>;
  let address: { host: string; port: number; database: string };
  let source: DataSource;

  beforeAll(async () => {
    const made = await createPostgresDatabase();
    const { hostname, port, pathname } = new URL(made.url);
    address = { host: hostname, port: Number(port || 5432), database: pathname.slice(1) };
    drop = made.drop;
    admin = new Client({ connectionString: made.url });
    await admin.connect();
    await admin.query(`
      CREATE TYPE state AS ENUM ('running', 'tripped');
      CREATE TABLE unit (id int PRIMARY KEY, name text NOT NULL);
      COMMENT ON TABLE unit IS 'Units of the plant';
      CREATE TABLE "Lab Results" (
        id bigint PRIMARY KEY,
        unit_id int REFERENCES unit (id),
        "Sulfur %" numeric(6, 3),
        taken timestamptz NOT NULL,
        shift timestamp,
        scan bytea
      );
      COMMENT ON COLUMN "Lab Results"."Sulfur %" IS 'Weight percent';
      CREATE VIEW latest AS SELECT * FROM "Lab Results";
      INSERT INTO unit VALUES (1, 'Unit 1'), (2, 'Unit 2');
      INSERT INTO "Lab Results" VALUES
        (1, 1, 0.412, '2026-11-28 06:59:59.999+07', '2026-11-28 06:59:59.999', '\\x0102'),
        (2, 1, 0.398, '2026-11-28 07:00:00+07', '2026-11-28 07:00:00', NULL),
        (3, 2, 0.377, '2026-11-28 14:59:59+07', '2026-11-28 14:59:59', NULL),
        (4, 2, 0.401, '2026-11-28 15:00:00+07', '2026-11-28 15:00:00', NULL);`);
    source = await open();
  });

  afterAll(async () => {
    await source.close();
    await admin.end();
    await drop();
  });

  async function open(config: Partial<PostgresqlConfig> = {}): Promise<DataSource> {
    const whole = postgresql.config.parse({ ...address, user: 'postgres', ...config });
    return await postgresql.connect(whole, SQL_TOOLS);
  }

  async function openForTest(config: Partial<PostgresqlConfig> = {}): Promise<DataSource> {
    const opened = await open(config);
    onTestFinished(() => opened.close());
    return opened;
  }

  /** What Plantline’s sessions are doing in this database. */
  async function running(): Promise<readonly string[]> {
    const { rows } = await admin.query<{ query: string }>(
      `SELECT query FROM pg_stat_activity WHERE datname = current_database()
        AND application_name = 'Plantline' AND state = 'active'`,
    );
    return rows.map(({ query }) => query);
  }

  test('every type keeps its digits, its instant or its size', async () => {
    const table = await askSql(
      source,
      `SELECT 612.40::numeric AS load, 12345678901234567890.5::numeric AS wide,
        'NaN'::numeric AS no_number, 9007199254740993::bigint AS big, 42::int AS small,
        0.1::real AS single, 0.1::float8 AS double, 'Infinity'::float8 AS endless,
        true AS yes, NULL::int AS nothing, 'é' AS text, 'running'::text AS word,
        '2026-11-28 07:00:00.123456+07'::timestamptz AS instant,
        '2026-11-28 07:00:00'::timestamp AS local, '2026-11-28'::date AS day,
        '07:00:00'::time AS clock, '1 day 2 hours'::interval AS span,
        '\\x00ff00'::bytea AS bytes, '{"a": [1.10, 2]}'::json AS json, '{"a":  1.10}'::jsonb AS jsonb,
        '{1,2,NULL}'::int[] AS list, '1234.5'::money AS money,
        '00000000-0000-0000-0000-000000000001'::uuid AS id`,
    );
    expect(firstRow(table)).toEqual({
      load: 612.4,
      wide: '12345678901234567890.5',
      no_number: 'NaN',
      big: '9007199254740993',
      small: 42,
      single: 0.1,
      double: 0.1,
      endless: 'Infinity',
      yes: true,
      nothing: null,
      text: 'é',
      word: 'running',
      instant: '2026-11-28T00:00:00.123456Z',
      local: '2026-11-28 07:00:00',
      day: '2026-11-28',
      clock: '07:00:00',
      span: '1 day 02:00:00',
      bytes: '(binary, 3 B)',
      json: '{"a":[1.10,2]}',
      jsonb: '{"a":1.10}',
      list: '{1,2,NULL}',
      money: expect.stringContaining('1,234.50'),
      id: '00000000-0000-0000-0000-000000000001',
    });
  });

  test.each(['taken', 'shift'])(
    'a shift from 07:00 to 15:00 has its own rows and no other, by the column %s',
    async (column) => {
      const { rows } = await askSql(
        source,
        `SELECT id FROM "Lab Results" WHERE ${column} >= {start} AND ${column} < {end} ORDER BY id`,
        { start: new Date('2026-11-28T00:00:00Z'), end: new Date('2026-11-28T08:00:00Z') },
      );
      expect(rows).toEqual([[2], [3]]);
    },
  );

  test('a source may have another time zone than the site', async () => {
    const berlin = await openForTest({ timeZone: 'Europe/Berlin' });
    const { rows } = await askSql(
      berlin,
      `SELECT id FROM "Lab Results" WHERE shift >= {start} AND shift < {end} ORDER BY id`,
      { start: new Date('2026-11-28T06:00:00Z'), end: new Date('2026-11-28T14:00:00Z') },
    );
    expect(rows).toEqual([[2], [3]]);
    const shown = await askSql(berlin, `SELECT taken FROM "Lab Results" WHERE id = 2`);
    expect(shown.rows).toEqual([['2026-11-28T00:00:00Z']]);
  });

  test('numbers, texts, truth values and a limit are bound', async () => {
    const { rows } = await askSql(
      source,
      `SELECT id FROM "Lab Results" WHERE "Sulfur %" > {least} AND unit_id = {unit} LIMIT {limit}`,
      { least: 0.39, unit: 1, limit: 1 },
    );
    expect(rows).toHaveLength(1);
    await expect(
      askSql(source, 'SELECT id FROM "Lab Results" WHERE id = {id}', { id: 'one' }),
    ).rejects.toMatchObject({ code: 'sql.bad_value', kind: 'invalid' });
  });

  test('more rows than wanted are not fetched, and the connection serves on', async () => {
    const table = await askSql(
      source,
      'SELECT n FROM generate_series(1, 10000000) n',
      {},
      { maxRows: 3 },
    );
    expect(table).toEqual({ columns: ['n'], rows: [[1], [2], [3]], truncated: true });
    await expect.poll(running).toEqual([]);
    expect((await askSql(source, 'SELECT 1')).rows).toEqual([[1]]);
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
      `SELECT n, repeat('x', 100) AS text FROM generate_series(1, 10000000) n`,
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

  test('a single enormous cell is refused before it fills the memory', async () => {
    const small = await openForTest({ maxBytes: MB });
    await expect(askSql(small, `SELECT repeat('x', 50000000) AS text`)).rejects.toMatchObject({
      code: 'sql.too_large',
    });
    expect((await askSql(small, 'SELECT 1')).rows).toEqual([[1]]);
  });

  test('a question that is given up is ended on the server, and the next one is answered', async () => {
    const slow = 'SELECT count(*) FROM generate_series(1, 2000000000) n';
    const givingUp = new AbortController();
    const ended = expect(
      askSql(source, slow, {}, { signal: givingUp.signal }),
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
    await expect(
      askSql(quick, 'SELECT count(*) FROM generate_series(1, 2000000000) n'),
    ).rejects.toMatchObject({ kind: 'timeout' });
    expect(performance.now() - startedAtMs).toBeLessThan(3_000);
    await expect.poll(running).toEqual([]);
  });

  test('a question that is given up while it is being sent is ended on the server too', async () => {
    const own = await openForTest();
    await askSql(own, 'SELECT 1');
    for (let delayMs = 0; delayMs < 5; delayMs += 1) {
      const asked = askSql(
        own,
        'SELECT count(*) FROM generate_series(1, 2000000000) n',
        {},
        {
          signal: AbortSignal.timeout(delayMs),
        },
      );
      await expect(asked).rejects.toMatchObject({ kind: 'timeout' });
    }
    // Long before the limit of 8 s would have ended them.
    await expect.poll(running, { timeout: 4_000 }).toEqual([]);
  });

  test('closing a source ends what it is asking', async () => {
    const closed = await open();
    const asked = askSql(closed, 'SELECT count(*) FROM generate_series(1, 2000000000) n');
    const ended = expect(asked).rejects.toMatchObject({ code: 'sql.closed' });
    await expect.poll(running).toHaveLength(1);
    await closed.close();
    await ended;
    await expect.poll(running, { timeout: 4_000 }).toEqual([]);
  });

  test('a session whose server process ended is replaced without anybody noticing', async () => {
    const healed = await openForTest({ maxConnections: 1 });
    await askSql(healed, 'SELECT 1');
    await admin.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND application_name = 'Plantline'`);
    expect((await askSql(healed, 'SELECT 1')).rows).toEqual([[1]]);
  });

  test.each([
    ['SELECT * FROM lab_resluts', 'sql.unknown_table', /"lab_resluts"/],
    ['SELECT naem FROM unit', 'sql.unknown_column', /"naem".*Did you mean "unit\.name"/],
    ['SELECT 1 / 0', 'sql.bad_value', /division by zero/],
    ['SELECT name + 1 FROM unit', 'sql.refused_query', /operator does not exist/],
  ])('%s is refused in words', async (text, code, message) => {
    await expect(askSql(source, text)).rejects.toMatchObject({
      code,
      kind: 'invalid',
      message: expect.stringMatching(message),
    });
  });

  test('a session refuses to write whatever its account may, and whatever a function tries', async () => {
    await admin.query(`
      CREATE FUNCTION add_unit() RETURNS int LANGUAGE plpgsql AS
        $$ BEGIN INSERT INTO unit VALUES (9, 'x'); RETURN 1; END $$;
      CREATE FUNCTION add_unit_by_force() RETURNS int LANGUAGE plpgsql AS
        $$ BEGIN PERFORM set_config('transaction_read_only', 'off', false);
          INSERT INTO unit VALUES (9, 'x'); RETURN 1; END $$`);
    const allowed = await openForTest({ allowedFunctions: ['add_unit', 'add_unit_by_force'] });
    await expect(askSql(allowed, 'SELECT add_unit()')).rejects.toMatchObject({
      code: 'sql.read_only',
    });
    await askSql(allowed, 'SELECT add_unit_by_force()').catch(() => undefined);
    const { rows } = await admin.query('SELECT count(*)::int AS count FROM unit');
    expect(rows).toEqual([{ count: 2 }]);
  });

  test('a column may have any name', async () => {
    const table = await askSql(source, 'SELECT 1 AS "__proto__", 2 AS a, 3 AS a');
    expect(table.columns).toEqual(['__proto__', 'a', 'a']);
    expect(table.rows).toEqual([[1, 2, 3]]);
  });

  test('its tables are told with keys, comments and samples', async () => {
    const tables = await source.browse?.(AbortSignal.timeout(8_000));
    expect(tables?.map(({ name }) => name)).toEqual(['"Lab Results"', 'latest', 'unit']);
    expect(tables?.[2]).toEqual({
      name: 'unit',
      comment: 'Units of the plant',
      columns: [
        { name: 'id', type: 'integer', nullable: false, isKey: true },
        { name: 'name', type: 'text', nullable: false },
      ],
      sample: [
        [1, 'Unit 1'],
        [2, 'Unit 2'],
      ],
    });
    expect(tables?.[0]?.columns.slice(0, 3)).toEqual([
      { name: 'id', type: 'bigint', nullable: false, isKey: true },
      {
        name: 'unit_id',
        type: 'integer',
        nullable: true,
        references: { table: 'unit', column: 'id' },
      },
      { name: '"Sulfur %"', type: 'numeric(6,3)', nullable: true, comment: 'Weight percent' },
    ]);
    expect(tables?.[0]?.sample).toHaveLength(3);
    expect(tables?.[0]?.sample?.[0]).toContain('(binary)');
  });

  test('two thousand tables are told within seconds', async () => {
    const made = await createPostgresDatabase();
    onTestFinished(() => made.drop());
    const many = new Client({ connectionString: made.url });
    await many.connect();
    await many.query(`DO $$ BEGIN FOR i IN 1..2000 LOOP
      EXECUTE format('CREATE TABLE table_%s (id int, value float8)', i);
      END LOOP; END $$`);
    await many.end();
    const wide = await openForTest({ database: new URL(made.url).pathname.slice(1) });
    const startedAtMs = performance.now();
    const tables = await wide.browse?.(AbortSignal.timeout(10_000));
    expect(tables).toHaveLength(2_000);
    expect(performance.now() - startedAtMs).toBeLessThan(8_000);
    const againAtMs = performance.now();
    await wide.browse?.(AbortSignal.timeout(10_000));
    expect(performance.now() - againAtMs).toBeLessThan(50);
  }, 60_000);

  describe('the test of the connection', () => {
    const rightsOf = async (tested: DataSource) => {
      const steps = await tested.check(AbortSignal.timeout(8_000));
      return steps.find(({ name }) => name === 'rights');
    };

    test('warns of a superuser, with statements that make an account that can only read', async () => {
      const rights = await rightsOf(source);
      expect(rights).toMatchObject({ ok: true, warning: true });
      expect(rights?.message).toContain('it is a superuser');
      const statements = rights?.message.split('\n').slice(1) ?? [];
      onTestFinished(async () => {
        await admin.query('DROP OWNED BY plantline_reader; DROP ROLE plantline_reader');
      });
      for (const statement of statements) await admin.query(statement);
      const reader = await openForTest({ user: 'plantline_reader', password: 'choose-a-password' });
      expect((await askSql(reader, 'SELECT count(*) FROM "Lab Results"')).rows).toEqual([[4]]);
      expect(await rightsOf(reader)).toEqual({
        name: 'rights',
        ok: true,
        message: 'The account can only read.',
      });
    });

    test('warns of an account that may change a table', async () => {
      const name = `plantline_writer_${process.pid}`;
      await admin.query(
        `CREATE ROLE ${name} LOGIN; GRANT SELECT, UPDATE ("Sulfur %") ON "Lab Results" TO ${name}`,
      );
      onTestFinished(async () => {
        await admin.query(`DROP OWNED BY ${name}; DROP ROLE ${name}`);
      });
      const rights = await rightsOf(await openForTest({ user: name }));
      expect(rights).toMatchObject({ ok: true, warning: true });
      expect(rights?.message).toContain('it may change "public"."Lab Results"');
    });

    test('tells a table that may not be read from one that is not there', async () => {
      const name = `plantline_poor_${process.pid}`;
      await admin.query(`CREATE ROLE ${name} LOGIN; GRANT SELECT ON unit TO ${name}`);
      onTestFinished(async () => {
        await admin.query(`DROP OWNED BY ${name}; DROP ROLE ${name}`);
      });
      const poor = await openForTest({ user: name });
      await expect(askSql(poor, 'SELECT * FROM "Lab Results"')).rejects.toMatchObject({
        code: 'sql.permission',
        message: expect.stringContaining('the table "Lab Results"'),
      });
      expect((await poor.browse?.(AbortSignal.timeout(8_000)))?.map((one) => one.name)).toEqual([
        'unit',
      ]);
    });

    test('says which step failed', async () => {
      const stepsOf = async (config: Partial<PostgresqlConfig>) =>
        (await (await openForTest(config)).check(AbortSignal.timeout(8_000))).map(
          ({ name, ok }) => `${name} ${ok}`,
        );
      expect(await stepsOf({ user: 'nobody_here' })).toEqual(['reach true', 'login false']);
      expect(await stepsOf({ database: 'no_such_place' })).toEqual([
        'reach true',
        'login true',
        'permission false',
      ]);
      expect(await stepsOf({ tls: 'require' })).toEqual(['reach true', 'tls false']);
      expect(await stepsOf({ port: 1 })).toEqual(['reach false']);
    });

    test('warns when the clocks differ by more than a minute', async () => {
      const whole = postgresql.config.parse({ ...address, user: 'postgres' });
      const clock = (): Date => new Date(Date.now() - 5 * 60_000);
      const early = await postgresql.connect(whole, { ...SQL_TOOLS, clock });
      onTestFinished(() => early.close());
      const steps = await early.check(AbortSignal.timeout(8_000));
      const step = steps.find(({ name }) => name === 'clock');
      expect(step).toMatchObject({ ok: true, warning: true });
      expect(step?.message).toMatch(/clock is 300 s ahead of/);
    });
  });
});
