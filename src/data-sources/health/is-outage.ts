import { AppError } from '#sdk';

/** Whether the source as a whole failed, rather than the question put to it. */
export function isOutage(error: unknown): boolean {
  if (!(error instanceof AppError)) return true;
  return error.kind !== 'invalid' && error.kind !== 'not_found' && error.kind !== 'conflict';
}
