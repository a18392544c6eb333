import type { Database as Sqlite, Statement } from 'better-sqlite3';
import { SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import type { CompiledQuery, DatabaseConnection, Dialect, Driver, QueryResult } from 'kysely';
import { type DirectConnection, offerDirectly } from './direct-connection.ts';
import { type Decode, decoderOf, encodeForSqlite } from './stored-values.ts';

/** Lists of changing length make endless statements; the oldest is dropped beyond this many. */
const MAX_STATEMENTS = 500;

type Row = Record<string, unknown>;
/** Which columns of a result need decoding. */
type Decoders = readonly (readonly [column: string, decode: Decode])[];
type Prepared = { readonly statement: Statement; decoders: Decoders | undefined };

/**
 * Kysely over one SQLite connection that prepares each statement once and keeps values in the forms of
 * stored-values.ts. Transactions are the business of grouped-writes.ts, so Kysely's own are refused.
 */
export function createSqliteDialect(sqlite: Sqlite): Dialect {
  const run = createRun(sqlite);
  return {
    createAdapter() {
      const adapter = new SqliteAdapter();
      offerDirectly(adapter, run);
      return adapter;
    },
    createDriver: () => createDriver(sqlite, run),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}

function createDriver(sqlite: Sqlite, run: DirectConnection): Driver {
  const connection: DatabaseConnection = {
    executeQuery: async (query) => run(query as CompiledQuery<never>),
    streamQuery() {
      throw new Error('Rows are not streamed; ask for a page at a time.');
    },
  };
  return {
    init: async () => {},
    acquireConnection: async () => connection,
    releaseConnection: async () => {},
    beginTransaction: refuseTransaction,
    commitTransaction: refuseTransaction,
    rollbackTransaction: refuseTransaction,
    destroy: async () => void sqlite.close(),
  };
}

async function refuseTransaction(): Promise<void> {
  throw new Error('Transactions are made by Db.write, so that requests in flight share a commit.');
}

function createRun(sqlite: Sqlite): DirectConnection {
  const prepared = new Map<string, Prepared>();

  function prepare(text: string): Prepared {
    const known = prepared.get(text);
    if (known) return known;
    const fresh: Prepared = { statement: sqlite.prepare(text), decoders: undefined };
    if (prepared.size >= MAX_STATEMENTS) dropOldest(prepared);
    prepared.set(text, fresh);
    return fresh;
  }

  return <R>(query: CompiledQuery<R>): QueryResult<R> => {
    const entry = prepare(query.sql);
    const parameters = query.parameters.map(encodeForSqlite);
    if (entry.statement.reader) {
      const rows = entry.statement.all(parameters) as Row[];
      // Asked for only now: a statement's columns are known once the tables it names exist.
      entry.decoders ??= decodersOf(entry.statement);
      return { rows: decodeRows(rows, entry.decoders) as R[] };
    }
    const { changes, lastInsertRowid } = entry.statement.run(parameters);
    return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) };
  };
}

function decodersOf(statement: Statement): Decoders {
  return statement.columns().flatMap(({ name }) => {
    const decode = decoderOf(name);
    return decode ? [[name, decode] as const] : [];
  });
}

function decodeRows(rows: Row[], decoders: Decoders): Row[] {
  if (decoders.length === 0) return rows;
  for (const row of rows) {
    for (const [column, decode] of decoders) row[column] = decode(row[column]);
  }
  return rows;
}

function dropOldest(prepared: Map<string, Prepared>): void {
  const [oldest] = prepared.keys();
  if (oldest !== undefined) prepared.delete(oldest);
}
