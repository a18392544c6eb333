export { type ChangeVersions, type Topic, bumpVersion, readVersions } from './change-versions.ts';
export type { Db, Engine, Executor, Reader } from './db.ts';
export { migrate } from './migrate.ts';
export { openDatabase } from './open-database.ts';
export { type ValueOf, prepareQuery } from './prepare-query.ts';
export type * from './schema.ts';
export { takeTurns } from './take-turns.ts';
