import { AppError } from '#sdk';

/** The server cannot be reached at all. `reason` is a half sentence without addresses. */
export function apiUnreachable(reason: string, cause?: unknown): AppError {
  return new AppError(
    'upstream',
    'http_json.unreachable',
    `The API cannot be reached: ${reason}. Check that it runs and that its URL is right.`,
    {},
    cause,
  );
}

/** No answer within the time limit, or the caller gave up. */
export function apiTimeout(cause?: unknown): AppError {
  return new AppError(
    'timeout',
    'http_json.timeout',
    'The API did not answer in time. Try again, or ask for less.',
    {},
    cause,
  );
}

/** The server's certificate is not accepted. */
export function apiTls(reason: string, advice: string, cause: unknown): AppError {
  return new AppError(
    'upstream',
    'http_json.tls',
    `The connection to the API is not safe: ${reason}. ${advice}`,
    {},
    cause,
  );
}

/** 401, also with a fresh token. */
export function apiUnauthorized(cause?: unknown): AppError {
  return new AppError(
    'unauthenticated',
    'http_json.unauthorized',
    'The API refused the log-in. Check the method, the user, the key or the token of this source.',
    {},
    cause,
  );
}

/** The token server refused the client. */
export function tokenRefused(status: number, cause?: unknown): AppError {
  return new AppError(
    'unauthenticated',
    'http_json.token_refused',
    `The token server gave no token (HTTP ${status}). Check client ID, client secret and scope of this source.`,
    { status },
    cause,
  );
}

/** The token server's answer holds no usable token. */
export function tokenUnusable(cause?: unknown): AppError {
  return new AppError(
    'unauthenticated',
    'http_json.token_unusable',
    'The token server’s answer holds no bearer token. Check the token URL of this source.',
    {},
    cause,
  );
}

/** The token server itself fails or cannot be reached. `why` is the sentence of its own error. */
export function tokenServerFailed(why: string, cause: AppError): AppError {
  return new AppError(
    'upstream',
    'http_json.token_server_failed',
    `No token for the API was to be had. ${why.replace('The API', 'The token server')}`,
    {},
    cause,
  );
}

export function tokenServerSlow(cause: AppError): AppError {
  return new AppError(
    'timeout',
    'http_json.token_server_slow',
    'The token server did not answer in time, so the API could not be asked. Try again.',
    {},
    cause,
  );
}

export function apiForbidden(cause?: unknown): AppError {
  return new AppError(
    'forbidden',
    'http_json.forbidden',
    'The account of this source may not read this from the API. Ask the API’s administrator for read access.',
    {},
    cause,
  );
}

export function apiNotFound(endpoint: string, cause?: unknown): AppError {
  return new AppError(
    'not_found',
    'http_json.not_found',
    `The API has nothing at the address of "${endpoint}". Check the values asked for, and the endpoint’s path.`,
    { endpoint },
    cause,
  );
}

/** Another 4xx. */
export function apiRefused(endpoint: string, status: number, cause?: unknown): AppError {
  return new AppError(
    'invalid',
    'http_json.refused',
    `The API does not accept this question to "${endpoint}" (HTTP ${status}). Check the values asked for.`,
    { endpoint, status },
    cause,
  );
}

export function apiServerError(status: number, cause?: unknown): AppError {
  return new AppError(
    'upstream',
    'http_json.server_error',
    `The API answered with an error (HTTP ${status}). Try again later.`,
    { status },
    cause,
  );
}

/** 429, or 503 with Retry-After, beyond the time that was left for waiting. */
export function apiRateLimited(retryAfterMs: number): AppError {
  const seconds = Math.max(1, Math.ceil(retryAfterMs / 1000));
  return new AppError(
    'throttled',
    'http_json.rate_limited',
    `The API takes no more requests just now. Try again in ${seconds} s.`,
    { retryAfterMs },
  );
}

/** The answer is not what an API sends. `reason` is a half sentence. */
export function apiBadAnswer(reason: string, cause?: unknown): AppError {
  return new AppError(
    'upstream',
    'http_json.bad_answer',
    `The API sent an answer that cannot be used: ${reason}.`,
    {},
    cause,
  );
}

