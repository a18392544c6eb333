import { describe, expect, it } from 'vitest';
import { type SqlDialect, createQueryGuard } from './index.ts';

const ALARMS =
  "SELECT * FROM alarms WHERE date >= {start} AND tag LIKE '%{tag}%' ORDER BY date DESC LIMIT {limit}";

describe('a query with variables', () => {
  it.each([
    ['postgresql', 'date >= $1 AND tag LIKE $2 ORDER BY date DESC LIMIT $3'],
    ['mysql', 'date >= ? AND tag LIKE ? ORDER BY date DESC LIMIT ?'],
    ['sqlite', 'date >= ? AND tag LIKE ? ORDER BY date DESC LIMIT ?'],
    ['sql-server', 'date >= @p1 AND tag LIKE @p2 ORDER BY date DESC'],
    ['oracle', 'date >= :p1 AND tag LIKE :p2 ORDER BY date DESC'],
  ] as const)('has the placeholders of %s', async (dialect, expected) => {
    const guard = await createQueryGuard({ dialect });
    const text = expected.includes('LIMIT') ? ALARMS : ALARMS.replace(' LIMIT {limit}', '');

    const { sql } = guard.prepare(text);

    expect(sql).toBe(`SELECT * FROM alarms WHERE ${expected}`);
  });

  it('binds an instant, a part of a text and a number, each as what it is', async () => {
    const guard = await createQueryGuard({ dialect: 'postgresql' });
    const prepared = guard.prepare(ALARMS);
    const start = new Date('2026-01-01T00:00:00Z');

    expect(prepared.variables).toStrictEqual(['start', 'tag', 'limit']);
    expect(prepared.bind({ start, tag: 'U1', limit: 10 })).toStrictEqual([start, '%U1%', 10]);
  });

  it('keeps the type of a variable that stands alone in quotes', async () => {
    const guard = await createQueryGuard({ dialect: 'mysql' });

    const { sql, bind } = guard.prepare('SELECT * FROM t WHERE a = \'{n}\' AND b = "{n}"');

    expect(sql).toBe('SELECT * FROM t WHERE a = ? AND b = ?');
    expect(bind({ n: 3 })).toStrictEqual([3, 3]);
  });

  it('says which value is missing, also where an object has something of that name by itself', async () => {
    const guard = await createQueryGuard({ dialect: 'sqlite' });

    expect(() => guard.prepare('SELECT {tag}').bind({})).toThrow('needs a value for {tag}');
    expect(() => guard.prepare('SELECT {constructor}').bind({})).toThrow('{constructor}');
  });

  it('is unknown as a whole where a part of a text is', async () => {
    const guard = await createQueryGuard({ dialect: 'sqlite' });

    expect(guard.prepare("SELECT '%{tag}%'").bind({ tag: null })).toStrictEqual([null]);
  });

  it('takes no instant within a text, and no number that is none', async () => {
    const guard = await createQueryGuard({ dialect: 'sqlite' });

    expect(() => guard.prepare("SELECT 'on {day}'").bind({ day: new Date(0) })).toThrow(
      'write it alone',
    );
    expect(() => guard.prepare('SELECT {n}').bind({ n: Number.NaN })).toThrow('no number');
    expect(() => guard.prepare('SELECT {n}').bind({ n: new Date(Number.NaN) })).toThrow(
      'no instant',
    );
  });

  it('says how to write a time span whose length is given', async () => {
    const guard = await createQueryGuard({ dialect: 'postgresql' });

    expect(() => guard.prepare("SELECT now() - interval '{n} hours'")).toThrow(
      "{n} * INTERVAL '1'",
    );
    expect(() => guard.prepare("SELECT date '{day}'")).toThrow('CAST({day} AS DATE)');
  });
});

describe('what is sent', () => {
  it('has no comments in it', async () => {
    const guard = await createQueryGuard({ dialect: 'mysql' });

    const { sql } = guard.prepare('SELECT 1 -- one\n + 2 # two\n /* three */ + 3 -- end');

    expect(sql).toBe('SELECT 1 + 2 + 3');
  });

  it('has texts in single quotes, so that the settings of MySQL do not matter', async () => {
    const guard = await createQueryGuard({ dialect: 'mysql' });

    const { sql } = guard.prepare(String.raw`SELECT "it's", 'a\_b', "say ""x"""`);

    expect(sql).toBe(String.raw`SELECT 'it''s', 'a\_b', 'say "x"'`);
  });

  it('keeps texts and names as they were written', async () => {
    const guard = await createQueryGuard({ dialect: 'sql-server' });

    const text = "SELECT N'it''s  -- Ø', [tag  name], \"x\" FROM [plant db].dbo.t";

    expect(guard.prepare(text).sql).toBe(text);
  });
});

