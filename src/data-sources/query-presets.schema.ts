import { z } from 'zod';
import { Instant, ListQuery, SeenAt } from '../lib/http/list.schema.ts';
import { PresetVariable, QueryVariable } from './query-variable.schema.ts';

const Variables = z
  .array(PresetVariable)
  .max(50)
  .refine(haveOwnNames, 'Two variables have the same name; capitals do not count.');

/** The body that makes a query preset. */
export const NewQueryPreset = z.strictObject({
  name: z.string().trim().min(1).max(100),
  /** The query's text, with `{variable}` where a value goes. */
  queryTemplate: z.string().trim().min(1).max(20_000),
  /** Each a name alone, or an object that says its type, default, limits and how it is asked for. */
  variables: Variables.default([]),
  isDefault: z.boolean().default(false),
});
export type NewQueryPreset = z.output<typeof NewQueryPreset>;

/** The body that changes a query preset: what is left out stays. */
export const QueryPresetChange = z.strictObject({
  name: NewQueryPreset.shape.name.optional(),
  queryTemplate: NewQueryPreset.shape.queryTemplate.optional(),
  variables: Variables.optional(),
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
    /** In the form they were stored in: a name alone, or an object. */
    variables: z.array(z.union([z.string(), QueryVariable])).readonly(),
    isDefault: z.boolean(),
    /** How many questions were answered by it. */
    usageCount: z.number(),
    /** Triggers that take their query from it; while there are any, it cannot be deleted. */
    triggerCount: z.number(),
    createdAt: Instant,
    updatedAt: Instant,
  })
  .meta({ id: 'QueryPreset' });
export type QueryPreset = z.output<typeof QueryPreset>;

export const QueryPresetQuery = ListQuery;

function haveOwnNames(variables: readonly PresetVariable[]): boolean {
  const names = variables.map((one) => (typeof one === 'string' ? one : one.name).toLowerCase());
  return new Set(names).size === names.length;
}
