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

export function codeRequired(): AppError {
  return new AppError(
    'unauthenticated',
    'auth.code_required',
    'Give the code of your authenticator app too, or one of your recovery codes.',
  );
}

export function codeWrong(): AppError {
  return new AppError(
    'unauthenticated',
    'auth.code_wrong',
    'The code is wrong or was used before; wait for the next one and try again.',
  );
}

/** More passwords are waiting to be checked than can be checked soon. */
export function tooManyChecks(): AppError {
  return new AppError(
    'throttled',
    'auth.busy',
    'Many people are logging in at once; wait a few seconds and try again.',
    { retryAfterSeconds: 5 },
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

export function sessionEnded(): AppError {
  return new AppError(
    'unauthenticated',
    'auth.session_ended',
    'An admin ended this session; log in again, or ask an admin when that does not work.',
  );
}

export function currentPasswordWrong(): AppError {
  return new AppError(
    'invalid',
    'auth.current_password_wrong',
    'The present password is wrong; nothing was changed.',
  );
}

export function secondFactorOn(): AppError {
  return new AppError(
    'conflict',
    'auth.second_factor_on',
    'A second factor is on already; turn it off before you set up another.',
  );
}

export function secondFactorOff(): AppError {
  return new AppError(
    'conflict',
    'auth.second_factor_off',
    'No second factor is on, so there is none to turn off.',
  );
}

export function secondFactorNotBegun(): AppError {
  return new AppError(
    'conflict',
    'auth.second_factor_not_begun',
    'Begin to set up the second factor first, then give a code of the authenticator app.',
  );
}
