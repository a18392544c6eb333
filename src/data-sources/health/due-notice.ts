import type { SourceTrouble } from './source-troubles.repository.ts';

/** A source that comes and goes is worth one pair of messages in this time. */
const PAIR_EVERY_MS = 15 * 60_000;

/** What administrators are to be told of a source now, if anything. Pure. */
export function dueNotice(
  { isOver, isTold, toldAt }: Pick<SourceTrouble, 'isOver' | 'isTold' | 'toldAt'>,
  now: Date,
): 'gone' | 'back' | undefined {
  // Who was not told that it had gone need not hear that it is back.
  if (isOver) return isTold ? 'back' : undefined;
  if (isTold) return undefined;
  const agoMs = toldAt ? now.getTime() - toldAt.getTime() : PAIR_EVERY_MS;
  return agoMs >= PAIR_EVERY_MS || agoMs < 0 ? 'gone' : undefined;
}
