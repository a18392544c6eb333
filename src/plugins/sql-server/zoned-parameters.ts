import type { SqlServerConnection } from './open-connection.ts';
import { ask } from './ask.ts';

const KEPT = 200;
const DESCRIBE = 'EXEC sp_describe_undeclared_parameters @tsql = @statement';

export type FindZoned = (
  connection: SqlServerConnection,
  sql: string,
) => Promise<ReadonlySet<string>>;

/**
 * Finds which parameters of a statement are compared with columns that hold an offset: the server tells which types it
 * expects (sp_describe_undeclared_parameters, from SQL Server 2012). What it cannot tell is none of them. Asked once
 * for each text.
 */
export function createFindZoned(): FindZoned {
  const known = new Map<string, ReadonlySet<string>>();
  return async (connection, sql) => {
    const before = known.get(sql);
    if (before) return before;
    const found = await describe(connection, sql);
    const [oldest] = known.keys();
    if (known.size >= KEPT && oldest !== undefined) known.delete(oldest);
    known.set(sql, found);
    return found;
  };
}

async function describe(
  connection: SqlServerConnection,
  sql: string,
): Promise<ReadonlySet<string>> {
  const { TYPES } = connection.tedious;
  const zoned = new Set<string>();
  try {
    await ask(
      connection,
      DESCRIBE,
      (request) => request.addParameter('statement', TYPES.NVarChar, sql),
      (row, columns) => {
        const cell = (name: string): string => {
          const value = row[columns.findIndex((column) => column.name === name)];
          return typeof value === 'string' ? value : '';
        };
        if (cell('suggested_system_type_name').startsWith('datetimeoffset')) {
          zoned.add(cell('name').replace('@', ''));
        }
        return true;
      },
    );
  } catch (error) {
    // It says no more than that it cannot tell; the statement itself is asked all the same.
    if (!isAnswer(error)) throw error;
  }
  return zoned;
}

function isAnswer(error: unknown): boolean {
  return error instanceof Error && 'number' in error && typeof error.number === 'number';
}
