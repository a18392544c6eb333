import Sqlite from 'better-sqlite3';
import { databaseUnavailable, databaseUrlInvalid } from './db.errors.ts';
import { decoderOf } from './stored-values.ts';

/** Everything in the store as of one moment, however long it is read. Whoever writes meanwhile is not held up. */
export interface Snapshot {
  readonly engine: 'sqlite' | 'postgresql';
  /** By name. */
  readonly tables: readonly string[];
  /** Instants as `Date`, JSON parsed, bytes as `Uint8Array`; in no order that means anything. */
  rows(table: string): AsyncIterable<Readonly<Record<string, unknown>>>;
  close(): Promise<void>;
}

const BATCH_ROWS = 1_000;
/** PostgreSQL's number of the type `int8`. */
const INT8 = 20;

/** @throws AppError `db.url_invalid` or `db.unavailable` */
export async function openSnapshot(url: string): Promise<Snapshot> {
  try {
    if (/^sqlite:./u.test(url)) return openSqliteSnapshot(url.slice('sqlite:'.length));
    if (/^postgres(?:ql)?:\/\//u.test(url)) return await openPostgresSnapshot(url);
  } catch (error) {
    throw databaseUnavailable(error);
  }
  throw databaseUrlInvalid();
}

/** In WAL mode a reading transaction sees the file as it was when it began (sqlite.org/isolation.html). */
function openSqliteSnapshot(path: string): Snapshot {
  const sqlite = new Sqlite(path, { readonly: true, fileMustExist: true });
  sqlite.exec('BEGIN');
  const listed = sqlite
    .prepare(
      `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name`,
    )
    .pluck()
    .all() as string[];
  return {
    engine: 'sqlite',
    tables: listed,
    async *rows(table) {
      const statement = sqlite.prepare<[], Record<string, unknown>>(`SELECT * FROM "${table}"`);
      for (const row of statement.iterate()) {
        for (const column of Object.keys(row)) {
          const decode = decoderOf(column);
          if (decode) row[column] = decode(row[column]);
        }
        yield row;
      }
    },
    close: async () => void sqlite.close(),
  };
}

async function openPostgresSnapshot(url: string): Promise<Snapshot> {
  // Loaded only where it is used, as in open-database.ts.
  const [{ default: pg }, { default: Cursor }] = await Promise.all([
    import('pg'),
    import('pg-cursor'),
  ]);
  const types = new pg.TypeOverrides();
  types.setTypeParser(INT8, Number);
  const client = new pg.Client({ connectionString: url, types });
  client.on('error', () => {});
  await client.connect();
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  const listed = await client.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables
     WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' ORDER BY 1`,
  );
  return {
    engine: 'postgresql',
    tables: listed.rows.map(({ name }) => name),
    async *rows(table) {
      const cursor = client.query(
        new Cursor<Record<string, unknown>>(`SELECT * FROM "${table}"`, [], { types }),
      );
      for (;;) {
        const batch = await cursor.read(BATCH_ROWS);
        if (batch.length === 0) break;
        yield* batch;
      }
      await cursor.close();
    },
    close: async () => await client.end(),
  };
}
