import { AppError } from '#sdk';

/** A range that is not the grammar's, lies in the future, is too long or runs backwards. */
export function badRange(text: string, problem: string): AppError {
  const shown = text.slice(0, 40);
  return new AppError(
    'invalid',
    'triggers.bad_range',
    `"${shown}" is not a range Plantline can use: write for example 8h, yesterday, since 06:00 or *-1d to *.`,
    { problem },
  );
}

/** A length of time that is not one, or not within what a trigger may ask. */
export function badInterval(text: string): AppError {
  return new AppError(
    'invalid',
    'triggers.bad_interval',
    `"${text.slice(0, 20)}" is not an interval Plantline can use: write for example 30s, 15m, 1h, 1d or 1mo.`,
  );
}
