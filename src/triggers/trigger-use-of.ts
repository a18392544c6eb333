import type { AppError } from '#sdk';
import type { Answer } from './answer.ts';
import type { RunnableTrigger } from './run-context.ts';
import type { TriggerUse } from './trigger-usage.repository.ts';

/** That a trigger was asked: `answered` when there was anything to show, else the first error that was told. */
export function triggerUseOf(
  { id: triggerId, config }: RunnableTrigger,
  answer: Answer,
): TriggerUse {
  const presetId = config.type === 'query' ? config.presetId : undefined;
  return { triggerId, outcome: outcomeOf(answer), ...(presetId !== undefined && { presetId }) };
}

function outcomeOf(answer: Answer): string {
  if (answer.kind === 'failed') return answer.error.code;
  if (!('outcomes' in answer)) return 'answered';
  const outcomes: readonly ({ ok: true } | { ok: false; error: AppError })[] = answer.outcomes;
  const [first] = outcomes;
  return first && !first.ok && outcomes.every(({ ok }) => !ok) ? first.error.code : 'answered';
}
