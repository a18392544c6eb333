import { AppError } from '#sdk';

export function sendTimedOut(): AppError {
  return new AppError(
    'timeout',
    'outbox.send_timeout',
    'The network did not take the message in time; it will be tried again.',
  );
}

/** A picture is not drawn a second time: what cannot be drawn now could not be drawn later, and others wait behind it. */
export function pictureNotDrawn(cause?: unknown): AppError {
  return new AppError(
    'invalid',
    'outbox.picture_not_drawn',
    'The picture could not be drawn; its text was sent. Send it again to try once more.',
    {},
    cause,
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

export function mediaUnknown(ids: readonly string[]): AppError {
  return new AppError(
    'invalid',
    'outgoing_messages.media_unknown',
    'There are no such pictures or files; upload them first, then send the message.',
    { ids },
  );
}

export function mediaTooLarge(maxBytes: number): AppError {
  return new AppError(
    'invalid',
    'media.too_large',
    `The file is larger than ${Math.floor(maxBytes / 2 ** 20)} MB; send a smaller one.`,
    { maxBytes },
  );
}

export function mediaTypeUnsupported(known: readonly string[]): AppError {
  return new AppError(
    'invalid',
    'media.type_unsupported',
    'Files of this kind are not sent; send a picture, a PDF, an Excel sheet or a text.',
    { known },
  );
}

export function mediaNotWhatItSays(mimeType: string): AppError {
  return new AppError(
    'invalid',
    'media.content_mismatch',
    'The file is not of the kind it says it is; check what was chosen, and send it again.',
    { mimeType },
  );
}
