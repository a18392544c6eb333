import type { AppError, ParameterValue, Table } from '#sdk';
import {
  type Answer,
  type Language,
  type RunArguments,
  type RunContext,
  type RunnableGroup,
  type RunnableTrigger,
  type TriggerUse,
  runGroup,
  runTrigger,
  triggerUseOf,
} from '../triggers/index.ts';
import type { Picture } from '../charts/index.ts';
import { picturesOf } from './pictures-of.ts';
import { type BuiltReply, groupReply, triggerReply } from '../replies/index.ts';

/** What a name stands for, ready to be run. */
export type Runnable =
  | { readonly kind: 'trigger'; readonly item: RunnableTrigger }
  | { readonly kind: 'group'; readonly item: RunnableGroup };

export interface Ran {
  readonly reply: BuiltReply;
  readonly uses: readonly TriggerUse[];
  /** What it is worded from: one for a trigger, one for each member of a group. */
  readonly answers: readonly Answer[];
  /** What is drawn of it. */
  readonly pictures: readonly Picture[];
  /** Of a query: what the source gave. */
  readonly table?: Table;
  /** Of a query: what was bound to it, by name. */
  readonly bound?: Readonly<Record<string, ParameterValue>>;
  /** Why the source gave no answer. */
  readonly error?: AppError;
}

/**
 * Runs a trigger or a group and words its answer: what the chat says and what the admin page shows are one.
 *
 * @throws AppError of kind `invalid` when the arguments do not fit, or it cannot be run as it is stored
 */
export async function runNamed(
  { kind, item }: Runnable,
  given: RunArguments,
  context: RunContext,
  language: Language,
): Promise<Ran> {
  const { timeZone, now } = context;
  const shown = { language, timeZone, now };
  if (kind === 'group') {
    const answer = await runGroup(item, given, context);
    const uses = answer.members.flatMap((member, index) => {
      const trigger = item.members[index];
      return trigger ? [triggerUseOf(trigger, member)] : [];
    });
    const answers = answer.members;
    const pictures = picturesOf(answers, shown);
    return { reply: groupReply(answer, shown), uses, answers, pictures };
  }
  const answer = await runTrigger(item, given, context);
  return {
    reply: triggerReply(answer, shown),
    uses: [triggerUseOf(item, answer)],
    answers: [answer],
    pictures: picturesOf([answer], shown),
    ...(answer.kind === 'query' && { table: answer.table }),
    ...('bound' in answer && answer.bound && { bound: answer.bound }),
    ...(answer.kind === 'failed' && { error: answer.error }),
  };
}
