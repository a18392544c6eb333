import { AppError } from '#sdk';

export function backupThere(file: string): AppError {
  return new AppError(
    'conflict',
    'backup.file_there',
    `There is a file ${file} already; choose another name.`,
  );
}

export function backupNotWritten(cause: unknown): AppError {
  return new AppError(
    'internal',
    'backup.not_written',
    'The backup could not be written; check that its folder exists, is yours and has room.',
    {},
    cause,
  );
}

export function backupUnreadable(cause?: unknown): AppError {
  return new AppError(
    'invalid',
    'backup.unreadable',
    'This file is no backup of Plantline, or it is damaged; take another one.',
    {},
    cause,
  );
}

export function backupIncomplete(cause?: unknown): AppError {
  return new AppError(
    'invalid',
    'backup.incomplete',
    'This backup ends too early or was changed, so nothing of it was restored; take another one.',
    {},
    cause,
  );
}

export function backupIsNewer(version: string): AppError {
  return new AppError(
    'conflict',
    'backup.is_newer',
    `This backup was made by Plantline ${version}, which is newer; restore it with that version.`,
  );
}

export function nothingToBackUp(): AppError {
  return new AppError(
    'not_found',
    'backup.nothing_there',
    'There is no store to back up; check PLANTLINE_DATA_DIR and PLANTLINE_DATABASE_URL.',
  );
}

export function storeNotEmpty(): AppError {
  return new AppError(
    'conflict',
    'backup.store_not_empty',
    'There is a store already, and a backup is only restored into an empty one: name another PLANTLINE_DATA_DIR or PLANTLINE_DATABASE_URL, or move the old one away.',
  );
}

export function keyMissing(): AppError {
  return new AppError(
    'not_found',
    'backup.key_missing',
    'The key is missing: put the secret.key of the backed up Plantline into the data folder first, or set its PLANTLINE_SECRET_KEY.',
  );
}

export function keyIsAnother(): AppError {
  return new AppError(
    'conflict',
    'backup.key_is_another',
    'This backup was made with another key, so its passwords could not be read: use the secret.key or PLANTLINE_SECRET_KEY of the backed up Plantline.',
  );
}
