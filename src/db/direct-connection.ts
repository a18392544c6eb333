import type { CompiledQuery, DialectAdapter, QueryResult } from 'kysely';

/** Runs a query at once: no waiting for a connection, and nothing else done by the one it goes to. */
export type DirectConnection = <R>(query: CompiledQuery<R>) => QueryResult<R>;

const CONNECTIONS = new WeakMap<DialectAdapter, DirectConnection>();

/** Makes a database's one connection known by its adapter, which Kysely gives with every query. */
export function offerDirectly(adapter: DialectAdapter, connection: DirectConnection): void {
  CONNECTIONS.set(adapter, connection);
}

/** The connection behind an adapter, where there is just one and it answers at once; undefined for PostgreSQL. */
export function directConnectionOf(adapter: DialectAdapter): DirectConnection | undefined {
  return CONNECTIONS.get(adapter);
}
