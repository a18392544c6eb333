import { AppError } from '#sdk';

export function settingNotFound(name: string): AppError {
  return new AppError(
    'not_found',
    'settings.not_found',
    'There is no such setting; the list of settings names them all.',
    { name: name.slice(0, 200) },
  );
}

export function settingValueInvalid(name: string, problem: string): AppError {
  return new AppError(
    'invalid',
    'settings.value_invalid',
    `The setting ${name} does not take this value: ${problem}.`,
    { name },
  );
}
