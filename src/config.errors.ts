import { AppError } from '#sdk';

/** @param problem what is wrong, as in "must be a whole number from 0 to 65535" */
export function settingInvalid(variable: string, problem: string): AppError {
  return new AppError(
    'invalid',
    'config.invalid',
    `${variable} ${problem}; correct it and start again.`,
    {
      variable,
    },
  );
}
