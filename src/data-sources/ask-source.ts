import { AppError } from '#sdk';
import { withTimeLimit } from '../lib/with-time-limit.ts';
import { cannotAnswer } from './data-sources.errors.ts';
import type { Source } from './watch-source.ts';

/** As in the chat: longer nobody waits for an answer. */
const ANSWER_WITHIN_MS = 9_500;

/**
 * Puts a question to a source for somebody who is signed in here. That the plant's system refuses Plantline's own
 * log-in, or that its settings are wrong, must not be taken for an error of the caller's session or of Plantline.
 */
export async function askSource<T>(
  source: Source,
  question: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  try {
    return await withTimeLimit(ANSWER_WITHIN_MS, undefined, question);
  } catch (error) {
    throw error instanceof AppError ? ofTheSource(source, error) : error;
  }
}

/** The same error, unless its kind says something of the caller that is meant of Plantline. */
export function ofTheSource({ name }: Source, error: AppError): AppError {
  switch (error.kind) {
    case 'unauthenticated':
    case 'forbidden':
    case 'internal':
      return cannotAnswer(name, error);
    case 'invalid':
    case 'not_found':
    case 'conflict':
    case 'throttled':
    case 'upstream':
    case 'timeout':
      return error;
  }
}
