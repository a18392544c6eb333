import { AppError } from '#sdk';

export function secretKeyTooWeak(): AppError {
  return new AppError(
    'invalid',
    'secrets.key_too_weak',
    'PLANTLINE_SECRET_KEY must be 32 random bytes as hex or base64, or at least 16 characters; choose a longer one.',
  );
}

export function secretKeyUnreadable(cause?: unknown): AppError {
  return new AppError(
    'internal',
    'secrets.key_unreadable',
    'The file secret.key in the data folder cannot be read or made; check its owner and contents, or restore it from a backup.',
    {},
    cause,
  );
}

export function secretUnreadable(cause: unknown): AppError {
  return new AppError(
    'internal',
    'secrets.wrong_key',
    'A stored secret cannot be decrypted with the present key; put back the key it was stored with, or enter the secret again.',
    {},
    cause,
  );
}

export function keyWasReplaced(isGiven: boolean): AppError {
  const where = isGiven
    ? 'put that one into PLANTLINE_SECRET_KEY (secret.key.new in the data folder, unless it was given)'
    : 'put that one back as secret.key in the data folder';
  return new AppError(
    'conflict',
    'secrets.key_was_replaced',
    `This store was given another key by plantline rotate-key: ${where}.`,
  );
}

export function plantlineRuns(holder: string): AppError {
  return new AppError(
    'conflict',
    'secrets.plantline_runs',
    `A Plantline uses this store (${holder}): stop it first. If it was killed on another machine, wait a minute.`,
    { holder },
  );
}

export function noKeyYet(): AppError {
  return new AppError(
    'not_found',
    'secrets.no_key',
    'There is no key in the data folder: check PLANTLINE_DATA_DIR, or put secret.key back from a backup.',
  );
}

export function newKeyUnusable(): AppError {
  return new AppError(
    'invalid',
    'secrets.new_key_unusable',
    'The new key must be another than the present one: 32 random bytes as hex or base64, or at least 16 characters.',
  );
}
