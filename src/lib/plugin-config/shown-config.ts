import { takeFrom } from './config-paths.ts';
import { type Configurable, secretFieldsOf, unknownFieldsOf } from './config-schema.ts';

/**
 * A config without its secrets. What the plugin does not know is left out too: only of known fields it is certain that
 * they are none.
 */
export function shownConfig(
  config: Readonly<Record<string, unknown>>,
  plugin: Configurable | undefined,
): Record<string, unknown> {
  if (!plugin || typeof config !== 'object') return {};
  const shown = structuredClone(config) as Record<string, unknown>;
  for (const path of [...secretFieldsOf(plugin), ...unknownFieldsOf(plugin, config)]) {
    takeFrom(shown, path);
  }
  return shown;
}
