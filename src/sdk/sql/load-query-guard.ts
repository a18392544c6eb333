import type { QueryGuard, SqlDialect } from './guard/index.ts';

/**
 * `createQueryGuard` of `guard/`, which is loaded with the first query: its parsers and lists of functions are large, and
 * most Plantlines start without a SQL source.
 */
export async function createQueryGuard(options: {
  readonly dialect: SqlDialect;
  readonly allowedFunctions?: readonly string[];
}): Promise<QueryGuard> {
  const guard = await import('./guard/index.ts');
  return await guard.createQueryGuard(options);
}
