import type { TextKey } from '../../app/use-texts.ts';
import type { outboxTexts } from '../../texts/outbox.ts';

const STEPS = [
  [30, 'priority.alarm'],
  [20, 'priority.reply'],
  [10, 'priority.manual'],
] as const;

/** How urgent a message is, by the number that the outbox sorts by. */
export function priorityText(priority: number): TextKey<(typeof outboxTexts)['en']> {
  return STEPS.find(([least]) => priority >= least)?.[1] ?? 'priority.bulk';
}
