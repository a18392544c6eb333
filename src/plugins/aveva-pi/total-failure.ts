import type { AppError } from '#sdk';
import { piBadAnswer } from './pi-web-api/index.ts';

/** A tag's part of an answer. */
export type Part = { readonly ok: boolean; readonly error?: AppError };

/** Errors of the source rather than of a tag: when all tags have one, the question as a whole has failed. */
const SOURCE_CODES = new Set([
  'pi.server_error',
  'pi.rate_limited',
  'pi.timeout',
  'pi.unreachable',
  'pi.unauthorized',
  'pi.forbidden',
  'pi.tls',
  'pi.bad_answer',
  'pi.wrong_address',
  'pi.config',
  'pi.closed',
  'pi.kerberos_missing',
  'pi.kerberos_failed',
  'outbound.address_refused',
  'outbound.private_refused',
]);

/**
 * Throws the error of a question in which every tag failed through no fault of its own: the source as a whole did not
 * answer, and whoever asked is told so once.
 */
export function refuseTotalFailure(parts: readonly Part[]): void {
  const errors = parts.flatMap(({ error }) => (error ? [error] : []));
  const [first] = errors;
  if (!first || errors.length < parts.length) return;
  if (errors.every(({ code }) => SOURCE_CODES.has(code))) throw first;
  // Points that PI lists and streams it knows nothing of, all of them: the server is at fault, not the names.
  if (errors.length > 1 && errors.every(({ code }) => code === 'pi.not_found')) {
    throw piBadAnswer('it lists the tags and knows nothing of their values', first);
  }
}
