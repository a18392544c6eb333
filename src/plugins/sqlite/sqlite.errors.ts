import { AppError } from '#sdk';

/** The file cannot be opened as a database. @param reason completes "The SQLite file cannot be read: …" */
export function sqliteFile(reason: string, advice: string, cause?: unknown): AppError {
  return new AppError(
    'upstream',
    'sql.file',
    `The SQLite file cannot be read: ${reason}. ${advice}`,
    {},
    cause,
  );
}

/** Plantline's own store, or its predecessor's: it holds passwords and what people wrote. */
export function sqliteOwnStore(): AppError {
  return new AppError(
    'forbidden',
    'sql.own_store',
    'This file is a store of Plantline itself, which holds secrets and what people wrote, so it is not read as a data source. Choose another file.',
  );
}
