import type { TriggerType } from '../../../src/triggers/triggers.schema.ts';

const EVERYWHERE = ['name', 'description', 'source', 'rows'] as const;
const OF_A_READING = ['value', 'unit', 'time', 'age', 'quality'] as const;
const OF_A_RANGE = ['start', 'end'] as const;

export const STATISTICS = [
  'average',
  'minimum',
  'maximum',
  'range',
  'total',
  'count',
  'percentGood',
] as const;
export type StatisticName = (typeof STATISTICS)[number];

export type PlaceholderName =
  | (typeof EVERYWHERE)[number]
  | (typeof OF_A_READING)[number]
  | (typeof OF_A_RANGE)[number]
  | StatisticName;

/** What a template of each type may name, in braces. The server refuses every other. */
export const PLACEHOLDERS: Readonly<Record<TriggerType, readonly PlaceholderName[]>> = {
  value: [...OF_A_READING, ...EVERYWHERE],
  history: [...OF_A_READING, ...OF_A_RANGE, 'count', ...EVERYWHERE],
  summary: [...STATISTICS, 'unit', ...OF_A_RANGE, ...EVERYWHERE],
  trend: [...OF_A_READING, 'minimum', 'maximum', ...OF_A_RANGE, ...EVERYWHERE],
  query: ['count', ...OF_A_RANGE, ...EVERYWHERE],
  text: [],
};
