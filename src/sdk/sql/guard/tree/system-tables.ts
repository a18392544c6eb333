import { notAllowed, tableNotAllowed } from '../guard.errors.ts';
import type { TreeDialect } from './tree-parser.ts';

/** Tables that tell of the database system: settings, files, passwords, what others ask. */
const SYSTEM: Readonly<Record<TreeDialect, RegExp>> = {
  mysql:
    /^(?:mysql|sys|performance_schema)\.|^information_schema\.(?!(?:tables|columns|key_column_usage|statistics|views|schemata|table_constraints)$)/,
  sqlite:
    /(?:^|\.)(?:pragma_|sqlite_(?!(?:master|schema|sequence)$)|dbstat$|bytecode$|tables_used$|fsdir|zipfile|completion|fts3tokenize)/,
  'sql-server':
    /(?:^|\.)(?:sys|msdb|master|model|tempdb)\.|(?:^|\.)(?:sys(?:objects|columns|databases|logins|processes|users|comments|servers)|dm_)/,
  oracle:
    /^(?:sys|system|xdb|dbsnmp|outln)\.|(?:^|\.)(?:g?v_?\$|x\$|dba_|cdb_|user_db_links|all_db_links|user\$|link\$)/,
};

/** Longer names lead to another server. */
const PARTS_MAX: Readonly<Record<TreeDialect, number>> = {
  mysql: 2,
  sqlite: 2,
  'sql-server': 3,
  oracle: 2,
};

/** @param parts of its name, without quotes @throws AppError of kind `invalid` */
export function checkTable(parts: readonly string[], dialect: TreeDialect): void {
  const name = parts.join('.');
  if (parts.length > PARTS_MAX[dialect]) {
    throw notAllowed(
      `The table ${name} on another server`,
      'Ask a table of this database, or add the other server as a source of its own.',
    );
  }
  // Some servers find a name by letters without their accents.
  const plain = name.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  if (SYSTEM[dialect].test(plain)) throw tableNotAllowed(name);
}
