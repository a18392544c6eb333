import { AppError } from '#sdk';

export function sendTimedOut(): AppError {
  return new AppError(
    'timeout',
    'outbox.send_timeout',
    'The network did not take the message in time; it will be tried again.',
  );
}
