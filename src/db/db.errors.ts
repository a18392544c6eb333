import { AppError } from '#sdk';

export function databaseUrlInvalid(): AppError {
  return new AppError(
    'invalid',
    'db.url_invalid',
    'The database address must be sqlite:<path> or postgres://…; correct PLANTLINE_DATABASE_URL.',
  );
}

export function databaseUnavailable(cause: unknown): AppError {
  return new AppError(
    'internal',
    'db.unavailable',
    'The store could not be opened or written; check that its disk has room and that its server runs.',
    {},
    cause,
  );
}

export function nestedWrite(): AppError {
  return new AppError(
    'internal',
    'db.nested_write',
    'A change was started inside another one; pass the transaction on instead.',
  );
}

export function foreignStore(): AppError {
  return new AppError(
    'conflict',
    'db.foreign_store',
    'This database holds tables that another program made; choose an empty one, and bring a predecessor’s app.db in with "plantline import-legacy".',
  );
}

export function storeIsNewer(number: number): AppError {
  return new AppError(
    'conflict',
    'db.store_is_newer',
    'This store was made by a newer version of Plantline; start that version, or restore an older backup.',
    { migration: number },
  );
}

export function sortUnknown(sort: string, known: readonly string[]): AppError {
  return new AppError(
    'invalid',
    'http.sort_unknown',
    'This list cannot be sorted so; choose one of the names in the details, with "-" before it for the other way round.',
    { sort, known },
  );
}

export function cursorInvalid(): AppError {
  return new AppError(
    'invalid',
    'http.cursor_invalid',
    'The cursor is not one of this list in this order; begin again without one.',
  );
}
