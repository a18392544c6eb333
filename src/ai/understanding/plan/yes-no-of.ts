import type { PlantTag } from '../find/plant-tag.ts';
import type { Reading } from '../reading.ts';
import type { Bounds } from '../words/read-condition.ts';
import type { PlannedCalls } from './plan-calls.ts';

/** What is answered with yes or no beside what is found, where that is certain. */
export type YesNo =
  | { readonly kind: 'bound'; readonly bound: Bounds }
  | {
      readonly kind: 'state';
      /** Such as `running`. */
      readonly idea: string;
      /** The tag's own name of it, when it has one. */
      readonly state: string | undefined;
    };

/** Whether the one tag of a question is asked to be in a state or within limits: `is it above 500`, `did it trip`. */
export function yesNoOf(
  reading: Reading,
  planned: Extract<PlannedCalls, { calls: unknown }>,
  tags: readonly PlantTag[],
  { bound, state }: { readonly bound: Bounds | undefined; readonly state: string | undefined },
): YesNo | undefined {
  const { intent, condition, isYesNo, isNegated } = reading;
  if (intent !== undefined || tags.length !== 1 || planned.calls.length !== 1) return undefined;
  // What will be is not certain, whatever a forecast says.
  if (tags.some(({ future }) => future)) return undefined;
  const isNow = ['value', 'value_at'].includes(planned.intent);
  if (bound) {
    const isOver = planned.intent === 'time_in_condition' && isYesNo;
    // `was it not above 600`: over a time, either answer may be meant.
    return isNow || (isOver && !condition?.isNegated) ? { kind: 'bound', bound } : undefined;
  }
  const isOfState = isNow || planned.intent === 'state_history';
  if (reading.state === undefined || isNegated || !isOfState || !isYesNo) {
    return undefined;
  }
  return { kind: 'state', idea: reading.state, state };
}
