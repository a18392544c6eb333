import { z } from 'zod';
import type { Executor } from '../db/index.ts';
import { meaningKey, readMeaning } from './meaning.ts';
import { recordTagChoice } from './tag-choices.repository.ts';

/** A tag that somebody chose after being asked which was meant by words. */
export const ChosenTag = z.object({ words: z.string(), sourceId: z.string(), tag: z.string() });
export type ChosenTag = z.infer<typeof ChosenTag>;

/** Remembers a choice: it raises the tag for the same words, whoever says them next. */
export async function recordChosenTag(
  tx: Executor,
  { words, sourceId, tag }: ChosenTag,
  at: Date,
): Promise<void> {
  const wordsKey = meaningKey(readMeaning(words));
  if (wordsKey !== '') await recordTagChoice(tx, { wordsKey, sourceId, tag }, at);
}
