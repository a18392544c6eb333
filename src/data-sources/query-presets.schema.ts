import { z } from 'zod';
import { Instant, ListQuery, SeenAt } from '../lib/http/list.schema.ts';

/** The name of a variable, as a trigger's `variables` and `{variable}` in the template write it. */
const VariableName = z
  .string()
  .regex(/^[a-z_][a-z0-9_]*$/i, 'Write a variable with letters, digits and _, a letter first.')
  .max(40);

/** The body that makes a query preset. */
export const NewQueryPreset = z.strictObject({
  name: z.string().trim().min(1).max(100),
  /** The query's text, with `{variable}` where a value goes. */
  queryTemplate: z.string().trim().min(1).max(20_000),
  variables: z.array(VariableName).max(50).default([]),
  isDefault: z.boolean().default(false),
});
export type NewQueryPreset = z.output<typeof NewQueryPreset>;

/** The body that changes a query preset: what is left out stays. */
export const QueryPresetChange = z.strictObject({
  name: NewQueryPreset.shape.name.optional(),
  queryTemplate: NewQueryPreset.shape.queryTemplate.optional(),
  variables: z.array(VariableName).max(50).optional(),
  isDefault: z.boolean().optional(),
  updatedAt: SeenAt,
});
export type QueryPresetChange = z.output<typeof QueryPresetChange>;

/** A query preset as the API shows it. */
export const QueryPreset = z
  .object({
    id: z.string(),
    name: z.string(),
    queryTemplate: z.string(),
    variables: z.array(z.string()).readonly(),
    isDefault: z.boolean(),
    /** How often a trigger asked with it. */
    usageCount: z.number(),
    /** Triggers that take their query from it; while there are any, it cannot be deleted. */
    triggerCount: z.number(),
    createdAt: Instant,
    updatedAt: Instant,
  })
  .meta({ id: 'QueryPreset' });
export type QueryPreset = z.output<typeof QueryPreset>;

export const QueryPresetQuery = ListQuery;