describe('functions that an administrator listed', () => {
  it('may be called by the name that is listed, in any case', async () => {
    const guard = await createQueryGuard({
      dialect: 'sql-server',
      allowedFunctions: ['dbo.oee', 'plant_rows'],
    });

    expect(guard.prepare('SELECT DBO.OEE(1) FROM plant_rows(2)').sql).toBe(
      'SELECT DBO.OEE(1) FROM plant_rows(2)',
    );
    expect(() => guard.prepare('SELECT oee(1)')).toThrow('oee is not one');
    expect(() => guard.prepare('SELECT other.oee(1)')).toThrow('other.oee is not one');
  });

  it.each([
    ['postgresql', 'pg_read_file'],
    ['postgresql', 'public.dblink'],
    ['mysql', 'sleep'],
    ['mysql', 'load_file'],
    ['sqlite', 'load_extension'],
    ['sql-server', 'dbo.xp_cmdshell'],
    ['oracle', 'utl_http.request'],
    ['oracle', 'dbms_lock.sleep'],
  ] as const)('cannot be, in %s, %s', async (dialect, name) => {
    const guard = await createQueryGuard({ dialect, allowedFunctions: [name] });

    expect(() => guard.prepare(`SELECT ${name}('x') FROM alarms`)).toThrow('is never run');
  });
});

describe('the guard itself', () => {
  it.each(['postgresql', 'mysql', 'sqlite', 'sql-server', 'oracle'] as SqlDialect[])(
    'still works in %s after queries as large as they may be',
    async (dialect) => {
      const guard = await createQueryGuard({ dialect });
      const heavy = [
        `SELECT 1${'+1'.repeat(300)}`,
        `SELECT 1 FROM t WHERE 1=1${' OR 1=1'.repeat(149)}`,
        `SELECT ${'('.repeat(30)}1${')'.repeat(30)}`,
        `SELECT ${Array.from({ length: 60 }, () => `${'abs('.repeat(10)}1${')'.repeat(10)}`).join()}`,
        `SELECT ${'abs('.repeat(11)}1${')'.repeat(11)}`,
        `SELECT ${'CASE WHEN 1=1 THEN '.repeat(10)}1${' END'.repeat(10)}`,
        `SELECT ${'NOT '.repeat(300)}1`,
        `SELECT ${'- '.repeat(300)}1`,
        `SELECT * FROM t WHERE a IN (${Array.from({ length: 1_500 }, (_, i) => i).join()})`,
        `SELECT 1${' UNION SELECT 1'.repeat(300)}`,
        `SELECT * FROM t${' JOIN t ON 1=1'.repeat(150)}`,
        `SELECT * FROM ${'('.repeat(25)}t${' JOIN t ON 1=1)'.repeat(25)}`,
        `SELECT * FROM ${'(SELECT * FROM '.repeat(20)}t${') x'.repeat(20)}`,
        `SELECT ${'(SELECT '.repeat(7)}1${'+1'.repeat(285)}${' FROM (SELECT 1 AS a) x)'.repeat(7)}`,
        `SELECT ${'CASE WHEN '.repeat(9)}1=1${' OR 1=1'.repeat(130)}${' THEN 1 ELSE 2 END'.repeat(9)}`,
        `SELECT a${' COLLATE b'.repeat(300)}`,
        `SELECT a${' IS NULL'.repeat(300)}`,
        `SELECT ${'1 BETWEEN '.repeat(150)}1${' AND 1'.repeat(150)}`,
      ];

      for (const text of heavy) {
        const startedAtMs = performance.now();
        try {
          guard.prepare(text);
        } catch (error) {
          expect(error).toMatchObject({ kind: 'invalid' });
        }
        expect(performance.now() - startedAtMs).toBeLessThan(5_000);
      }
      expect(guard.prepare('SELECT a FROM t').sql).toBe('SELECT a FROM t');
    },
    60_000,
  );

  it('refuses the same query again, with the same words', async () => {
    const guard = await createQueryGuard({ dialect: 'postgresql' });
    const refusals = [1, 2].map(() => {
      try {
        return guard.prepare('SELECT pg_sleep(1)').sql;
      } catch (error) {
        return String(error);
      }
    });

    expect(refusals[0]).toContain('pg_sleep');
    expect(refusals[1]).toBe(refusals[0]);
  });
});
