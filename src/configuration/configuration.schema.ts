import { z } from 'zod';
import { NewAiModel } from '../ai/ai-models.schema.ts';
import { NewAiTrigger } from '../ai/ai-triggers.schema.ts';
import { NewDataSource } from '../data-sources/data-sources.schema.ts';
import { NewQueryPreset } from '../data-sources/query-presets.schema.ts';
import { NewTagAlias } from '../tag-search/tag-aliases.schema.ts';
import { NewTriggerGroup } from '../triggers/trigger-groups.schema.ts';
import { NewTrigger } from '../triggers/triggers.schema.ts';

/** The same thing here and on another machine, whatever it is called. */
const Id = z.string().min(1).max(100);

/**
 * What an administrator has set up, as one file: everything but people, messages and what was measured. A secret is
 * `{ $secret: NAME }`, the environment variable that holds it; without that variable the one in the store is kept.
 */
export const Configuration = z.strictObject({
  plantline: z.literal('configuration'),
  /** Goes up when a file can mean something that an older Plantline would not understand. */
  version: z.literal(1),
  /** Settings that have another value than their default, by name. */
  settings: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
  transports: z
    .array(
      z.strictObject({
        kind: Id,
        active: z.boolean().default(true),
        config: z.record(z.string(), z.unknown()),
      }),
    )
    .default([]),
  dataSources: z.array(NewDataSource.extend({ id: Id })).default([]),
  queryPresets: z.array(NewQueryPreset.extend({ id: Id })).default([]),
  triggers: z.array(NewTrigger.extend({ id: Id })).default([]),
  triggerGroups: z.array(NewTriggerGroup.extend({ id: Id })).default([]),
  aiTriggers: z.array(NewAiTrigger.extend({ id: Id })).default([]),
  aiModels: z.array(NewAiModel.extend({ id: Id })).default([]),
  /** Everybody's; what contacts call tags for themselves is theirs. */
  tagAliases: z.array(NewTagAlias.omit({ contactId: true }).extend({ id: Id })).default([]),
});
export type Configuration = z.output<typeof Configuration>;
