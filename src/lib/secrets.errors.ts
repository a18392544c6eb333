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
