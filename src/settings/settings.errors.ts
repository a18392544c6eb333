import { AppError } from '#sdk';

export function settingUnknown(name: string): AppError {
  return new AppError('not_found', 'settings.unknown', 'There is no such setting.', { name });
}

export function settingValueInvalid(name: string, problem: string): AppError {
  return new AppError(
    'invalid',
    'settings.value_invalid',
    `The setting ${name} does not take this value: ${problem}.`,
    { name },
  );
}
