import type { Source } from '../data-sources/index.ts';
import type { RunnableTrigger } from './run-context.ts';
import type { TriggerConfig } from './triggers.schema.ts';

/** What the answer of any trigger carries besides its data. */
export function named({ name, config }: RunnableTrigger) {
  return {
    name,
    description: config.description,
    label: config.label,
    template: config.type === 'text' ? undefined : config.template,
  };
}

/** The same for one that is about tags. */
export function tagged(trigger: RunnableTrigger, source: Source) {
  return { ...named(trigger), ...shownAs(trigger.config), source: source.name };
}

/** How the tags of a config are named and rounded. */
export function shownAs(config: TriggerConfig) {
  if (config.type === 'text' || config.type === 'query') return {};
  return { digits: config.digits, labels: config.labels };
}
