import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Metrics } from '../metrics.ts';
import { ErrorReply } from './error-reply.ts';

/** `/metrics`: what Plantline counts of itself, for Prometheus; open to a session or an API token. */
export function metricsRoutes(metrics: Pick<Metrics, 'render'>): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/metrics',
      {
        schema: {
          tags: ['health'],
          summary: 'Read the metrics as Prometheus does',
          response: {
            200: {
              description: 'Prometheus text',
              content: { 'text/plain': { schema: z.string() } },
            },
            '4xx': ErrorReply,
          },
        },
      },
      async (_request, reply) => {
        const { type, text } = await metrics.render();
        return await reply.type(type).send(text);
      },
    );
  };
}
