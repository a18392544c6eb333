import type { ValueAnswer } from '../triggers/index.ts';
import type { ReplyContext } from './built-reply.ts';
import { bold } from './message-text.ts';
import { alignLabel, hang, labelWidth } from './label-column.ts';
import type { ReplyLine } from './paginate.ts';
import { shortNames } from './short-names.ts';
import { valueChunks } from './value-chunks.ts';

/** Longer tag names are shortened to what tells them apart. */
const NAME_LENGTH_MAX = 16;

/** One line for each tag of a trigger: its short name and its value, or why there is none. */
export function valueLines(answer: ValueAnswer, context: ReplyContext): readonly ReplyLine[] {
  const { outcomes } = answer;
  const names = outcomes.map((outcome) => (outcome.ok ? outcome.tag.name : outcome.name));
  const labels = shortNames(names, answer.labels, NAME_LENGTH_MAX);
  const shown = outcomes.map((outcome) => valueChunks(outcome, answer, context));
  const width = labelWidth(
    labels.map((label, index) => alignLabel(label, shown[index]?.isOk ?? true)),
  );
  return shown.map(({ chunks, facts, isOk }, index) => {
    const [value = '', ...notes] = chunks;
    const text = isOk ? [bold(value), ...notes] : chunks;
    return { text: hang(alignLabel(labels[index] ?? '', isOk), width, text), facts };
  });
}
