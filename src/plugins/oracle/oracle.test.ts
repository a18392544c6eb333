import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { generate } from 'selfsigned';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { DataSource } from '#sdk';
import { startOracle } from '../../../simulators/oracle/index.ts';
import type { Oracle, OracleOptions } from '../../../simulators/oracle/index.ts';
import { freshFolder } from '../../../tests/support/files.ts';
import { askSql, firstRow, SQL_TOOLS } from '../../../tests/support/sql-tools.ts';
import { startTcpProxy } from '../../../tests/support/tcp-proxy.ts';
import { oracle } from './oracle.ts';
import type { OracleConfig } from './oracle.schema.ts';

const ACCOUNT = { service: 'plant', user: 'plantline', password: 'Read-only-1' };

describe('an Oracle source (on a stand-in)', () => {
  let server: Oracle;
  let source: DataSource;

  beforeAll(async () => {
    server = await startOracle();
    source = await open(server);
  });

  afterAll(async () => {
    await source.close();
    expect(server.troubles).toEqual([]);
    await server.close();
  });

  async function open(
    { host, port }: { readonly host: string; readonly port: number },
    config: Partial<OracleConfig> = {},
  ): Promise<DataSource> {
    const whole = oracle.config.parse({ ...ACCOUNT, host, port, ...config });
    return await oracle.connect(whole, SQL_TOOLS);
  }

  async function openForTest(config: Partial<OracleConfig> = {}): Promise<DataSource> {
    const opened = await open(server, config);
    onTestFinished(() => opened.close());
    return opened;
  }

  async function withServer(
    options: OracleOptions,
    config: Partial<OracleConfig> = {},
  ): Promise<{ other: Oracle; at: DataSource }> {
    const other = await startOracle(options);
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

  test('every type keeps its digits, its local time, its instant or its size', async () => {
    for (let times = 0; times < 2; times += 1) {
      const table = await askSql(source, 'SELECT * FROM PLANT.EVERY_TYPE');
      const { A_CLOB: clob, ...rest } = firstRow({ ...table, rows: table.rows.slice(0, 1) });
      expect(rest).toEqual({
        A_NUMBER: '-1234567890123456789012345678.0123456789',
        A_DECIMAL: 0.1000000001,
        AN_INTEGER: -5,
        A_DOUBLE: -1.5e300,
        A_FLOAT: 0.1,
        A_TEXT: 'Kälte “5” °C 😀',
        A_WIDE_TEXT: 'Kälte ✓',
        A_CHAR: 'ab  ',
        A_BLOB: '(binary, 1.5 kB)',
        A_RAW: '(binary, 16 B)',
        A_DATE: '2026-11-28 13:05:09',
        A_TIMESTAMP: '2026-11-28 13:05:09.123',
        A_ZONED: '2026-11-28T06:05:09.123Z',
        A_LOCAL_ZONED: '2026-11-28T06:05:09.500Z',
      });
      expect(String(clob)).toMatch(/^x{32768}… \(cut, 40 kB in all\)$/);
      expect(table.rows[1]?.every((cell) => cell === null)).toBe(true);
    }
  });

  test('a number with more digits than a double has stays exact', async () => {
    const { rows } = await askSql(
      source,
      'SELECT COUNTER FROM PLANT.READINGS ORDER BY COUNTER FETCH FIRST 3 ROWS ONLY',
    );
    expect(rows).toEqual([[9_007_199_254_740_990], [9_007_199_254_740_991], ['9007199254740992']]);
  });

  test('an hour is the same hour in columns without a zone, and goes as their own type', async () => {
    const text =
      'SELECT ID FROM PLANT.ALARMS WHERE RAISED_AT >= {start} AND RAISED_AT < {end} ORDER BY ID';
    const jakarta = await askSql(source, text, {
      start: new Date('2026-11-27T17:00:00Z'),
      end: new Date('2026-11-27T17:20:00Z'),
    });
    expect(jakarta.rows).toEqual([[1], [2]]);
    expect(server.received.at(-1)?.binds).toEqual(['2026-11-28 00:00:00', '2026-11-28 00:20:00']);
    const london = await openForTest({ timeZone: 'Europe/London' });
    const { rows } = await askSql(london, text, {
      start: new Date('2026-11-28T00:00:00Z'),
      end: new Date('2026-11-28T00:20:00Z'),
    });
    expect(rows).toEqual([[1], [2]]);
  });

  test('the session has the source’s time zone, for columns with a zone', async () => {
    const london = await openForTest({ timeZone: 'Europe/London' });
    await askSql(london, 'SELECT 1 AS ONE FROM DUAL');
    const setUp = server.received.filter(({ sql }) => sql.startsWith('ALTER SESSION'));
    expect(setUp.at(-1)?.sql).toContain("SET TIME_ZONE = 'Europe/London'");
  });

  test('what a chat says is a value, whatever it looks like', async () => {
    for (const word of [
      `it's; DROP TABLE x --`,
      '\\',
      '"',
      '{word}',
      ':p1 @p1',
      'é✓',
      'x'.repeat(3000),
    ]) {
      const { rows } = await askSql(source, 'SELECT {word} AS WORD FROM DUAL', { word });
      expect(rows).toEqual([[word]]);
      expect(server.received.at(-1)?.sql).toBe('SELECT :p1 AS WORD FROM DUAL');
    }
    const numbers = await askSql(source, 'SELECT {a} AS A, {b} AS B FROM DUAL', {
      a: -12.5,
      b: true,
    });
    expect(numbers.rows).toEqual([[-12.5, 1]]);
  });

  test('every question runs in a transaction that can only read', async () => {
    const before = { ...server.transactions };
    await askSql(source, 'SELECT 1 AS ONE FROM DUAL');
    expect(server.received.at(-1)).toMatchObject({ isReadOnly: true });
    expect(server.transactions).toEqual({
      begun: before.begun + 1,
      committed: 0,
      rolledBack: before.rolledBack + 1,
    });
    await askSql(source, 'SELECT X FROM NOWHERE').catch(() => undefined);
    expect(server.transactions.begun).toBe(server.transactions.rolledBack);
  });

  test('more rows than wanted are not fetched, and the connection serves on', async () => {
    const single = await openForTest({ maxConnections: 1 });
    const text = 'SELECT N FROM PLANT.NUMBERS ORDER BY N';
    expect(await askSql(single, text, {}, { maxRows: 3 })).toEqual({
      columns: ['N'],
      rows: [[1], [2], [3]],
      truncated: true,
    });
    const many = await askSql(single, text, {}, { maxRows: 1_000 });
    expect(many.rows).toHaveLength(1_000);
    expect(many.rows.at(-1)).toEqual([1_000]);
    const connections = server.connections();
    const whole = await askSql(single, text, {}, { maxRows: 30_000 });
    expect(whole.rows).toHaveLength(20_000);
    expect(whole.truncated).toBe(false);
    expect(server.connections()).toBe(connections);
  });

  test('an answer stops at its bytes', async () => {
    const small = await openForTest({ maxBytes: 10_000 });
    const { rows, truncated } = await askSql(
      small,
      'SELECT N, PADDING FROM PLANT.NUMBERS ORDER BY N',
      {},
      { maxRows: 20_000 },
    );
    expect(truncated).toBe(true);
    expect(rows.length).toBeLessThan(50);
    expect((await askSql(small, 'SELECT 1 AS ONE FROM DUAL')).rows).toEqual([[1]]);
  });

  test('a question that is given up is stopped in the database, and the next one is answered', async () => {
    server.delay('request', 20_000, /SLOW/);
    onTestFinished(() => server.delay('request', 0));
    const before = server.breaks();
    const asked = askSql(
      source,
      'SELECT 1 AS SLOW FROM DUAL',
      {},
      { signal: AbortSignal.timeout(300) },
    );
    await sleep(150);
    expect(server.running()).toBe(1);
    await expect(asked).rejects.toMatchObject({ kind: 'timeout', code: 'sql.timeout' });
    await expect.poll(() => server.running()).toBe(0);
    expect(server.breaks()).toBe(before + 1);
    expect((await askSql(source, 'SELECT 1 AS ONE FROM DUAL')).rows).toEqual([[1]]);
  });

  test('what takes longer than the limit is stopped in the database', async () => {
    server.delay('request', 20_000, /SLOW/);
    onTestFinished(() => server.delay('request', 0));
    const quick = await openForTest({ timeoutMs: 200 });
    const startedAtMs = performance.now();
    await expect(askSql(quick, 'SELECT 1 AS SLOW FROM DUAL')).rejects.toMatchObject({
      kind: 'timeout',
      message: expect.stringContaining('within 0.2 s'),
    });
    expect(performance.now() - startedAtMs).toBeLessThan(1_500);
    await expect.poll(() => server.running()).toBe(0);
  });

  test('a database that does not stop when asked to loses its connection', async () => {
    server.delay('request', 20_000, /SLOW/);
    server.delay('break', 20_000);
    onTestFinished(() => server.delay('request', 0));
    onTestFinished(() => server.delay('break', 0));
    const stubborn = await openForTest({ maxConnections: 1 });
    await expect(
      askSql(stubborn, 'SELECT 1 AS SLOW FROM DUAL', {}, { signal: AbortSignal.timeout(200) }),
    ).rejects.toMatchObject({ kind: 'timeout' });
    server.delay('request', 0);
    expect((await askSql(stubborn, 'SELECT 1 AS ONE FROM DUAL')).rows).toEqual([[1]]);
  });

  test('closing a source stops what it is asking', async () => {
    server.delay('request', 20_000, /SLOW/);
    onTestFinished(() => server.delay('request', 0));
    const closed = await open(server);
    const asked = expect(askSql(closed, 'SELECT 1 AS SLOW FROM DUAL')).rejects.toMatchObject({
      code: 'sql.closed',
    });
    await sleep(150);
    await closed.close();
    await asked;
    expect(server.running()).toBe(0);
  });

  test.each([
    ['SELECT X FROM ALARM', 'sql.unknown_table', 'invalid', /"ALARM"/],
    ['SELECT NAEM FROM PLANT.ALARMS', 'sql.unknown_column', 'invalid', /"NAEM"/],
    ['SELECT AMOUNT FROM SECRET_WAGES', 'sql.permission', 'forbidden', /GRANT SELECT/],
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
    expect(named.get('PLANT.TAGS')).toEqual({
      name: 'PLANT.TAGS',
      comment: 'Signals of the plant',
      columns: [
        { name: 'NAME', type: 'VARCHAR2(64)', nullable: false, comment: 'Tag', isKey: true },
        { name: 'UNIT', type: 'VARCHAR2(16)', nullable: true, comment: 'Engineering unit' },
      ],
      sample: [
        ['U1_LOAD', 'MW'],
        ['U1_MS_PRESS', 'bar'],
        ['U2_LOAD', 'MW'],
      ],
    });
    expect(named.get('PLANT.ALARMS')?.columns[1]).toEqual({
      name: 'TAG',
      type: 'VARCHAR2(64)',
      nullable: false,
      references: { table: 'PLANT.TAGS', column: 'NAME' },
    });
    expect(named.get('PLANT.ALARMS')?.columns[4]?.type).toBe('NUMBER(18,4)');
    expect(named.get('PLANT.EVERY_TYPE')?.sample?.[0]).toContain('(binary)');
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
      expect(steps[0]?.message).toBe('Oracle Database 19.3.0.0.0 answers.');
      expect(steps[4]?.message).toBe('The account can only read.');
    });

    test.each([
      ['dba', 'it has the role DBA'],
      ['owner', 'it owns a table'],
      ['write', 'it may change PLANT.ALARMS'],
    ] as const)('warns of an account that may write: %s', async (rights, words) => {
      const { at } = await withServer({ rights });
      const step = (await stepsOf(at)).find(({ name }) => name === 'rights');
      expect(step).toMatchObject({ ok: true, warning: true });
      expect(step?.message).toContain(words);
      const statements = step?.message.split('\n').slice(1) ?? [];
      expect(statements.slice(0, 3)).toEqual([
        'CREATE USER PLANTLINE_READER IDENTIFIED BY "choose-a-password";',
        'GRANT CREATE SESSION TO PLANTLINE_READER;',
        'GRANT READ ON PLANT.ALARMS TO PLANTLINE_READER;',
      ]);
    });

    test('says which step failed', async () => {
      const failing = async (config: Partial<OracleConfig>): Promise<readonly string[]> =>
        (await stepsOf(await openForTest(config))).map(({ name, ok }) => `${name} ${ok}`);
      expect(await failing({ password: 'wrong' })).toEqual(['reach true', 'login false']);
      expect(await failing({ user: 'nobody' })).toEqual(['reach true', 'login false']);
      expect(await failing({ service: 'elsewhere' })).toEqual([
        'reach true',
        'login true',
        'permission false',
      ]);
      expect(await failing({ port: 1 })).toEqual(['reach false']);
    });

    test('names a listener that answers nothing at all', async () => {
      const mute = await startTcpProxy(server);
      onTestFinished(() => mute.close());
      mute.jam(true);
      const at = await open(mute, { timeoutMs: 300 });
      onTestFinished(() => at.close());
      await expect(askSql(at, 'SELECT 1 AS ONE FROM DUAL')).rejects.toMatchObject({
        kind: 'timeout',
      });
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

    test('needs a valid certificate, made out to the host, and takes an authority of its own', async () => {
      const { certificate: offered, caFile } = await certificate();
      const strict = { tls: 'require', host: 'localhost' } as const;
      const { other, at } = await withServer({ certificate: offered }, strict);
      await expect(askSql(at, 'SELECT 1 AS ONE FROM DUAL')).rejects.toMatchObject({
        code: 'sql.tls',
        message: expect.stringContaining('self-signed'),
      });
      const trusting = await open(other, { ...strict, caFile });
      onTestFinished(() => trusting.close());
      expect((await askSql(trusting, 'SELECT 1 AS ONE FROM DUAL')).rows).toEqual([[1]]);
      expect((await stepsOf(trusting))[1]).toMatchObject({
        message: 'Encrypted, and the certificate is valid.',
      });
      const misnamed = await open(other, { tls: 'require', caFile, host: '127.0.0.1' });
      onTestFinished(() => misnamed.close());
      await expect(askSql(misnamed, 'SELECT 1 AS ONE FROM DUAL')).rejects.toMatchObject({
        code: 'sql.tls',
      });
    });
  });

  test('a cluster’s listener that sends to another is followed there', async () => {
    const { at } = await withServer({ redirectTo: { host: server.host, port: server.port } });
    const before = server.received.length;
    expect(
      (await askSql(at, 'SELECT N FROM PLANT.NUMBERS ORDER BY N', {}, { maxRows: 2 })).rows,
    ).toEqual([[1], [2]]);
    expect(server.received.length).toBeGreaterThan(before);
    expect((await askSql(at, 'SELECT 1 AS ONE FROM DUAL')).rows).toEqual([[1]]);
  });

  test('a listener cannot send anybody to a cloud’s metadata service', async () => {
    const { at } = await withServer({ redirectTo: { host: '169.254.169.254', port: 80 } });
    await expect(askSql(at, 'SELECT 1 AS ONE FROM DUAL')).rejects.toMatchObject({
      code: 'outbound.address_refused',
    });
  });

  test('a local time in the hour that this machine’s zone left out says which it may be', async () => {
    // Berlin's clocks went from 02:00 to 03:00 on 29 March 2026.
    const program = `
      const { localText } = await import('./src/plugins/oracle/local-text.ts');
      console.log(JSON.stringify([
        localText(new Date(2026, 2, 29, 2, 30)),
        localText(new Date(2026, 2, 29, 1, 59, 59)),
        localText(new Date(2026, 2, 29, 4, 0, 0, 5)),
        localText(new Date(2026, 9, 25, 2, 30)),
        localText(new Date(2026, 2, 28, 2, 30)),
      ]));`;
    const run = promisify(execFile);
    const textsIn = async (TZ: string): Promise<unknown> => {
      const { stdout } = await run(
        process.execPath,
        ['--input-type=module', '--no-warnings', '-e', program],
        { env: { ...process.env, TZ } },
      );
      return JSON.parse(stdout);
    };
    const others = [
      '2026-03-29 01:59:59',
      '2026-03-29 04:00:00.005',
      '2026-10-25 02:30:00',
      '2026-03-28 02:30:00',
    ];
    expect(await textsIn('Europe/Berlin')).toEqual([
      '2026-03-29 03:30:00 (or 2026-03-29 02:30:00)',
      ...others,
    ]);
    expect(await textsIn('UTC')).toEqual(['2026-03-29 02:30:00', ...others]);
  });

  test('a service may be called database, and one of the two is needed', () => {
    const parse = (config: object) => oracle.config.safeParse({ host: 'db', user: 'u', ...config });
    expect(parse({ database: 'ORCLPDB1' }).success).toBe(true);
    expect(parse({}).success).toBe(false);
    expect(parse({ service: 'a)(HOST=evil' }).success).toBe(false);
    expect(parse({ service: 'a', host: 'db)(PORT=1' }).success).toBe(false);
  });
});
