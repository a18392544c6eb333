import { AppError } from '#sdk';
import { type QueryGuard, type SqlDialect, createQueryGuard } from '#sdk/sql';

const DIALECTS: Readonly<Record<string, SqlDialect>> = {
  mysql: 'mysql',
  oracle: 'oracle',
  'sql-server': 'sql-server',
  postgresql: 'postgresql',
  sqlite: 'sqlite',
};

/**
 * Makes ready to look at queries the way their sources will.
 *
 * @returns a function that gives the reason why a query may not be sent to a source of that plugin; undefined when it
 *   may, and for plugins that speak no SQL
 */
export async function createRefusalOf(): Promise<
  (plugin: string, query: string) => string | undefined
> {
  const guards = new Map<string, QueryGuard>();
  for (const [plugin, dialect] of Object.entries(DIALECTS)) {
    guards.set(plugin, await createQueryGuard({ dialect }));
  }
  return (plugin, query) => {
    try {
      guards.get(plugin)?.prepare(query);
      return undefined;
    } catch (error) {
      if (error instanceof AppError) return error.message;
      throw error;
    }
  };
}
