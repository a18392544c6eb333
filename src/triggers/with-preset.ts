import type { StoredQueryPreset } from '../data-sources/index.ts';
import { mergeVariables } from './merge-variables.ts';
import { parseTriggerConfig } from './parse-trigger-config.ts';
import type { StoredTrigger } from './triggers.repository.ts';
import type { TriggerConfig } from './triggers.schema.ts';

/** What a trigger takes from its preset. */
export type Preset = Pick<StoredQueryPreset, 'queryTemplate' | 'variables'>;

/**
 * A stored config, parsed; a query with the text of its preset if it takes it from one, and with every variable that
 * its text names.
 *
 * @param presets by id
 * @throws AppError `triggers.bad_config` when it is not one this version understands
 */
export function withPreset(
  { type, config }: Pick<StoredTrigger, 'type' | 'config'>,
  presets: ReadonlyMap<string, Preset>,
): TriggerConfig {
  const parsed = parseTriggerConfig(type, config);
  if (parsed.type !== 'query') return parsed;
  const preset = parsed.presetId === undefined ? undefined : presets.get(parsed.presetId);
  const query = preset?.queryTemplate ?? parsed.query ?? '';
  return {
    ...parsed,
    query,
    variables: mergeVariables(query, preset?.variables ?? [], parsed.variables),
  };
}
