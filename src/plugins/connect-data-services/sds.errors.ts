import { AppError } from '#sdk';

export function sdsUnreachable(cause: unknown): AppError {
  return new AppError(
    'upstream',
    'sds.unreachable',
    'CONNECT data services cannot be reached. Check the base URL of this source, and the way to the Internet.',
    {},
    cause,
  );
}

export function sdsTimeout(cause?: unknown): AppError {
  return new AppError(
    'timeout',
    'sds.timeout',
    'CONNECT data services did not answer in time. Try again, or ask for less.',
    {},
    cause,
  );
}

export function sdsTls(cause: unknown): AppError {
  return new AppError(
    'upstream',
    'sds.tls',
    'The certificate of CONNECT data services is not accepted here. Set the CA certificate file if a proxy of yours is in between.',
    {},
    cause,
  );
}

/** The identity service gave no token, or the API refused a new one. */
export function sdsUnauthorized(cause?: unknown): AppError {
  return new AppError(
    'unauthenticated',
    'sds.unauthorized',
    'CONNECT data services refused the log-in. Check client ID and client secret of this source.',
    {},
    cause,
  );
}

export function sdsForbidden(cause?: unknown): AppError {
  return new AppError(
    'forbidden',
    'sds.forbidden',
    'The client of this source may not read this. Ask the tenant’s administrator for a role that may read the streams.',
    {},
    cause,
  );
}

/** `what` is a name the asker or the administrator gave. */
export function sdsNotFound(what: string, cause?: unknown): AppError {
  return new AppError(
    'not_found',
    'sds.not_found',
    `CONNECT data services does not know ${what}. Check the name.`,
    { what },
    cause,
  );
}

export function sdsNoValue(tag: string, why: string): AppError {
  return new AppError(
    'upstream',
    'sds.no_value',
    `CONNECT data services gave no value of ${tag}: ${why}.`,
    { tag },
  );
}

export function sdsRefused(status: number, cause?: unknown): AppError {
  return new AppError(
    'invalid',
    'sds.refused',
    `CONNECT data services does not accept this question (HTTP ${status}). Check the tag and the range.`,
    { status },
    cause,
  );
}

export function sdsServerError(status: number, cause?: unknown): AppError {
  return new AppError(
    'upstream',
    'sds.server_error',
    `CONNECT data services answered with an error (HTTP ${status}). Try again later.`,
    { status },
    cause,
  );
}

export function sdsRateLimited(): AppError {
  return new AppError(
    'throttled',
    'sds.rate_limited',
    'CONNECT data services takes no more requests just now. Try again in a moment.',
  );
}

export function sdsBadAnswer(reason: string, cause?: unknown): AppError {
  return new AppError(
    'upstream',
    'sds.bad_answer',
    `CONNECT data services sent an answer that cannot be used: ${reason}.`,
    {},
    cause,
  );
}

export function sdsTooMuch(what: string): AppError {
  return new AppError('invalid', 'sds.too_much', `${what} Ask for a shorter range or fewer tags.`);
}

/** Between two values of such a stream the later one holds, which these statistics are not made for. */
export function sdsTrailing(tag: string): AppError {
  return new AppError(
    'invalid',
    'sds.trailing',
    `${tag} takes the next value between two, and statistics of that are not computed here. Ask for its values.`,
    { tag },
  );
}

export function sdsConfig(message: string, cause?: unknown): AppError {
  return new AppError('internal', 'sds.config', message, {}, cause);
}

export function sdsClosed(): AppError {
  return new AppError(
    'upstream',
    'sds.closed',
    'This source was just closed or changed. Ask again.',
  );
}

export function sdsCheckFailed(cause: unknown): AppError {
  return new AppError('internal', 'sds.check_failed', 'The check itself failed.', {}, cause);
}
