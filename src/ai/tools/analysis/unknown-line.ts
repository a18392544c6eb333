import type { TimeRange } from '#sdk';
import { durationText, type ReplyContext, type ReplyLine, say } from '../../../replies/index.ts';
import { durationFact } from './span-facts.ts';

/** Less is rounding, or the moment between reading and answering. */
const WORTH_TELLING_MS = 1_000;

/** How much of a range nothing is known of; no line when it is known whole. */
export function unknownLine(
  unknownMs: number,
  source: string,
  tag: string,
  range: TimeRange,
  { language }: ReplyContext,
): readonly ReplyLine[] {
  if (unknownMs < WORTH_TELLING_MS) return [];
  const duration = durationText(unknownMs, language);
  return [
    {
      text: say(language, 'timeUnknown', { duration }),
      facts: [durationFact(source, tag, unknownMs, range)],
    },
  ];
}
