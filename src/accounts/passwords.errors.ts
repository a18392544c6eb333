import { AppError } from '#sdk';

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

export function passwordCommon(): AppError {
  return new AppError(
    'invalid',
    'users.password_common',
    'This password is one of those that are guessed first; choose another, for example three or four words of your own.',
  );
}

export function passwordOwnName(): AppError {
  return new AppError(
    'invalid',
    'users.password_own_name',
    'This password is little more than the name of its user or of Plantline; choose another, for example three or four words of your own.',
  );
}
