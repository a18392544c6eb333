import { AppError } from '#sdk';

/** The same for a wrong password and a name nobody has: neither says which names exist. */
export function credentialsWrong(): AppError {
  return new AppError(
    'unauthenticated',
    'auth.credentials_wrong',
    'The user name or the password is wrong; try again.',
  );
}

/** Answered as 423: too many wrong passwords in a row. */
export function accountLocked(until: Date): AppError {
  return new AppError(
    'throttled',
    'auth.locked',
    'Too many wrong passwords in a row; wait until the lock ends, or ask an admin to unlock the account.',
    { lockedUntil: until.toISOString() },
  );
}

export function sessionRequired(): AppError {
  return new AppError('unauthenticated', 'auth.required', 'Log in first.');
}

export function sessionReplaced(): AppError {
  return new AppError(
    'unauthenticated',
    'auth.session_replaced',
    'This session ended because of a newer log-in with the same user name; log in again.',
  );
}

export function sessionExpired(): AppError {
  return new AppError(
    'unauthenticated',
    'auth.session_expired',
    'The session has ended after its time; log in again.',
  );
}

export function currentPasswordWrong(): AppError {
  return new AppError(
    'invalid',
    'auth.current_password_wrong',
    'The present password is wrong; nothing was changed.',
  );
}

export function passwordTooShort(length: number): AppError {
  return new AppError(
    'invalid',
    'users.password_too_short',
    `A password has at least ${length} characters; choose a longer one.`,
    { length },
  );
}

export function passwordTooLong(length: number): AppError {
  return new AppError(
    'invalid',
    'users.password_too_long',
    `A password has at most ${length} characters; choose a shorter one.`,
    { length },
  );
}

export function usernameTaken(username: string): AppError {
  return new AppError(
    'conflict',
    'users.username_taken',
    'Another user has this name; choose another.',
    { username },
  );
}

export function userNotFound(): AppError {
  return new AppError('not_found', 'users.not_found', 'There is no such user.');
}

export function firstAdminIncomplete(): AppError {
  return new AppError(
    'invalid',
    'users.first_admin_incomplete',
    'PLANTLINE_ADMIN_USERNAME and PLANTLINE_ADMIN_PASSWORD go together; give both or neither.',
  );
}
