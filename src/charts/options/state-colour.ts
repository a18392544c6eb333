import { type Theme, nth } from './looks.ts';

/** States that somebody must see, however short they were, in the words that plants use for them. */
const ALARMING =
  /\b(?:trip|tripped|fault|faulted|fail|failed|failure|alarm|emergency|error|gangguan)\b/iu;

/** The colour of a state's band: a tint by its place among the tag's states, a strong one where it is alarming. */
export function stateColour(theme: Theme, name: string, index: number): string {
  return ALARMING.test(name) ? theme.alarmingState : nth(theme.states, index);
}
