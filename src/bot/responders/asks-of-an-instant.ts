import { matchAnswer } from '../../grammar/index.ts';
import { readInstant, readTimeRange } from '../../triggers/index.ts';
import type { Question } from '../question.ts';

const ONWARDS = /^(?:since|sejak|from|dari|mulai)\b/iu;

/**
 * Whether a name is followed by one moment: `u1 load yesterday 15:30`. As an argument of a trigger that is everything
 * since then; somebody who asks in plain words wants the value of that moment.
 */
export function asksOfAnInstant({ text, knowledge, now, timeZone }: Question): boolean {
  const said = matchAnswer(text, knowledge.catalogue)?.argumentText ?? '';
  if (said === '' || ONWARDS.test(said) || !readInstant(said, { now, timeZone })) return false;
  const read = readTimeRange(said, { now, timeZone });
  return read.ok && Date.parse(read.range.end) === now.getTime();
}
