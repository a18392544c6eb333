import type { WriteRights } from '#sdk/sql';
import type { Ask } from './list-tables.ts';
import { quoteName } from './quote-name.ts';

const READER = 'plantline_reader';
const PASSWORD = 'choose-a-password';
const NAMED_MAX = 6;

/** Rights that change nothing. */
const HARMLESS = new Set([
  'SELECT',
  'USAGE',
  'SHOW VIEW',
  'SHOW DATABASES',
  'PROCESS',
  'REPLICATION CLIENT',
  'BINLOG MONITOR',
  'SLAVE MONITOR',
  'REPLICA MONITOR',
  'SHOW_ROUTINE',
  'SHOW CREATE ROUTINE',
]);

/**
 * What the account could do besides reading, from its own list of grants, and the statements that make one that cannot.
 * Roles count where they are in force: Plantline never takes another.
 */
export async function findWriteRights(ask: Ask, database: string): Promise<WriteRights> {
  const grants = (await ask('SHOW GRANTS')).map((row) => String(Object.values(row)[0]));
  const found = [...new Set(grants.flatMap(rightsIn))];
  if (found.length === 0) return { found: [], statements: [] };
  const [row] = await ask('SELECT CURRENT_USER() AS account, USER() AS login');
  const account = String(row?.['account']).replace(/@[^@]*$/, '');
  const isLocal = /@(?:localhost|127\.0\.0\.1|::1)$/.test(String(row?.['login']));
  const named = found.slice(0, NAMED_MAX).join(', ');
  const more = found.length > NAMED_MAX ? ` and ${found.length - NAMED_MAX} more` : '';
  return {
    found: [`it has the rights ${named}${more}`],
    statements: statementsFor(account === READER ? `${READER}_2` : READER, database, isLocal),
  };
}

/** Of `GRANT SELECT, INSERT (a, b) ON x.* TO y`: what changes something. A granted role has no ON. */
function rightsIn(grant: string): readonly string[] {
  const [, list] = /^GRANT (.+?) ON /.exec(grant) ?? [];
  if (list === undefined) return [];
  const rights = list
    .replaceAll(/\([^)]*\)/g, '')
    .split(',')
    .map((right) => right.trim());
  const harmful = rights.filter((right) => !HARMLESS.has(right) && right !== 'PROXY');
  return grant.includes('WITH GRANT OPTION') ? [...harmful, 'GRANT OPTION'] : harmful;
}

/**
 * An account for every host, and where Plantline is on the same machine one for there too: an anonymous user of that
 * machine would be taken in its place.
 */
function statementsFor(reader: string, database: string, isLocal: boolean): readonly string[] {
  // In a grant, _ and % of a database's name stand for any character.
  const place = quoteName(database.replaceAll(/[_%\\]/g, String.raw`\$&`), true);
  return (isLocal ? ['%', 'localhost'] : ['%']).flatMap((host) => [
    `CREATE USER '${reader}'@'${host}' IDENTIFIED BY '${PASSWORD}';`,
    `GRANT SELECT, SHOW VIEW ON ${place}.* TO '${reader}'@'${host}';`,
  ]);
}
