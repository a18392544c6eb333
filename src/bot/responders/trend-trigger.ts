import { type RunnableTrigger, TriggerConfig } from '../../triggers/index.ts';

/** Over which time a trend is drawn when nobody says. */
const DEFAULT_TREND = '8h';

/** A trigger that draws these tags, as if an admin had made it. */
export function trendTrigger(
  trigger: Pick<RunnableTrigger, 'id' | 'name' | 'dataSourceId'>,
  shown: { readonly tags: readonly string[]; readonly elements?: readonly string[] } & object,
): RunnableTrigger {
  const config = TriggerConfig.parse({ ...shown, type: 'trend', range: DEFAULT_TREND });
  return { ...trigger, config };
}
