import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { VERSION } from '../version.ts';

const Health = z.object({
  status: z.literal('ok'),
  product: z.literal('plantline'),
  version: z.string(),
});

const TransportState = z.object({ kind: z.string(), isReady: z.boolean(), detail: z.string() });

const Ready = z.object({
  status: z.enum(['ready', 'not_ready']),
  checks: z.object({ store: z.boolean(), outbox: z.boolean(), http: z.boolean() }),
  transports: z.array(TransportState),
});

/** What decides whether Plantline can take a question now. A transport that is not linked does not count against it. */
export type Readiness = {
  /** Read and written: with a full disk no question can be kept. */
  readonly store: boolean;
  readonly outbox: boolean;
  readonly transports: readonly z.infer<typeof TransportState>[];
};

/**
 * `/healthz`: the process is up. `/readyz`: 200 when store, outbox and HTTP work, else 503.
 *
 * @param readiness asks the store and the outbox; must settle within a second or two and not throw
 */
export function healthRoutes(readiness: () => Promise<Readiness>): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/healthz',
      {
        schema: {
          tags: ['health'],
          summary: 'Tell whether the process is up',
          response: { 200: Health },
        },
      },
      () => ({ status: 'ok' as const, product: 'plantline' as const, version: VERSION }),
    );
    app.get(
      '/readyz',
      {
        schema: {
          tags: ['health'],
          summary: 'Tell whether a question can be taken now',
          description: 'The store is tried by a small write, at most once in five seconds.',
          response: { 200: Ready, 503: Ready },
        },
      },
      async (_request, reply) => {
        const { store, outbox, transports } = await readiness();
        const isReady = store && outbox;
        return await reply.code(isReady ? 200 : 503).send({
          status: isReady ? 'ready' : 'not_ready',
          checks: { store, outbox, http: true },
          transports: [...transports],
        });
      },
    );
  };
}
