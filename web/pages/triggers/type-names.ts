import type { TriggerType } from '../../../src/triggers/triggers.schema.ts';

/** The texts that name the types. */
export const TYPE_NAMES = {
  value: 'typeValue',
  history: 'typeHistory',
  summary: 'typeSummary',
  trend: 'typeTrend',
  query: 'typeQuery',
  text: 'typeText',
} as const satisfies Record<TriggerType, string>;
