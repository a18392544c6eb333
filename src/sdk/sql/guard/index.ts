export { createQueryGuard } from './create-query-guard.ts';
export type { PreparedQuery, QueryGuard, SqlDialect } from './query-guard.ts';
