import type { LegacyRow } from './open-legacy-file.ts';
import { textOf } from './read-json.ts';

type Config = Readonly<Record<string, unknown>>;

/** Our plugins by the predecessor's words for databases, those it only offered too. */
const PLUGINS: Readonly<Record<string, string>> = {
  mysql: 'mysql',
  mariadb: 'mysql',
  oracle: 'oracle',
  sqlserver: 'sql-server',
  mssql: 'sql-server',
  postgres: 'postgresql',
  postgresql: 'postgresql',
};

/** What the API wrote in place of a password it would not tell. */
const MASK = /^•+$/u;

/** The plugin that asks a database connection of the predecessor's; undefined where there is none. */
export function sqlKindOf(
  { plugin, database_type: type }: LegacyRow,
  config: Config,
): string | undefined {
  const word = textOf(type) ?? textOf(config['databaseType']);
  if (word !== undefined) return PLUGINS[word.toLowerCase()];
  // Before its second version the plugin was called after the database.
  const old = PLUGINS[String(plugin).toLowerCase()];
  if (old !== undefined || plugin !== 'database') return old;
  return textOf(config['service']) === undefined ? 'mysql' : 'oracle';
}

/** A database connection in our fields; its pool's settings are our plugin's own business. */
export function sqlConfigOf(
  plugin: string,
  config: Config,
  fields: readonly string[],
  timeZone: string,
): { readonly config: Config; readonly notes: readonly string[] } {
  const notes: string[] = [];
  const port = Number(textOf(config['port']));
  const password = typeof config['password'] === 'string' ? config['password'] : undefined;
  if (password === undefined || password === '' || MASK.test(password)) {
    notes.push('It has no password: enter it in the data source if it needs one.');
  }
  const wanted: Config = {
    host: textOf(config['host']),
    port: Number.isInteger(port) && port > 0 ? port : undefined,
    ...(plugin === 'oracle'
      ? { service: textOf(config['service']) ?? textOf(config['database']) }
      : { database: textOf(config['database']) }),
    user: textOf(config['user']) ?? textOf(config['username']),
    password:
      password !== undefined && !MASK.test(password) && password !== '' ? password : undefined,
    // Its times say no zone, and were the plant's.
    timeZone,
  };
  const kept = Object.entries(wanted).filter(
    ([field, value]) => value !== undefined && fields.includes(field),
  );
  return { config: Object.fromEntries(kept), notes };
}
