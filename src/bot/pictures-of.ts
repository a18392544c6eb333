import { trendPicture, type Picture } from '../charts/index.ts';
import type { ReplyContext } from '../replies/index.ts';
import type { Answer } from '../triggers/index.ts';

/** Of a group with more trends nobody looks at the rest. */
const PICTURES_MAX = 10;

/** What is drawn of answers: each trend is a picture. */
export function picturesOf(answers: readonly Answer[], context: ReplyContext): readonly Picture[] {
  return answers
    .flatMap((answer) => (answer.kind === 'trend' ? (trendPicture(answer, context) ?? []) : []))
    .slice(0, PICTURES_MAX);
}
