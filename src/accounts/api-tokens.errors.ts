import { AppError } from '#sdk';

export function apiTokenNotFound(): AppError {
  return new AppError('not_found', 'api_tokens.not_found', 'There is no such API token.');
}

export function apiTokenNameTaken(name: string): AppError {
  return new AppError(
    'conflict',
    'api_tokens.name_taken',
    'Another API token has this name, by which the log tells them apart; choose another.',
    { name },
  );
}

/** Unknown, revoked or expired: who holds it need not know which. */
export function apiTokenRefused(): AppError {
  return new AppError(
    'unauthenticated',
    'auth.api_token_refused',
    'This API token is not valid, was revoked or has expired; ask an admin for a new one.',
  );
}
