import { AppError } from '#sdk';

export function sendTimedOut(): AppError {
  return new AppError(
    'timeout',
    'outbox.send_timeout',
    'The network did not take the message in time; it will be tried again.',
  );
}

export function transportNotConnected(kind: string | null): AppError {
  return new AppError(
    'upstream',
    'transports.not_connected',
    `The transport "${kind ?? ''}" is not connected; the message waits until it is.`,
  );
}
