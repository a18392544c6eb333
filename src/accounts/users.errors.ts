import { AppError } from '#sdk';

export function usernameTaken(username: string): AppError {
  return new AppError(
    'conflict',
    'users.username_taken',
    'Another user has this name; choose another.',
    { username },
  );
}

export function usernameInvalid(problem: string): AppError {
  return new AppError(
    'invalid',
    'users.username_invalid',
    `This cannot be a user name: ${problem}`,
    { problem },
  );
}

export function userNotFound(): AppError {
  return new AppError('not_found', 'users.not_found', 'There is no such user.');
}

export function lastAdmin(): AppError {
  return new AppError(
    'conflict',
    'users.last_admin',
    'This is the last active admin, and somebody must be able to look after Plantline; make another admin first.',
  );
}

/** Whoever found a browser open must not be able to keep the account for himself. */
export function ownAccount(): AppError {
  return new AppError(
    'conflict',
    'users.own_account',
    'This is your own account: change its password and its second factor under My account, where your present password is asked for.',
  );
}

export function firstAdminIncomplete(): AppError {
  return new AppError(
    'invalid',
    'users.first_admin_incomplete',
    'PLANTLINE_ADMIN_USERNAME and PLANTLINE_ADMIN_PASSWORD go together; give both or neither.',
  );
}

/** The first admin is made once. */
export function setupDone(): AppError {
  return new AppError('conflict', 'setup.done', 'Plantline is set up already; log in instead.');
}

export function sessionNotFound(): AppError {
  return new AppError(
    'not_found',
    'sessions.not_found',
    'There is no such session; it may have ended by itself.',
  );
}
