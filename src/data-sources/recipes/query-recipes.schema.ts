import { z } from 'zod';
import { QueryVariable } from '../query-variable.schema.ts';

/** The languages that recipes are written in. */
export const RECIPE_DIALECTS = [
  'postgresql',
  'mysql',
  'sqlite',
  'sql-server',
  'oracle',
  'aveva-pi',
] as const;
export const RecipeDialect = z.enum(RECIPE_DIALECTS);
export type RecipeDialect = z.infer<typeof RecipeDialect>;

/** What a column of the table is to the recipe. */
export const COLUMN_ROLES = ['time', 'tag', 'by', 'level', 'description', 'comment'] as const;
export const ColumnRole = z.enum(COLUMN_ROLES);
export type ColumnRole = z.infer<typeof ColumnRole>;

export const RECIPE_IDS = [
  'latest',
  'range',
  'last-30-minutes',
  'last-24-hours',
  'latest-of-tag',
  'range-of-tag',
  'count-by',
  'alarms-latest',
  'alarms-last-24-hours',
  'alarms-of-tag',
  'alarms-of-level',
  'alarms-about',
  'alarms-without-comment',
  'alarms-count-by-tag',
  'point-latest',
  'point-range',
  'point-last-8-hours',
] as const;
export const RecipeId = z.enum(RECIPE_IDS);
export type RecipeId = z.infer<typeof RecipeId>;

export const RecipeQuery = z.strictObject({ dataSourceId: z.string().min(1).max(100) });

/** Queries that can be made for a source, and what each needs to know. */
export const Recipes = z
  .object({
    dialect: RecipeDialect.nullable().meta({
      description: 'null: none can be made for this kind.',
    }),
    items: z
      .array(
        z.object({
          id: RecipeId,
          /** `table`: any table. `alarms`: one of alarms. `point`: none; PI's own form. */
          kind: z.enum(['table', 'alarms', 'point']),
          columns: z
            .array(
              z.object({
                role: ColumnRole,
                /** Names that such a column often has, the likeliest first. */
                usual: z.array(z.string()).readonly(),
              }),
            )
            .readonly(),
        }),
      )
      .readonly(),
  })
  .meta({ id: 'QueryRecipes' });
export type Recipes = z.output<typeof Recipes>;

/** A table's or column's name as the source's schema writes it. */
const WrittenName = z.string().min(1).max(400);

/** The recipe to be made, with the names it needs. */
export const RecipeOrder = z.strictObject({
  dataSourceId: z.string().min(1).max(100),
  recipe: RecipeId,
  table: WrittenName.optional(),
  columns: z.partialRecord(ColumnRole, WrittenName).default({}),
  /** The columns that are answered; all when absent. */
  shown: z.array(WrittenName).max(50).optional(),
});
export type RecipeOrder = z.output<typeof RecipeOrder>;

/** A query that was made, ready to be looked at and saved as a preset. Nothing was stored. */
export const MadeQuery = z
  .object({
    name: z.string(),
    queryTemplate: z.string(),
    variables: z.array(QueryVariable).readonly(),
  })
  .meta({ id: 'MadeQuery' });
export type MadeQuery = z.output<typeof MadeQuery>;
