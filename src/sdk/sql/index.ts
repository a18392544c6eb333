export { binaryCell, sizeText } from './binary-cell.ts';
export { createConnectionPool } from './connection-pool.ts';
export type { ConnectionMaker, ConnectionPool, PoolOptions } from './connection-pool.ts';
export { decimalCell } from './decimal-cell.ts';
export { doubleCell, singleCell } from './float-cell.ts';
export { instantCell } from './instant-cell.ts';
export {
  createQueryGuard,
  type PreparedQuery,
  type QueryGuard,
  type SqlDialect,
} from './guard/index.ts';
export { type InstantText, instantText } from './instant-text.ts';
export { jsonCell } from './json-cell.ts';
export { networkError, sqlNoTls } from './network-error.ts';
export { openSqlSource } from './open-sql-source.ts';
export { type ReceivedLimit, limitReceived } from './received-limit.ts';
export { type SqlLimits, sqlLimitFields, sqlServerFields } from './sql-config.ts';
export type { FoundTable, Greeting, SqlDriver, SqlStatement, WriteRights } from './sql-driver.ts';
export * from './sql.errors.ts';
export { createTableCollector } from './table-collector.ts';
export type { TableCollector, TableLimits } from './table-collector.ts';
export { type TlsConfig, type TlsOptions, isVerified, tlsOptions } from './tls-options.ts';
export { unlessAborted, withinTime } from './within-time.ts';
