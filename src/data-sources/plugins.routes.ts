import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { DataSourcePlugin } from '#sdk';
import { ErrorReply } from '../lib/http/index.ts';
import { configSchemaOf } from '../lib/plugin-config/index.ts';
import { Plugins } from './data-sources.schema.ts';

/** `GET /plugins`: the kinds of data sources this build has, each with the JSON Schema its form is drawn from. */
export function pluginRoutes(plugins: readonly DataSourcePlugin[]): FastifyPluginAsyncZod {
  const items = plugins.map((plugin) => ({
    kind: plugin.kind,
    title: plugin.title,
    ...(plugin.version !== undefined && { version: plugin.version }),
    configSchema: { ...configSchemaOf(plugin) },
    capabilities: plugin.capabilities,
  }));
  return async (app) => {
    app.get(
      '/plugins',
      {
        schema: {
          tags: ['data sources'],
          summary: 'List the kinds of data sources',
          response: { 200: Plugins, '4xx': ErrorReply },
        },
      },
      () => ({ items }),
    );
  };
}
