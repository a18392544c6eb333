import type { Decided } from './create-decide.ts';

/** What became of a message, in few words: for whoever counts them. */
export type DealtWith = {
  readonly outcome: 'answered' | 'failed' | 'not_understood' | 'refused' | 'spam';
  /** From its arrival to its answer being kept; undefined when that was before a start. */
  readonly ms: number | undefined;
};

export function toDealtWith({ isSpam, outcome, arrivedAtMs }: Decided): DealtWith {
  return {
    outcome: isSpam ? 'spam' : outcomeOf(outcome),
    ms: arrivedAtMs === undefined ? undefined : performance.now() - arrivedAtMs,
  };
}

/** An answer that only says why there is no value is a failure, also where its words are kind. */
function outcomeOf({ rule, uses = [] }: Decided['outcome']): DealtWith['outcome'] {
  if (rule === 'ai.plain.refused') return 'refused';
  if (rule === 'ai.plain.unknown') return 'not_understood';
  if (rule === 'ai.plain.failed') return 'failed';
  if (rule === 'blocked' || rule === 'not_allowed' || rule.startsWith('access.')) return 'refused';
  if (rule === 'not_understood') return 'not_understood';
  const isEmpty = uses.length > 0 && uses.every((use) => use.outcome !== 'answered');
  return rule === 'failed' || (isEmpty && rule !== 'bad_arguments') ? 'failed' : 'answered';
}
