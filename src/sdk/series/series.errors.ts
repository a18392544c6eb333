import { AppError } from '../app-error.ts';

export function rangeBackwards(): AppError {
  return new AppError(
    'invalid',
    'series.range_backwards',
    'The range ends before it begins. Give a later end.',
  );
}

export function tooManyBuckets(most: number): AppError {
  return new AppError(
    'invalid',
    'series.too_many_buckets',
    `That range has more than ${most.toLocaleString('en')} buckets. Ask for a shorter range or longer buckets.`,
  );
}

export function badBucket(text: string): AppError {
  return new AppError(
    'invalid',
    'series.bad_bucket',
    `"${text.slice(0, 40)}" is not a length of time. Write it like 15m, 1h, 1d or 1mo.`,
  );
}
