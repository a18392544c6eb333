import { AppError } from '#sdk';

/** SQL Server Browser does not answer, or does not know the instance. */
export function sqlUnknownInstance(): AppError {
  return new AppError(
    'upstream',
    'sql.unknown_instance',
    'SQL Server Browser does not tell the port of this instance. Check the instance’s name, or set the port of this source.',
  );
}
