import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { Db } from '../../db/index.ts';
import { ErrorReply } from '../../lib/http/index.ts';
import { recipeNotForSource, sourceNotFound } from '../data-sources.errors.ts';
import { findDataSource } from '../data-sources.repository.ts';
import { makeQuery } from './make-query.ts';
import {
  MadeQuery,
  RecipeDialect,
  RecipeOrder,
  RecipeQuery,
  Recipes,
} from './query-recipes.schema.ts';
import { recipesFor } from './recipe-list.ts';

const TAGS = { tags: ['query presets'] };

/** `/query-presets/recipes`: queries made from a source's own tables. Nothing is stored and nothing is asked of a source. */
export function queryRecipeRoutes({ db }: { readonly db: Db }): FastifyPluginAsyncZod {
  async function dialectOf(dataSourceId: string): Promise<RecipeDialect | undefined> {
    const source = await findDataSource(db.read, dataSourceId);
    if (!source) throw sourceNotFound(dataSourceId);
    return RecipeDialect.safeParse(source.plugin).data;
  }

  return async (app) => {
    app.get(
      '/query-presets/recipes',
      {
        schema: {
          ...TAGS,
          summary: 'List the queries that can be made for a source',
          querystring: RecipeQuery,
          response: { 200: Recipes, '4xx': ErrorReply },
        },
      },
      async ({ query: { dataSourceId } }) => {
        const dialect = await dialectOf(dataSourceId);
        return { dialect: dialect ?? null, items: dialect ? [...recipesFor(dialect)] : [] };
      },
    );

    app.post(
      '/query-presets/recipes',
      {
        schema: {
          ...TAGS,
          summary: 'Make the text of a query from a recipe; nothing is stored',
          body: RecipeOrder,
          response: { 200: MadeQuery, '4xx': ErrorReply },
        },
      },
      async ({ body }) => {
        const dialect = await dialectOf(body.dataSourceId);
        if (!dialect) throw recipeNotForSource(body.recipe);
        return makeQuery(dialect, body);
      },
    );
  };
}
