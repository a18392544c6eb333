import type { AppError } from '#sdk';
import {
  piBadAnswer,
  piForbidden,
  piNotFound,
  piRateLimited,
  piRefused,
  piServerError,
  piTooMuch,
  piUnauthorized,
} from './pi.errors.ts';

/** Wording of MaxReturnedItemsPerCall and of the page limit: `… is greater than the maximum allowed (150000).` */
const TOO_MUCH = /greater than the maximum allowed(?:\s*\((\d+)\))?/i;

/**
 * The error behind a status of PI Web API that is not a success.
 *
 * @param content the answer's body: `{Errors:[…]}`, `{Message}`, a text, or nothing; kept as the cause only, because it
 *   may name servers
 * @param header `WWW-Authenticate` for 401, where known
 */
export function statusError(
  status: number,
  content: unknown,
  header?: string | readonly string[],
): AppError {
  const text = errorText(content);
  const cause = text === '' ? undefined : new Error(text);
  const tooMuch = TOO_MUCH.exec(text);
  if (tooMuch && status >= 400 && status < 500) return tooMuchError(tooMuch[1], cause);
  if (status === 401) return piUnauthorized(schemesOf(header));
  if (status === 403) return piForbidden(cause);
  if (status === 404) return piNotFound('what was asked for', cause);
  if (status === 413 || status === 414) {
    return piTooMuch('The question is too long for the PI server.', undefined, cause);
  }
  if (status === 429) return piRateLimited();
  if (status >= 500) return piServerError(status, cause);
  if (status >= 400) return piRefused(status, cause);
  if (status >= 300) {
    return piBadAnswer(`it redirects elsewhere (HTTP ${status}); check the base URL`, cause);
  }
  return piBadAnswer(`HTTP ${status} is not expected here`, cause);
}

/** The plain text in an error body of PI Web API, which has three forms; at most 500 characters. */
export function errorText(content: unknown): string {
  if (typeof content === 'string') return content.slice(0, 500);
  if (typeof content !== 'object' || content === null) return '';
  if ('Errors' in content && Array.isArray(content.Errors)) {
    return content.Errors.map((error: unknown) => messageOf(error))
      .filter((text) => text !== '')
      .join(' ')
      .slice(0, 500);
  }
  if ('Message' in content && typeof content.Message === 'string') {
    return content.Message.slice(0, 500);
  }
  return '';
}

/** An entry of `Errors`: a text, or in a value `{FieldName, Message:[…]}`. */
function messageOf(error: unknown): string {
  if (typeof error === 'string') return error;
  if (typeof error !== 'object' || error === null || !('Message' in error)) return '';
  return Array.isArray(error.Message) ? error.Message.join(' ') : String(error.Message);
}

/** `Negotiate, Basic realm="x"` → `['Negotiate', 'Basic']`. Each scheme once. */
function schemesOf(header: string | readonly string[] | undefined): readonly string[] {
  const text = typeof header === 'string' ? header : (header ?? []).join(', ');
  const known = text.match(/\b(?:negotiate|ntlm|kerberos|basic|bearer|digest)\b(?!\s*=)/gi) ?? [];
  const written = known.map((scheme) => scheme.charAt(0).toUpperCase() + scheme.slice(1));
  return [...new Set(written)].map((scheme) => (/^ntlm$/i.test(scheme) ? 'NTLM' : scheme));
}

function tooMuchError(limit: string | undefined, cause: unknown): AppError {
  const what = 'That is more than the PI server gives in one answer.';
  return piTooMuch(what, limit === undefined ? undefined : Number(limit), cause);
}
