import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { generate } from 'selfsigned';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { DataSource } from '#sdk';
import { startSqlServer } from '../../../simulators/sql-server/index.ts';
import type { SqlServer, SqlServerOptions } from '../../../simulators/sql-server/index.ts';
import { freshFolder } from '../../../tests/support/files.ts';
import { askSql, firstRow, SQL_TOOLS } from '../../../tests/support/sql-tools.ts';
import { findInstancePort } from './find-instance-port.ts';
import { sqlServer } from './sql-server.ts';
import type { SqlServerConfig } from './sql-server.schema.ts';

const ACCOUNT = { database: 'Plant', user: 'plantline', password: 'Read-only-1' };

describe('a SQL Server source (on a stand-in)', () => {
  let server: SqlServer;
  let source: DataSource;

  beforeAll(async () => {
    server = await startSqlServer();
    source = await open(server);
  });

  afterAll(async () => {
    await source.close();
    expect(server.troubles).toEqual([]);
    await server.close();
  });

  async function open(
    { host, port }: Pick<SqlServer, 'host' | 'port'>,
    config: Partial<SqlServerConfig> = {},
  ): Promise<DataSource> {
    const whole = sqlServer.config.parse({ ...ACCOUNT, host, port, ...config });
    return await sqlServer.connect(whole, SQL_TOOLS);
  }

  async function openForTest(config: Partial<SqlServerConfig> = {}): Promise<DataSource> {
    const opened = await open(server, config);
    onTestFinished(() => opened.close());
    return opened;
  }

  async function withServer(
    options: SqlServerOptions,
    config: Partial<SqlServerConfig> = {},
  ): Promise<{ other: SqlServer; at: DataSource }> {
    const other = await startSqlServer(options);
    const at = await open(other, config);
    onTestFinished(async () => {
      await at.close();
      expect(other.troubles).toEqual([]);
      await other.close();
    });
    return { other, at };
  }

  async function stepsOf(tested: DataSource) {
    return await tested.check(AbortSignal.timeout(8_000));
  }

  test('every type keeps its digits, its instant or its size', async () => {
    const table = await askSql(source, 'SELECT * FROM every_type');
    expect(firstRow({ ...table, rows: table.rows.slice(0, 1) })).toEqual({
      a_bit: true,
      a_tinyint: 255,
      a_smallint: -32_768,
      an_int: -2_147_483_648,
      a_bigint: '9223372036854775807',
      a_real: 0.1,
      a_float: -1.5e300,
      a_decimal: '-1234567890123456789012345678.0123456789',
      a_small_decimal: 123_456.789,
      a_numeric: 612.4,
      a_money: -1234.5678,
      a_char: 'ab  ',
      an_nvarchar: 'Kälte “5” °C 😀',
      an_nvarchar_max: 'x'.repeat(9000),
      a_varbinary: '(binary, 1.5 kB)',
      a_guid: '6F9619FF-8B86-D011-B42D-00C04FC964FF',
      a_date: '2026-11-28',
      a_time: '13:05:09.1234567',
      a_datetime: '2026-11-28 13:05:09.123',
      a_smalldatetime: '2026-11-28 13:05:00',
      a_datetime2: '2026-11-28 13:05:09.1234567',
      a_datetime2_0: '2026-11-28 13:05:09',
      a_datetimeoffset: '2026-11-28T06:05:09.1234567Z',
      an_xml: '<a b="1"/>',
    });
    expect(table.rows[1]?.every((cell) => cell === null)).toBe(true);
  });

  test('decimals that fit a number are asked for once, others a second time as text', async () => {
    const before = server.received.length;
    const small = await askSql(source, 'SELECT limit_value FROM alarms WHERE id = 1');
    expect(small.rows).toEqual([[600.25]]);
    const asked = (): number => server.received.length - before;
    const once = asked();
    const large = await askSql(source, 'SELECT a_decimal FROM every_type WHERE a_bit = {yes}', {
      yes: true,
    });
    expect(large.rows).toEqual([['-1234567890123456789012345678.0123456789']]);
    expect(server.received.at(-1)?.sql).toContain('WITH RESULT SETS (([c1] varchar(41) NULL))');
    expect(asked()).toBe(once + 2);
  });

  test('money that the driver would round is refused, with what to write instead', async () => {
    await expect(askSql(source, 'SELECT total FROM costs')).rejects.toMatchObject({
      kind: 'invalid',
      message: expect.stringContaining('CAST('),
    });
  });

  test.each([
    ['local times', 'SELECT id FROM alarms WHERE raised_at >= {start} AND raised_at < {end}'],
    ['times with an offset', 'SELECT counter FROM readings WHERE at >= {start} AND at < {end}'],
  ])('an hour is the same hour in columns of %s', async (what, text) => {
    const inSite = { start: '2026-11-28T00:00:00Z', end: '2026-11-28T00:20:00Z' };
    // 00:00 local in Jakarta is 17:00 UTC of the day before.
    const shiftMs = what === 'local times' ? 7 * 3_600_000 : 0;
    const range = {
      start: new Date(Date.parse(inSite.start) - shiftMs),
      end: new Date(Date.parse(inSite.end) - shiftMs),
    };
    const { rows } = await askSql(source, text, range);
    expect(rows).toHaveLength(what === 'local times' ? 2 : 20);
  });

  test('a source may have another time zone than the site', async () => {
    const london = await openForTest({ timeZone: 'Europe/London' });
    const { rows } = await askSql(
      london,
      'SELECT id FROM alarms WHERE raised_at >= {start} AND raised_at < {end}',
      { start: new Date('2026-11-28T00:00:00Z'), end: new Date('2026-11-28T00:20:00Z') },
    );
    expect(rows).toEqual([[1], [2]]);
  });

  test('numbers, texts, truth values and a limit are bound with their types', async () => {
    const { rows } = await askSql(
      source,
      'SELECT TOP ({limit}) id FROM alarms WHERE limit_value > {least} AND tag = {tag} AND acknowledged = {yes}',
      { limit: 1, least: 600.5, tag: 'U1_LOAD', yes: true },
    );
    expect(rows).toEqual([[4]]);
    expect(server.received.at(-1)?.parameters.map(({ value }) => value)).toEqual([
      1n,
      600.5,
      'U1_LOAD',
      true,
    ]);
    const big = await askSql(source, 'SELECT {big} AS big', { big: 9_007_199_254_740_991 });
    expect(big.rows).toEqual([[9_007_199_254_740_991]]);
  });

  test('every question runs in a transaction that is rolled back, and waits for no lock for long', async () => {
    const before = { ...server.transactions };
    await askSql(source, 'SELECT 1 AS one');
    const last = server.received.at(-1);
    expect(last?.isInTransaction).toBe(true);
    expect(last?.sql).toMatch(/^SET LOCK_TIMEOUT 8000; SET ROWCOUNT 101;\n/);
    expect(server.transactions).toEqual({
      begun: before.begun + 1,
      committed: 0,
      rolledBack: before.rolledBack + 1,
    });
    await askSql(source, 'SELECT * FROM nowhere').catch(() => undefined);
    expect(server.transactions.begun).toBe(server.transactions.rolledBack);
  });

  test('it announces that it only reads', async () => {
    await askSql(source, 'SELECT 1 AS one');
    expect(server.logIns.at(-1)).toMatchObject({ isReadOnly: true, application: 'Plantline' });
  });

  test('more rows than wanted are not fetched, and the connection serves on', async () => {
    const single = await openForTest({ maxConnections: 1 });
    const table = await askSql(single, 'SELECT n FROM numbers ORDER BY n', {}, { maxRows: 3 });
    expect(table).toEqual({ columns: ['n'], rows: [[1], [2], [3]], truncated: true });
    const logIns = server.logIns.length;
    expect((await askSql(single, 'SELECT 1 AS one')).rows).toEqual([[1]]);
    expect(server.logIns).toHaveLength(logIns);
  });

  test('an answer stops at its bytes, and the server with it', async () => {
    const small = await openForTest({ maxBytes: 10_000 });
    const { rows, truncated } = await askSql(
      small,
      'SELECT n, padding FROM numbers ORDER BY n',
      {},
      { maxRows: 20_000 },
    );
    expect(truncated).toBe(true);
    expect(rows.length).toBeLessThan(50);
    expect((await askSql(small, 'SELECT 1 AS one')).rows).toEqual([[1]]);
  });

  test('a question that is given up is stopped on the server, and the next one is answered', async () => {
    server.delay('request', 20_000, /slow/);
    onTestFinished(() => server.delay('request', 0));
    const before = server.attentions();
    const asked = askSql(source, 'SELECT 1 AS slow', {}, { signal: AbortSignal.timeout(300) });
    await sleep(150);
    expect(server.running()).toBe(1);
    await expect(asked).rejects.toMatchObject({ kind: 'timeout', code: 'sql.timeout' });
    await expect.poll(() => server.running()).toBe(0);
    expect(server.attentions()).toBe(before + 1);
    expect((await askSql(source, 'SELECT 1 AS one')).rows).toEqual([[1]]);
    expect(server.transactions.begun).toBe(server.transactions.rolledBack);
  });

  test('what takes longer than the limit is stopped on the server', async () => {
    server.delay('request', 20_000, /slow/);
    onTestFinished(() => server.delay('request', 0));
    const quick = await openForTest({ timeoutMs: 200 });
    const before = server.attentions();
    const startedAtMs = performance.now();
    await expect(askSql(quick, 'SELECT 1 AS slow')).rejects.toMatchObject({
      kind: 'timeout',
      message: expect.stringContaining('within 0.2 s'),
    });
    expect(performance.now() - startedAtMs).toBeLessThan(1_500);
    expect(server.attentions()).toBe(before + 1);
    expect(server.running()).toBe(0);
  });

  test('a server that does not stop when asked to loses its connection', async () => {
    server.delay('request', 20_000, /slow/);
    server.delay('attention', 20_000);
    onTestFinished(() => {
      server.delay('request', 0);
      server.delay('attention', 0);
    });
    const stubborn = await openForTest({ maxConnections: 1 });
    await expect(
      askSql(stubborn, 'SELECT 1 AS slow', {}, { signal: AbortSignal.timeout(200) }),
    ).rejects.toMatchObject({ kind: 'timeout' });
    server.delay('request', 0);
    expect((await askSql(stubborn, 'SELECT 1 AS one')).rows).toEqual([[1]]);
  });

  test('closing a source stops what it is asking', async () => {
    server.delay('request', 20_000, /slow/);
    onTestFinished(() => server.delay('request', 0));
    const closed = await open(server);
    const asked = expect(askSql(closed, 'SELECT 1 AS slow')).rejects.toMatchObject({
      code: 'sql.closed',
    });
    await sleep(150);
    await closed.close();
    await asked;
    expect(server.running()).toBe(0);
  });

  test.each([
    ['SELECT * FROM alarm', 'sql.unknown_table', 'invalid', /"alarm"/],
    ['SELECT naem FROM alarms', 'sql.unknown_column', 'invalid', /"naem"/],
    ['SELECT amount FROM secret_wages', 'sql.permission', 'forbidden', /"secret_wages"/],
    ['SELECT REVERSE(tag) FROM alarms', 'sql.refused_query', 'invalid', /not a recognized/],
  ])('%s is refused in words', async (text, code, kind, message) => {
    await expect(askSql(source, text)).rejects.toMatchObject({
      code,
      kind,
      message: expect.stringMatching(message),
    });
  });

  test('its tables are told with keys, comments and samples', async () => {
    const tables = await source.browse?.(AbortSignal.timeout(8_000));
    const named = new Map(tables?.map((table) => [table.name, table]));
    expect(named.get('tags')).toEqual({
      name: 'tags',
      comment: 'Signals of the plant',
      columns: [
        { name: 'name', type: 'nvarchar(64)', nullable: false, comment: 'Tag', isKey: true },
        { name: 'unit', type: 'nvarchar(16)', nullable: true, comment: 'Engineering unit' },
      ],
      sample: [
        ['U1_LOAD', 'MW'],
        ['U1_MS_PRESS', 'bar'],
        ['U2_LOAD', 'MW'],
      ],
    });
    expect(named.get('alarms')?.columns[1]).toEqual({
      name: 'tag',
      type: 'nvarchar(64)',
      nullable: false,
      references: { table: 'tags', column: 'name' },
    });
    expect(named.get('every_type')?.columns.map(({ type }) => type)).toContain('decimal(38,10)');
    expect(named.get('secret_wages')).not.toHaveProperty('sample');
  });

  describe('the test of the connection', () => {
    test('goes through every step', async () => {
      const steps = await stepsOf(source);
      expect(steps.map(({ name }) => name)).toEqual([
        'reach',
        'tls',
        'login',
        'permission',
        'rights',
        'clock',
        'read',
      ]);
      expect(steps[0]?.message).toBe('Microsoft SQL Server 2022 (stand-in) answers.');
      expect(steps[1]).toMatchObject({ warning: true });
      expect(steps[4]?.message).toBe('The account can only read.');
    });

    test.each([
      ['sysadmin', 'it is a member of sysadmin'],
      ['owner', 'it is a member of db_owner'],
      ['write', 'it may change [dbo].[alarms]'],
    ] as const)('warns of an account that may write: %s', async (rights, words) => {
      const { at } = await withServer({ rights });
      const step = (await stepsOf(at)).find(({ name }) => name === 'rights');
      expect(step).toMatchObject({ ok: true, warning: true });
      expect(step?.message).toContain(words);
      expect(step?.message.split('\n').slice(1)).toEqual([
        `CREATE LOGIN [plantline_reader] WITH PASSWORD = 'choose-a-password';`,
        'USE [Plant];',
        'CREATE USER [plantline_reader] FOR LOGIN [plantline_reader];',
        'GRANT SELECT ON SCHEMA::[dbo] TO [plantline_reader];',
      ]);
    });

    test('says which step failed', async () => {
      const failing = async (config: Partial<SqlServerConfig>): Promise<readonly string[]> =>
        (await stepsOf(await openForTest(config))).map(({ name, ok }) => `${name} ${ok}`);
      expect(await failing({ password: 'wrong' })).toEqual(['reach true', 'login false']);
      expect(await failing({ database: 'Elsewhere' })).toEqual([
        'reach true',
        'login true',
        'permission false',
      ]);
      expect(await failing({ tls: 'require' })).toEqual(['reach true', 'tls false']);
      expect(await failing({ port: 1 })).toEqual(['reach false']);
    });

    test('warns when the clocks differ by more than a minute', async () => {
      const { at } = await withServer({ clock: () => new Date(Date.now() + 300_000) });
      const step = (await stepsOf(at)).find(({ name }) => name === 'clock');
      expect(step).toMatchObject({ ok: true, warning: true });
      expect(step?.message).toMatch(/clock is (?:299|300) s ahead of/);
    });
  });

  describe('encryption', () => {
    async function certificate() {
      const made = await generate([{ name: 'commonName', value: 'localhost' }], {
        keySize: 2048,
        extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] }],
      });
      const caFile = join(freshFolder(), 'server.pem');
      await writeFile(caFile, made.cert);
      return { certificate: { cert: made.cert, key: made.private }, caFile };
    }

    test('is used where the server offers it', async () => {
      const { certificate: offered } = await certificate();
      const { at } = await withServer({ certificate: offered });
      expect((await askSql(at, 'SELECT TOP 2 n FROM numbers ORDER BY n')).rows).toEqual([[1], [2]]);
      expect((await stepsOf(at))[1]?.message).toMatch(/^Encrypted, but the certificate is not/);
    });

    test('with a certificate that must be valid is refused without its authority, and good with it', async () => {
      const { certificate: offered, caFile } = await certificate();
      const strict = { tls: 'require', host: 'localhost' } as const;
      const { other, at } = await withServer({ certificate: offered }, strict);
      await expect(askSql(at, 'SELECT 1 AS one')).rejects.toMatchObject({
        code: 'sql.tls',
        message: expect.stringContaining('self-signed'),
      });
      const trusting = await open(other, { ...strict, caFile });
      onTestFinished(() => trusting.close());
      expect((await askSql(trusting, 'SELECT 1 AS one')).rows).toEqual([[1]]);
      expect((await stepsOf(trusting))[1]).toMatchObject({
        message: 'Encrypted, and the certificate is valid.',
      });
      // The certificate is made out to the name, not to the number.
      const misnamed = await open(other, { tls: 'require', caFile, host: '127.0.0.1' });
      onTestFinished(() => misnamed.close());
      await expect(askSql(misnamed, 'SELECT 1 AS one')).rejects.toMatchObject({ code: 'sql.tls' });
    });

    test('that the server insists on is named', async () => {
      const { certificate: offered } = await certificate();
      const { at } = await withServer({ certificate: offered, requiresTls: true }, { tls: 'off' });
      await expect(askSql(at, 'SELECT 1 AS one')).rejects.toMatchObject({
        code: 'sql.tls',
        message: expect.stringContaining('insists'),
      });
    });
  });

  test('a listener that sends readers to a replica is followed there', async () => {
    const { at } = await withServer({ routeTo: { host: server.host, port: server.port } });
    const logIns = server.logIns.length;
    expect((await askSql(at, 'SELECT 1 AS one')).rows).toEqual([[1]]);
    expect(server.logIns).toHaveLength(logIns + 1);
  });

  test('a listener cannot send anybody to a cloud’s metadata service', async () => {
    const { at } = await withServer({ routeTo: { host: '169.254.169.254', port: 80 } });
    await expect(askSql(at, 'SELECT 1 AS one')).rejects.toMatchObject({
      code: 'outbound.address_refused',
    });
  });

  test('the port of a named instance is asked of SQL Server Browser', async () => {
    const browser = createSocket('udp4');
    onTestFinished(() => void browser.close());
    browser.on('message', (question, from) => {
      if (question.toString('latin1', 1) !== 'HISTORIAN\0') return;
      const text = `ServerName;PLANT;InstanceName;HISTORIAN;IsClustered;No;Version;16.0.1000.6;tcp;${server.port};;`;
      browser.send(
        Buffer.concat([Buffer.from([5, text.length & 0xff, text.length >> 8]), Buffer.from(text)]),
        from.port,
        from.address,
      );
    });
    browser.bind(0, '127.0.0.1');
    await once(browser, 'listening');
    const { port } = browser.address();
    const find = (instance: string): Promise<number> =>
      findInstancePort(
        { host: '127.0.0.1', instance },
        SQL_TOOLS.outbound,
        AbortSignal.timeout(5_000),
        port,
      );
    expect(await find('HISTORIAN')).toBe(server.port);
    await expect(find('NOBODY')).rejects.toMatchObject({ code: 'sql.unknown_instance' });
  });
});
