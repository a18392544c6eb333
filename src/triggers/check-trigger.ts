import { checkTriggerConfig, parseTriggerConfig } from './parse-trigger-config.ts';
import type { TriggerToStore } from './triggers.repository.ts';
import type { NewTrigger } from './triggers.schema.ts';

/**
 * A trigger as it may be stored: its config of its type's shape, its ranges, intervals and templates understood.
 * Whatever could go wrong in a chat for being written wrong is refused here.
 *
 * @param timeZone the site's IANA zone, in which the trigger's ranges are tried
 * @throws AppError of kind `invalid` that says which field is wrong and what would be right
 */
export function checkTrigger(
  { name, type, config, dataSourceId, active }: Omit<NewTrigger, 'active'> & { active?: boolean },
  now: Date,
  timeZone: string,
): TriggerToStore {
  const parsed = parseTriggerConfig(type, config);
  checkTriggerConfig(parsed, now, timeZone);
  const { type: _type, ...stored } = parsed;
  return { name, type, config: stored, dataSourceId: dataSourceId ?? null, active: active ?? true };
}
