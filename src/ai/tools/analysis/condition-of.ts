import type { Reading, TagInfo } from '#sdk';
import type { Condition } from '../tool-inputs.ts';
import { matchState } from './match-state.ts';

/** Whether a value stays until the next: whatever is no number, and numbers that move in steps. */
export function holdsValues({ step, valueType }: TagInfo): boolean {
  return step || valueType !== 'number';
}

/** The condition with the state by the name that the tag has for it. */
export function withState(condition: Condition, readings: readonly Reading[]): Condition {
  const { equals } = condition;
  if (equals === undefined) return condition;
  const states = new Set(readings.map(({ value }) => String(value)));
  return { ...condition, equals: matchState(equals, [...states]) ?? equals };
}
