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

export function outgoingMessageNotFound(id: number): AppError {
  return new AppError(
    'not_found',
    'outgoing_messages.not_found',
    'There is no such message in the outbox.',
    { id },
  );
}

export function transportUnknown(kind: string, known: readonly string[]): AppError {
  return new AppError(
    'invalid',
    'outgoing_messages.transport_unknown',
    'There is no such transport; choose one of those in the details, or none.',
    { kind, known },
  );
}

export function nothingReaches(recipient: string): AppError {
  return new AppError(
    'conflict',
    'outgoing_messages.not_reachable',
    'No transport that is ready reaches this address; link WhatsApp first, or correct the address.',
    { recipient },
  );
}

export function notRetryable(status: string): AppError {
  return new AppError(
    'conflict',
    'outgoing_messages.not_retryable',
    'Only a message that failed, expired or was cancelled can be sent again.',
    { status },
  );
}

export function notCancellable(status: string): AppError {
  return new AppError(
    'conflict',
    'outgoing_messages.not_cancellable',
    'Only a message that still waits can be cancelled; this one does not wait any more.',
    { status },
  );
}

export function mediaNotFound(): AppError {
  return new AppError(
    'not_found',
    'media.not_found',
    'There is no such picture or file; it may have been removed for its age.',
  );
}
