import { AppError } from '#sdk';

/** The server cannot be reached at all: refused, no such host, no route, or the connection broke before an answer. */
export function piUnreachable(cause: unknown): AppError {
  const reason = reachReason(codeOf(cause));
  return new AppError(
    'upstream',
    'pi.unreachable',
    `The PI server cannot be reached: ${reason}. Check that it runs and that the base URL is right.`,
    {},
    cause,
  );
}

/** No answer within the time limit, or the caller gave up. */
export function piTimeout(timeoutMs?: number): AppError {
  const within = timeoutMs === undefined ? 'in time' : `within ${timeoutMs / 1000} s`;
  return new AppError(
    'timeout',
    'pi.timeout',
    `The PI server did not answer ${within}. Try again, or ask for less.`,
  );
}

/** 401. `schemes` are those of the server's WWW-Authenticate, such as `Negotiate` and `Basic`. */
export function piUnauthorized(schemes: readonly string[]): AppError {
  const offer =
    schemes.length === 0
      ? 'It names no log-in method.'
      : `It accepts ${schemes.join(' and ')} (WWW-Authenticate).`;
  return new AppError(
    'unauthenticated',
    'pi.unauthorized',
    `The PI server refused the log-in. ${offer} Check the method, the user and the password of this source.`,
    { schemes },
  );
}

export function piForbidden(cause?: unknown): AppError {
  return new AppError(
    'forbidden',
    'pi.forbidden',
    'The PI account of this source may not read this. Ask the PI administrator for read access.',
    {},
    cause,
  );
}

/** `what` is a name the asker gave, never a path of the server. */
export function piNotFound(what: string, cause?: unknown): AppError {
  return new AppError(
    'not_found',
    'pi.not_found',
    `PI does not know ${what}. Check the name.`,
    { what },
    cause,
  );
}

/** 404 where every PI Web API answers: the base URL leads somewhere else. */
export function piWrongAddress(cause?: unknown): AppError {
  return new AppError(
    'upstream',
    'pi.wrong_address',
    'There is no PI Web API at the base URL, which normally ends in /piwebapi. Correct it.',
    {},
    cause,
  );
}

/** The log-in works, and shows no point at all. */
export function piNothingReadable(): AppError {
  return new AppError(
    'forbidden',
    'pi.forbidden',
    'The PI account of this source sees no points. Ask the PI administrator for read access.',
  );
}

/** 429, or 503 with Retry-After, beyond the time that was left for waiting. */
export function piRateLimited(retryAfterMs?: number): AppError {
  const when =
    retryAfterMs === undefined ? 'Try again later.' : `Try again in ${seconds(retryAfterMs)} s.`;
  return new AppError(
    'throttled',
    'pi.rate_limited',
    `The PI server takes no more requests just now. ${when}`,
    retryAfterMs === undefined ? {} : { retryAfterMs },
  );
}

export function piServerError(status: number, cause?: unknown): AppError {
  const reason =
    status === 502
      ? 'the PI Web API cannot reach the PI Data Archive behind it'
      : status === 503
        ? 'the PI Web API is not available just now'
        : 'the PI Web API failed';
  return new AppError(
    'upstream',
    'pi.server_error',
    `The PI server answered with an error (HTTP ${status}): ${reason}. Try again later.`,
    { status },
    cause,
  );
}

/** The answer is not what a PI server sends: broken JSON, half a body, a log-in page, a redirect. */
export function piBadAnswer(reason: string, cause?: unknown): AppError {
  return new AppError(
    'upstream',
    'pi.bad_answer',
    `The PI server sent an answer that cannot be used: ${reason}.`,
    {},
    cause,
  );
}

/** The server's certificate is not accepted. */
export function piTls(reason: string, advice: string, cause: unknown): AppError {
  return new AppError(
    'upstream',
    'pi.tls',
    `The connection to the PI server is not safe: ${reason}. ${advice}`,
    {},
    cause,
  );
}

