import {
  type Answer,
  type RunArguments,
  type TriggerConfig,
  runTrigger,
} from '../../triggers/index.ts';
import { type ResolvedTag, tagsBySource } from './resolve-tags.ts';
import type { ToolAsking } from './tool.ts';

/**
 * Asks tags as if there were a trigger for them: one answer for each source, all at once. A source that fails is an
 * answer.
 *
 * @throws AppError of kind `invalid` when a source cannot be asked this
 */
export async function askTags(
  resolved: readonly ResolvedTag[],
  configOf: (selection: { tags: string[]; elements: string[] }) => TriggerConfig,
  given: RunArguments,
  asking: ToolAsking,
): Promise<readonly Answer[]> {
  const { sources, now, timeZone, signal } = asking;
  return await Promise.all(
    tagsBySource(resolved).map(async ([source, tags]) => {
      const trigger = {
        id: `tags:${source.id}`,
        name: tags.join(', '),
        dataSourceId: source.id,
        config: configOf({ tags: [...tags], elements: [] }),
      };
      return await runTrigger(trigger, given, { sources, now, timeZone, signal });
    }),
  );
}
