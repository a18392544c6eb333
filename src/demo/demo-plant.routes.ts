import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { ErrorReply, actorOf } from '../lib/http/index.ts';
import type { BuiltInPlant } from './create-built-in-plant.ts';
import { DemoPlantAdded } from './demo-plant.schema.ts';

export type DemoPlantRoutesDeps = {
  readonly builtInPlant: BuiltInPlant;
  /** Makes the open sources those that are configured now. */
  readonly refresh: () => Promise<unknown>;
};

/** `POST /demo-plant`: something to try Plantline with, for who has no plant at hand. */
export function demoPlantRoutes(deps: DemoPlantRoutesDeps): FastifyPluginAsyncZod {
  const { builtInPlant, refresh } = deps;
  return async (app) => {
    app.post(
      '/demo-plant',
      {
        schema: {
          tags: ['set-up'],
          summary: 'Start the built-in demo plant and connect it',
          description:
            'In a store without triggers, the demo’s triggers, groups and contacts are made too.',
          response: { 201: DemoPlantAdded, '4xx': ErrorReply },
        },
      },
      async (request, reply) => {
        const dataSourceId = await builtInPlant.add(actorOf(request));
        await refresh();
        return await reply.code(201).send({ dataSourceId });
      },
    );
  };
}
