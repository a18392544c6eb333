import { AppError } from '#sdk';

export function tooManyListeners(): AppError {
  return new AppError(
    'throttled',
    'events.too_many',
    'Too many pages listen already; close some of them. They go on working without being told at once.',
    { retryAfterSeconds: 60 },
  );
}
