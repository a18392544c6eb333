import type { Trigger, TriggerType } from '../../../src/triggers/triggers.schema.ts';
import type { Config } from './trigger-config.ts';
import { isTriggerType } from './trigger-config.ts';

/** A trigger as the editor holds it. */
export type TriggerValues = {
  readonly name: string;
  readonly type: TriggerType;
  readonly dataSourceId: string | null;
  readonly active: boolean;
  readonly config: Config;
};

/** What a new trigger begins with. */
export type Prefill = Partial<TriggerValues>;

export function toValues(row: Trigger | undefined, prefill: Prefill = {}): TriggerValues {
  if (!row) {
    return { name: '', type: 'value', dataSourceId: null, active: true, config: {}, ...prefill };
  }
  const { name, type, dataSourceId, active, config } = row;
  return { name, type: isTriggerType(type) ? type : 'value', dataSourceId, active, config };
}

export function toBody({ type, dataSourceId, ...values }: TriggerValues) {
  return { ...values, type, dataSourceId: type === 'text' ? null : dataSourceId };
}
