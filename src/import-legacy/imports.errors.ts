import { AppError } from '#sdk';

const WHAT_IT_IS = 'Choose the app.db of the predecessor, from its data folder.';

/** @param reason a whole sentence */
function notLegacy(reason: string): AppError {
  return new AppError('invalid', 'imports.not_legacy', `${reason} ${WHAT_IT_IS}`);
}

export function fileMissing(): AppError {
  return new AppError('not_found', 'imports.file_missing', `There is no such file. ${WHAT_IT_IS}`);
}

export function fileUnreadable(cause: unknown): AppError {
  return new AppError(
    'invalid',
    'imports.file_unreadable',
    'The file may not be read, or there is no room for a copy of it: check its rights and the disk.',
    {},
    cause,
  );
}

export function notAFile(): AppError {
  return notLegacy('This is a folder or a device, not a file.');
}

export function fileEmpty(): AppError {
  return notLegacy('This file is empty.');
}

export function notSqlite(): AppError {
  return notLegacy('This is no SQLite file.');
}

export function ownStore(): AppError {
  return notLegacy('This is a store of Plantline itself, and nothing of it has to be imported.');
}

export function tablesMissing(tables: readonly string[]): AppError {
  return notLegacy(
    `This database was not made by the predecessor: ${tables.join(', ')} ${tables.length === 1 ? 'is' : 'are'} missing or different.`,
  );
}

export function fileDamaged(cause: unknown): AppError {
  return new AppError(
    'invalid',
    'imports.file_damaged',
    'The file is damaged and cannot be read to its end; nothing was imported. Use a copy from a backup, or one that "sqlite3 app.db .recover" made.',
    {},
    cause,
  );
}

export function tableTooLarge(table: string, rows: number, most: number): AppError {
  return new AppError(
    'invalid',
    'imports.too_large',
    `The table ${table} has ${rows} rows, and at most ${most} are taken; nothing was imported.`,
    { table, rows, most },
  );
}

export function fileChanging(): AppError {
  return new AppError(
    'conflict',
    'imports.file_changing',
    'The predecessor is writing to this file all the time: stop it for the import, or import a copy of its app.db.',
  );
}

export function importNotFound(): AppError {
  return new AppError(
    'not_found',
    'imports.not_found',
    'There is no such import, or Plantline was restarted meanwhile: upload the file again.',
  );
}

export function importBusy(): AppError {
  return new AppError(
    'conflict',
    'imports.busy',
    'An import is running. Wait until it has finished.',
  );
}

export function importNotReady(): AppError {
  return new AppError(
    'conflict',
    'imports.not_ready',
    'This import cannot do that now: look at its state again.',
  );
}

export function uploadTooLarge(most: number): AppError {
  return new AppError(
    'invalid',
    'imports.upload_too_large',
    `A file of at most ${Math.floor(most / 2 ** 30)} GB is taken here. Use "plantline import-legacy" on the server for a larger one.`,
    { most },
  );
}

export function pieceTooLarge(most: number): AppError {
  return new AppError(
    'invalid',
    'imports.piece_too_large',
    `A piece of the file has at most ${Math.floor(most / 2 ** 20)} MB: send it in more pieces.`,
    { most },
  );
}

export function uploadOutOfOrder(receivedBytes: number): AppError {
  return new AppError(
    'conflict',
    'imports.upload_out_of_order',
    'This piece of the file does not follow what is here already: go on where the details say.',
    { receivedBytes },
  );
}

export function timeZoneUnknown(): AppError {
  return new AppError(
    'invalid',
    'imports.time_zone_unknown',
    'This is no IANA time zone. Write one such as Asia/Jakarta.',
  );
}

export function userUnknown(username: string): AppError {
  return new AppError(
    'invalid',
    'imports.user_unknown',
    `The file has no user "${username}" to give a role to; correct the name.`,
    { username },
  );
}

/** @param cause what happened while the rows were written */
export function importFailed(cause: unknown): AppError {
  return new AppError(
    'internal',
    'imports.failed',
    'The import stopped on an error. Nothing is half done but the history of messages and the audit log: run it again, and it goes on where it stopped.',
    {},
    cause,
  );
}

export function storeIsBusy(): AppError {
  return new AppError(
    'conflict',
    'imports.store_busy',
    'Others changed the store again and again while the import decided; nothing was imported. Try again in a quieter moment.',
  );
}

export function importStopped(): AppError {
  return new AppError(
    'conflict',
    'imports.stopped',
    'The import was stopped, because Plantline stops. What was brought is whole: import again, and it goes on from there.',
  );
}
