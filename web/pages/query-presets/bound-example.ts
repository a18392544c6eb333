import { variablesIn } from './variables-in.ts';

export type BoundValue = {
  readonly name: string;
  readonly value: string;
  readonly from: 'fromQuestion' | 'fromRange' | 'fromCount';
};

const HOUR_MS = 3_600_000;
const RANGE_HOURS = 8;
const COUNT = '20';
const KNOWN: Readonly<Record<string, string>> = { tag: 'FIC101', area: 'boiler', unit: 'U1' };

/** What a query is handed for an example of a question. */
export function boundExample(template: string, nowMs: number): readonly BoundValue[] {
  // Whole minutes: what is an example need not move while somebody reads it.
  const end = new Date(Math.floor(nowMs / 60_000) * 60_000);
  const start = new Date(end.getTime() - RANGE_HOURS * HOUR_MS);
  return variablesIn(template).map((name): BoundValue => {
    if (name === 'start') return { name, value: start.toISOString(), from: 'fromRange' };
    if (name === 'end') return { name, value: end.toISOString(), from: 'fromRange' };
    if (name === 'limit') return { name, value: COUNT, from: 'fromCount' };
    return { name, value: KNOWN[name.toLowerCase()] ?? 'A1', from: 'fromQuestion' };
  });
}

/** What somebody would send after the trigger's name for it. */
export function exampleQuestion(bound: readonly BoundValue[]): string {
  const words = bound
    .filter(({ from }) => from === 'fromQuestion')
    .map(({ name, value }) => `${name}=${value}`);
  if (bound.some(({ from }) => from === 'fromRange')) words.push(`${RANGE_HOURS}h`);
  if (bound.some(({ from }) => from === 'fromCount')) words.push(COUNT);
  return words.join(' ');
}
