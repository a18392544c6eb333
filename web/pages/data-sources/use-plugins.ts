import type { Plugins } from '../../../src/data-sources/data-sources.schema.ts';
import { useAnswer } from '../../lib/use-answer.ts';
import type { JsonSchema } from '../../ui/schema-form/json-schema.ts';

type Plugin = Omit<Plugins['items'][number], 'configSchema'> & {
  readonly configSchema: JsonSchema;
};

/** The kinds of data source that this build has; they stay the same while the server runs. */
export function usePlugins() {
  return useAnswer<{ readonly items: readonly Plugin[] }>('/plugins');
}