export function redirectRefused(reason: string): AppError {
  return new AppError(
    'upstream',
    'http_json.redirect_refused',
    `The API sends Plantline on to another address, which is not followed: ${reason}.`,
  );
}

export function pageElsewhere(endpoint: string): AppError {
  return new AppError(
    'upstream',
    'http_json.page_elsewhere',
    `The link to the next page of "${endpoint}" leads away from the base URL’s server, so it is not followed. Use another kind of paging, or have the API’s own address set right.`,
    { endpoint },
  );
}

export function pageTwice(endpoint: string): AppError {
  return new AppError(
    'upstream',
    'http_json.page_twice',
    `The pages of "${endpoint}" go round in a circle, so its rows cannot be trusted. Check the kind of paging.`,
    { endpoint },
  );
}

export function answerTooLarge(limitBytes: number, cause?: unknown): AppError {
  return new AppError(
    'invalid',
    'http_json.too_large',
    `The API’s answer has more than the ${limitBytes.toLocaleString('en')} bytes that this source takes. Ask for less.`,
    { limitBytes },
    cause,
  );
}

/** More values than a question may have, in an order in which the newest ones would be missing. */
export function tooManyValues(tag: string, limit: number): AppError {
  return new AppError(
    'invalid',
    'http_json.too_many_values',
    `${tag} has more than ${limit.toLocaleString('en')} values there. Ask for a shorter range.`,
    { tag, limit },
  );
}

export function sourceClosed(): AppError {
  return new AppError(
    'upstream',
    'http_json.closed',
    'This source was just closed or changed. Ask again.',
  );
}

/** Something of the source's own configuration is wrong: only an administrator can put it right. */
export function badSetting(where: string, what: string, cause?: unknown): AppError {
  return new AppError('internal', 'http_json.config', `${where}: ${what}`, { where }, cause);
}

export function unknownEndpoint(name: string, known: readonly string[]): AppError {
  return new AppError(
    'invalid',
    'http_json.unknown_endpoint',
    `This source has no endpoint "${name.slice(0, 60)}". It has ${known.join(', ')}.`,
    { known },
  );
}

export function questionUnreadable(): AppError {
  return new AppError(
    'invalid',
    'http_json.question_unreadable',
    'A query of this source is the name of an endpoint and perhaps values, such as: workorders status=WAPPR site="{site}".',
  );
}

export function valueMissing(variable: string): AppError {
  return new AppError(
    'invalid',
    'http_json.value_missing',
    `A value for "${variable}" is missing. Give one, such as ${variable}=….`,
    { variable },
  );
}

export function variableUnknown(variable: string, endpoint: string): AppError {
  const isRange = variable === 'start' || variable === 'end';
  return new AppError(
    'invalid',
    'http_json.variable_unknown',
    isRange
      ? `"${endpoint}" cannot be asked for a range of time: its request has no {${variable}}. Ask without one.`
      : `"${endpoint}" takes no "${variable}". Leave it out, or use it in the endpoint’s request.`,
    { variable, endpoint },
  );
}

/** A value that could mean more than itself at its place in the request. */
export function valueRefused(variable: string, allowed: string): AppError {
  return new AppError(
    'invalid',
    'http_json.value_refused',
    `The value for "${variable}" cannot be used here: ${allowed}.`,
    { variable },
  );
}

export function notOneValue(column: string): AppError {
  return new AppError(
    'upstream',
    'http_json.not_one_value',
    `The column "${column}" is a list or an object in the API’s answer. Have its path lead to one field.`,
    { column },
  );
}

export function unknownTag(name: string): AppError {
  return new AppError(
    'not_found',
    'http_json.unknown_tag',
    `This source has no tag ${name.slice(0, 200)}. Check the name.`,
    { name },
  );
}

export function noValue(tag: string, why: string): AppError {
  return new AppError(
    'upstream',
    'http_json.no_value',
    `The API gave no usable value of ${tag}: ${why}.`,
    { tag },
  );
}

export function noHistory(tag: string): AppError {
  return new AppError(
    'invalid',
    'http_json.no_history',
    `${tag} has no history in this source: none of its endpoints takes {start}.`,
    { tag },
  );
}

export function checkFailed(cause: unknown): AppError {
  return new AppError(
    'internal',
    'http_json.check_failed',
    'The check itself failed. Look into the log.',
    {},
    cause,
  );
}