/** More than the server or this source allows in one answer. `limit` is the number of items allowed, when it was said. */
export function piTooMuch(what: string, limit?: number, cause?: unknown): AppError {
  return new AppError(
    'invalid',
    'pi.too_much',
    `${what} Ask for a shorter range or fewer tags.`,
    limit === undefined ? {} : { limit },
    cause,
  );
}

/** 400 or 409: the server understood the request and does not do it for this tag. */
export function piRefused(status: number, cause?: unknown): AppError {
  return new AppError(
    'invalid',
    'pi.refused',
    `The PI server does not accept this question (HTTP ${status}). Check the tag and the time range.`,
    { status },
    cause,
  );
}

/** The server answered for other tags, but gave an error in place of this one's value. */
export function piNoValue(tag: string, cause?: unknown): AppError {
  return new AppError(
    'upstream',
    'pi.no_value',
    `PI could not give a value of ${tag}. Check the tag in PI.`,
    { tag },
    cause,
  );
}

/** Nothing to ask for events: PI keeps them in AF. */
export function piNoEvents(): AppError {
  return new AppError(
    'invalid',
    'pi.no_events',
    'The PI Web API shows no AF database to this account, so there are no events. Ask the PI administrator for read access.',
  );
}

/** Something of the source's own configuration is missing or wrong: only an admin, who finds it in the log, can put it right. */
export function piConfig(message: string, details: Record<string, unknown> = {}): AppError {
  return new AppError('internal', 'pi.config', message, details);
}

/** Whether it is the CA file that cannot be read, so that the check can say it of the TLS step. */
export function isAboutCaFile({ code, details }: AppError): boolean {
  return code === 'pi.config' && details['field'] === 'caFile';
}

/** The question itself makes no sense to PI; `message` says what would. */
export function piInvalidQuestion(message: string): AppError {
  return new AppError('invalid', 'pi.invalid_question', message);
}

/** Plantline only reads plant systems, so what could write never leaves it, whoever asks. */
export function piOnlyReads(): AppError {
  return new AppError(
    'invalid',
    'pi.only_reads',
    'Plantline only reads from PI: give a batch whose every part has the method GET.',
  );
}

export function piClosed(): AppError {
  return new AppError(
    'upstream',
    'pi.closed',
    'This PI source was just closed or changed. Ask again.',
  );
}

export function piKerberosMissing(cause: unknown): AppError {
  return new AppError(
    'unauthenticated',
    'pi.kerberos_missing',
    'Kerberos log-in needs the npm package "kerberos" beside Plantline: install it, or choose basic or bearer.',
    {},
    cause,
  );
}

export function piKerberosFailed(cause: unknown): AppError {
  return new AppError(
    'unauthenticated',
    'pi.kerberos_failed',
    'No Kerberos ticket for the PI server: check the service principal name and that this machine has a valid ticket.',
    {},
    cause,
  );
}

const REACH_REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there (connection refused)',
  ENOTFOUND: 'its name is not known',
  EAI_AGAIN: 'its name cannot be looked up just now',
  EHOSTUNREACH: 'there is no route to it',
  ENETUNREACH: 'there is no route to it',
  ECONNRESET: 'it dropped the connection',
  EPIPE: 'it dropped the connection',
  UND_ERR_SOCKET: 'it dropped the connection',
  UND_ERR_CONNECT_TIMEOUT: 'it does not answer',
  ETIMEDOUT: 'it does not answer',
};

function reachReason(code: string): string {
  return REACH_REASONS[code] ?? 'the connection failed';
}

/** The machine code of a system or undici error; empty when it has none. */
export function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return '';
  return typeof error.code === 'string' ? error.code : '';
}

function seconds(ms: number): string {
  return String(Math.max(1, Math.ceil(ms / 1000)));
}

export function piCheckFailed(cause: unknown): AppError {
  return new AppError('internal', 'pi.check_failed', 'The check itself failed.', {}, cause);
}
