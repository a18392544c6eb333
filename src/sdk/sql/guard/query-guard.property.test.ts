import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../app-error.ts';
import { type SqlDialect, createQueryGuard } from './index.ts';

const DIALECTS = ['postgresql', 'mysql', 'sqlite', 'sql-server', 'oracle'] as const;
const RUNS = 200;
const WITHIN_MS = 60_000;
const AROUND = ['…', 'SELECT …', "SELECT '…'", 'SELECT * FROM alarms WHERE …'];

/** In any dialect: another statement, SELECT … INTO, locks, what runs something, a write in a bracket. */
const FORBIDDEN =
  /;|\binto(?![\w$#])|\bfor\s+(?:update|share)\b|\b(?:pg_sleep|sleep|load_extension|xp_cmdshell|nextval|openrowset)\s*\(|\(\s*(?:insert|update|delete|merge)\s+\w/i;
/** PostgreSQL takes these for names where no statement begins; in the others nothing but a statement has them. */
const STATEMENTS = /\b(?:insert|update|delete|drop|exec)(?![\w$#])/i;

const token = fc.constantFrom(
  ..."SELECT FROM WHERE alarms tag id * , ( ) = < > . ; AND OR NOT AS x y 1 2.5 'a' 'it''s' \"q\" `b` [c] WITH UNION ALL ORDER BY GROUP LIMIT TOP CASE WHEN THEN END NULL IN EXISTS JOIN ON VALUES COUNT(*) ABS( {tag} '{tag}' '%{tag}%'".split(
    ' ',
  ),
  ..."INSERT UPDATE DELETE DROP TABLE INTO EXEC CALL LOCK FOR SHARE SET PRAGMA ATTACH VACUUM PG_SLEEP( SLEEP( LOAD_EXTENSION( XP_CMDSHELL NEXTVAL( OPENROWSET( DO BEGIN COMMIT GO -- --x # /* */ /*! /*+ \\ \\' ' \" ` $$ $a$ E' q'[ N' U&' :: @a @@b ? :x $1 || ->> := => \n \t".split(
    ' ',
  ),
);
const soup = fc.array(token, { minLength: 1, maxLength: 14 });

describe.each(DIALECTS)('whatever is written for %s', (dialect: SqlDialect) => {
  it(
    'is refused in one sentence, or has no statement in it that could change something',
    async () => {
      const guard = await createQueryGuard({ dialect });
      fc.assert(
        fc.property(soup, fc.boolean(), (tokens, isSpaced) => {
          const text = `SELECT ${tokens.join(isSpaced ? ' ' : '')}`;
          const sql = letThrough(() => guard.prepare(text).sql);
          if (sql === undefined) return;
          expect(withoutQuoted(sql)).not.toMatch(FORBIDDEN);
          if (dialect !== 'postgresql') expect(withoutQuoted(sql)).not.toMatch(STATEMENTS);
        }),
        { numRuns: RUNS },
      );
    },
    WITHIN_MS,
  );

  it(
    'never ends otherwise than with a query or a refusal',
    async () => {
      const guard = await createQueryGuard({ dialect });
      fc.assert(
        fc.property(
          fc.string({ unit: 'binary', maxLength: 40 }),
          fc.constantFrom(...AROUND),
          (text, around) => {
            letThrough(() => guard.prepare(around.replace('…', () => text)));
          },
        ),
        { numRuns: RUNS },
      );
    },
    WITHIN_MS,
  );

  it(
    'sends the same text, whatever the value is',
    async () => {
      const guard = await createQueryGuard({ dialect });
      const text = "SELECT * FROM alarms WHERE tag = {tag} AND name LIKE '%{tag}_'";
      const { sql } = guard.prepare(text);
      fc.assert(
        fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (value) => {
          const prepared = guard.prepare(text);
          const bound = letThrough(() => prepared.bind({ tag: value }));
          expect(prepared.sql).toBe(sql);
          if (bound) expect(bound).toStrictEqual([value, `%${value}_`]);
        }),
        { numRuns: RUNS },
      );
    },
    WITHIN_MS,
  );

  it(
    'has one placeholder for every value, at its place',
    async () => {
      const guard = await createQueryGuard({ dialect });
      const part = fc.constantFrom(
        'a = {x}',
        "a = '{x}'",
        "a LIKE '%{x}%'",
        "a = 'no value, it''s a text: ?'",
        'a IN ({x}, 2, {x})',
        'a BETWEEN {x} AND {x}',
        'COALESCE(a, {x}) = 1 /* ? */',
      );
      fc.assert(
        fc.property(fc.array(part, { minLength: 1, maxLength: 8 }), (parts) => {
          const text = `SELECT * FROM t WHERE ${parts.join(' AND ')}`;
          const prepared = guard.prepare(text);
          const written = [...text.matchAll(/\{x\}/g)].length;
          const places = [...withoutQuoted(prepared.sql).matchAll(/\$\d+|\?|[@:]p\d+/g)];
          expect(places).toHaveLength(written);
          expect(prepared.bind({ x: 1 })).toHaveLength(written);
        }),
        { numRuns: RUNS },
      );
    },
    WITHIN_MS,
  );
});

function letThrough<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject({ kind: 'invalid' });
    return undefined;
  }
}

/** What was sent, without texts and names in quotes: they hold what they like. */
function withoutQuoted(sql: string): string {
  return sql.replaceAll(/'(?:[^']|'')*'|"[^"]*"|`[^`]*`|\[[^\]]*\]/g, ' ');
}
