import { AppError } from '#sdk';
import { checkFailed } from '../data-sources.errors.ts';

/** What a plugin threw, in words: what is no AppError may hold anything, so nothing of it is said. */
export function toAppError(error: unknown, source: string): AppError {
  if (error instanceof AppError) return error;
  return checkFailed(source, 'its plugin failed; the log says more.');
}
