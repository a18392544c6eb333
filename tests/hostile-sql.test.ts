import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '#sdk';
import {
  SCRATCH,
  hostileArguments,
  hostileStatements,
  refusedArguments,
} from './hostile-sql/index.ts';
import { createMariadbTarget } from './hostile-sql/targets/mariadb-target.ts';
import { createPostgresqlTarget } from './hostile-sql/targets/postgresql-target.ts';
import { createSqliteTarget } from './hostile-sql/targets/sqlite-target.ts';
import type { Target } from './hostile-sql/targets/target.ts';
import { ENGINES } from './support/databases.ts';
import { HAS_MARIADB } from './support/mariadb-database.ts';
import { askSql } from './support/sql-tools.ts';

const WITHIN_MS = 300_000;

/**
 * Without the guard these leave something behind that the read-only session does not stop, though no row: `COPY … TO`,
 * `INTO OUTFILE`, locks and large objects are no writes to a database. It is why there is a guard.
 */
const LEFT_BEHIND = {
  postgresql:
    /^(?:write a file|run a program|an advisory lock|import a large|make a large|remove a large|write a file of)/,
  mysql:
    /^(?:write a file|take a lock|do a lock|a comment that is carried out|a table of its own|a comment carried out)/,
  sqlite: /^$/,
} as const;

const DATABASES = [
  {
    dialect: 'postgresql',
    isThere: ENGINES.includes('postgresql'),
    create: createPostgresqlTarget,
  },
  { dialect: 'mysql', isThere: HAS_MARIADB, create: createMariadbTarget },
  { dialect: 'sqlite', isThere: true, create: createSqliteTarget },
] as const;

describe.each(DATABASES)(
  'an account of $dialect that could write (needs PostgreSQL, MariaDB)',
  ({ dialect, isThere, create }) => {
    describe.runIf(isThere)('asked by hostile people', () => {
      let target: Target;
      let stateBefore: string;
      let restBefore: string;
      const statements = hostileStatements[dialect];

      function here(sql: string): string {
        return sql.replaceAll(SCRATCH, target.scratch);
      }

      beforeAll(async () => {
        target = await create();
        stateBefore = await target.readState();
        restBefore = await target.readRest();
      }, WITHIN_MS);

      afterAll(async () => {
        await target.close();
      }, WITHIN_MS);

      it(
        'has every statement refused, and nothing is changed',
        async () => {
          for (const { tries, sql } of statements) {
            const outcome = await outcomeOf(askSql(target.source, here(sql)));
            expect(outcome, tries).toMatch(/^sql\./);
          }
          expect(await target.readState()).toBe(stateBefore);
          expect(await target.readRest()).toBe(restBefore);
        },
        WITHIN_MS,
      );

      it(
        'finds by a hostile value what equals it, which is nothing, and nothing is changed',
        async () => {
          for (const { tries, query, value } of hostileArguments) {
            const outcome = await outcomeOf(askSql(target.source, query, { tag: value }));
            if (!query.includes('LIKE')) expect(outcome, tries).toBe('0 rows');
            else expect(outcome, tries).toMatch(/^\d+ rows$/);
          }
          for (const { query, value } of refusedArguments) {
            const outcome = await outcomeOf(askSql(target.source, query, { tag: value }));
            expect(outcome).toBe('sql.bad_parameter');
          }
          expect(await outcomeOf(askSql(target.source, 'SELECT * FROM alarms'))).toBe('20 rows');
          expect(await target.readState()).toBe(stateBefore);
          expect(await target.readRest()).toBe(restBefore);
        },
        WITHIN_MS,
      );

      it(
        'would lose no row without the guard either, because of the session alone',
        async () => {
          const counts = { stopped: 0, harmless: 0 };
          const leftBehind: string[] = [];
          for (const { tries, sql } of statements) {
            const rest = await target.readRest();
            const outcome = await target.sendUnguarded(here(sql));
            expect(await target.readState(), tries).toBe(stateBefore);
            if (hasMore(await target.readRest(), rest)) leftBehind.push(tries);
            else if (outcome === 'stopped') counts.stopped += 1;
            else counts.harmless += 1;
          }
          say(dialect, statements.length, counts, leftBehind);
          for (const tries of leftBehind) expect(tries).toMatch(LEFT_BEHIND[dialect]);
        },
        WITHIN_MS,
      );

      it('would have been noticed if it had lost a row, and the account can delete one', async () => {
        await target.deleteRow();

        expect(await target.readState()).not.toBe(stateBefore);
      });
    });
  },
);

/** A session that ended gives its locks back: that is nothing left behind. */
function hasMore(rest: string, before: string): boolean {
  const known = new Set(before.split('\n'));
  return rest.split('\n').some((line) => line !== '' && !known.has(line));
}

async function outcomeOf(asked: ReturnType<typeof askSql>): Promise<string> {
  try {
    const { rows } = await asked;
    return `${rows.length} rows`;
  } catch (error) {
    if (error instanceof AppError && error.kind === 'invalid') return error.code;
    return String(error);
  }
}

function say(
  dialect: string,
  statements: number,
  { stopped, harmless }: { readonly stopped: number; readonly harmless: number },
  leftBehind: readonly string[],
): void {
  process.stdout.write(
    `${dialect}: ${statements} statements, refused by the guard ${statements}. Without the guard: stopped by the read-only session or the server ${stopped}, ran and changed nothing ${harmless}, changed rows 0, left something else behind ${leftBehind.length}${leftBehind.length > 0 ? ` (${leftBehind.join('; ')})` : ''}\n`,
  );
}
