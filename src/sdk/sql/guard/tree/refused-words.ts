import type { SqlDialect } from '../query-guard.ts';

/**
 * Words that no query has outside of quotes. The parser would refuse most of their statements as well; but where it takes
 * one of them for the name of a table or column, a server might take it for what it is. SQL Server needs no semicolon
 * between two statements.
 */
const EVERYWHERE =
  'into outfile dumpfile insert update delete merge upsert drop alter create truncate grant revoke exec execute procedure commit rollback savepoint nextval';

const IN_DIALECT: Readonly<Record<Exclude<SqlDialect, 'postgresql'>, string>> = {
  mysql:
    'call lock unlock load handler prepare deallocate set rename flush reset kill shutdown install uninstall infile xa signal resignal sql_calc_found_rows high_priority previous',
  sqlite: 'attach detach pragma vacuum reindex returning raise',
  'sql-server':
    'backup begin break bulk checkpoint close commit continue dbcc declare deallocate deny disk dump goto kill load open print proc raiserror readtext reconfigure restore return revert save set setuser shutdown trigger updatetext use waitfor while writetext if go openrowset openquery opendatasource openxml freetexttable containstable identitycol holdlock',
  oracle: 'call lock rename comment audit noaudit analyze currval begin declare model',
};

/** Those that are also the name of a function, and then stand before a parenthesis. */
const AS_FUNCTION: Readonly<Partial<Record<SqlDialect, ReadonlySet<string>>>> = {
  mysql: new Set(['truncate', 'insert']),
};

const WORDS = new Map(
  Object.entries(IN_DIALECT).map(([dialect, words]) => [
    dialect,
    new Set(`${EVERYWHERE} ${words}`.split(' ')),
  ]),
);

export function isRefusedWord(word: string, dialect: SqlDialect, isCalled: boolean): boolean {
  const lower = word.toLowerCase();
  if (isCalled && AS_FUNCTION[dialect]?.has(lower)) return false;
  return WORDS.get(dialect)?.has(lower) ?? false;
}
