import { parseTriggerConfig } from './parse-trigger-config.ts';
import type { StoredTrigger } from './triggers.repository.ts';
import type { TriggerConfig } from './triggers.schema.ts';

/**
 * A stored config, parsed, with the text of its preset if it takes it from one.
 *
 * @param templates of the presets, by id
 * @throws AppError `triggers.bad_config` when it is not one this version understands
 */
export function withPreset(
  { type, config }: Pick<StoredTrigger, 'type' | 'config'>,
  templates: ReadonlyMap<string, string>,
): TriggerConfig {
  const parsed = parseTriggerConfig(type, config);
  if (parsed.type !== 'query' || parsed.presetId === undefined) return parsed;
  return { ...parsed, query: templates.get(parsed.presetId) ?? '' };
}
