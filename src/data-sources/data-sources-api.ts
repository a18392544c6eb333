import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { type DataSourceRoutesDeps, dataSourceRoutes } from './data-sources.routes.ts';
import { pluginRoutes } from './plugins.routes.ts';
import { type QueryPresetRoutesDeps, queryPresetRoutes } from './query-presets.routes.ts';
import { queryRecipeRoutes } from './recipes/query-recipes.routes.ts';
import {
  type SourceQuestionsRoutesDeps,
  sourceQuestionsRoutes,
} from './source-questions.routes.ts';
import { type SourceTestRoutesDeps, sourceTestRoutes } from './source-test.routes.ts';

export type DataSourcesApiDeps = DataSourceRoutesDeps &
  SourceTestRoutesDeps &
  SourceQuestionsRoutesDeps &
  QueryPresetRoutesDeps;

/** Everything of data sources over HTTP: `/data-sources`, `/plugins`, `/query-presets`. */
export function dataSourcesApi(deps: DataSourcesApiDeps): FastifyPluginAsyncZod {
  return async (app) => {
    await app.register(pluginRoutes(deps.plugins));
    await app.register(dataSourceRoutes(deps));
    await app.register(sourceTestRoutes(deps));
    await app.register(sourceQuestionsRoutes(deps));
    await app.register(queryPresetRoutes(deps));
    await app.register(queryRecipeRoutes(deps));
  };
}
