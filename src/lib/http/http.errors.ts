import { AppError } from '#sdk';

/** Nobody is signed in, or the request carries nothing that says who it is. */
export function authRequired(): AppError {
  return new AppError('unauthenticated', 'auth.required', 'Log in first.');
}

/** The command line's token is forged, of another installation, or older than its minute. */
export function cliTokenRefused(cause?: unknown): AppError {
  return new AppError(
    'unauthenticated',
    'auth.token_refused',
    'The token is not valid here, or it has expired. Use the data folder of the running Plantline.',
    {},
    cause,
  );
}

/** The signed-in user's role may not do this. */
export function roleTooLow(role: string, needed: string): AppError {
  return new AppError(
    'forbidden',
    'auth.forbidden',
    `This needs the role "${needed}"; you have "${role}". Ask an administrator.`,
    { role, needed },
  );
}

/** A change was asked for from another website's page. */
export function crossOriginRefused(): AppError {
  return new AppError(
    'forbidden',
    'http.cross_origin',
    'Changes are only accepted from Plantline’s own page. Open it at the address in PLANTLINE_PUBLIC_URL.',
  );
}

/** The request is for a host that is not ours, as when another site's page gives its name our address. */
export function hostRefused(): AppError {
  return new AppError(
    'forbidden',
    'http.host_refused',
    'Plantline does not answer under this host name. Open it at localhost or 127.0.0.1 on its own machine, or set PLANTLINE_PUBLIC_URL to the address you use.',
  );
}

/** More log-in tries from one address than a person makes. */
export function tooManyLogins(retryAfterSeconds: number): AppError {
  return new AppError(
    'throttled',
    'auth.too_many_tries',
    'Too many log-in tries from this address. Wait a minute and try again.',
    { retryAfterSeconds },
  );
}

/** No route has this address. */
export function routeNotFound(): AppError {
  return new AppError('not_found', 'http.not_found', 'There is nothing at this address.');
}

export type RequestIssue = { readonly path: string; readonly message: string };

/** The body, the query or the path does not fit the route's schema. */
export function requestInvalid(issues: readonly RequestIssue[]): AppError {
  const first = issues[0];
  const where = first?.path ? `"${first.path}": ` : '';
  return new AppError(
    'invalid',
    'http.invalid_request',
    `The request does not fit: ${where}${first?.message ?? 'unknown field'}`,
    { issues },
  );
}

/** The body is empty, or is not JSON. */
export function bodyNotJson(): AppError {
  return new AppError('invalid', 'http.body_not_json', 'The body must be valid JSON.');
}

/** The body is longer than the server reads. */
export function bodyTooLarge(limitBytes: number): AppError {
  return new AppError(
    'invalid',
    'http.body_too_large',
    `The body may have ${limitBytes} bytes at most.`,
    { limitBytes },
  );
}

/** The body is of a kind no route reads. */
export function mediaTypeUnsupported(): AppError {
  return new AppError(
    'invalid',
    'http.media_type_unsupported',
    'Send the body as application/json.',
  );
}

/** The request cannot be read as HTTP, or its address cannot be decoded. */
export function requestMalformed(): AppError {
  return new AppError('invalid', 'http.malformed', 'The request could not be read.');
}

/** What is shown for everything that was not foreseen; the cause is in the log under the same request id. */
export function unexpected(cause: unknown): AppError {
  return new AppError(
    'internal',
    'internal.unexpected',
    'Something went wrong in Plantline. Try again; if it stays so, give the request id to an administrator.',
    {},
    cause,
  );
}

/** Somebody else changed it after the editor had read it. */
export function changedMeanwhile(updatedAt: string | null): AppError {
  return new AppError(
    'conflict',
    'http.changed_meanwhile',
    'Somebody else changed this after you opened it, so nothing was saved. Load it again and repeat your change.',
    { updatedAt },
  );
}

/** More requests of one user than any person makes. */
export function tooManyRequests(retryAfterSeconds: number): AppError {
  return new AppError(
    'throttled',
    'http.too_many_requests',
    'Too many requests at once. Wait a moment and try again.',
    { retryAfterSeconds },
  );
}
