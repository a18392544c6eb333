import type { Trigger, TriggerType } from '../../../src/triggers/triggers.schema.ts';

/** A trigger's config as it is stored. What this page has no field for stays in it as it is. */
export type Config = Trigger['config'];

const EVERYWHERE = ['description', 'label'];
const OF_TAGS = [...EVERYWHERE, 'template', 'tag', 'tags', 'elements', 'labels', 'digits'];

/** The fields that a type's config has; another type's would be refused. */
const FIELDS_OF: Readonly<Record<TriggerType, readonly string[]>> = {
  value: OF_TAGS,
  history: [...OF_TAGS, 'last', 'range', 'mode', 'interval'],
  summary: [...OF_TAGS, 'statistics', 'range', 'bucket', 'weighting'],
  trend: [...OF_TAGS, 'range', 'limits', 'compareWithBefore'],
  query: [...EVERYWHERE, 'template', 'query', 'presetId', 'variables', 'range', 'maxRows'],
  text: [...EVERYWHERE, 'text'],
};

export const TRIGGER_TYPES = Object.keys(FIELDS_OF) as readonly TriggerType[];

export function isTriggerType(type: string): type is TriggerType {
  return Object.hasOwn(FIELDS_OF, type);
}

/** Whether triggers of this type read tags. */
export function readsTags(type: TriggerType): boolean {
  return FIELDS_OF[type].includes('tags');
}

/** The config with some fields changed; undefined takes a field out. */
export function withChanges(config: Config, changes: Config): Config {
  const next = { ...config, ...changes };
  return Object.fromEntries(Object.entries(next).filter(([, value]) => value !== undefined));
}

/**
 * The config for another type, and what that type does not have. Given back as `aside` when the type is changed again,
 * nothing typed is lost.
 */
export function forType(
  type: TriggerType,
  config: Config,
  aside: Config,
): { readonly config: Config; readonly aside: Config } {
  const ofSomeType = new Set(Object.values(FIELDS_OF).flat());
  const entries = Object.entries({ ...aside, ...config });
  const isKept = ([field]: [string, unknown]) =>
    FIELDS_OF[type].includes(field) || !ofSomeType.has(field);
  return {
    config: Object.fromEntries(entries.filter(isKept)),
    aside: Object.fromEntries(entries.filter((entry) => !isKept(entry))),
  };
}

export function textAt(config: Config, field: string): string {
  const value = config[field];
  return typeof value === 'string' ? value : '';
}

export function numberAt(config: Config, field: string): number | '' {
  const value = config[field];
  return typeof value === 'number' ? value : '';
}

export function listAt(config: Config, field: string): readonly string[] {
  const value = config[field];
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

/** Names by name, such as the labels of tags. */
export function textsAt(config: Config, field: string): Readonly<Record<string, string>> {
  const value = config[field];
  return typeof value === 'object' && value !== null ? (value as Record<string, string>) : {};
}

/** Every tag that is read, one written as `tag` first. */
export function tagsOf(config: Config): readonly string[] {
  const tag = textAt(config, 'tag');
  return [...new Set([...(tag ? [tag] : []), ...listAt(config, 'tags')])];
}
