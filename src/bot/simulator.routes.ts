import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { ErrorReply, actorOf } from '../lib/http/index.ts';
import { Fact } from '../triggers/index.ts';
import type { Reply as BotReply } from './reply-waiter.ts';

const MAX_WAIT_SECONDS = 120;

const SimulatorMessage = z
  .object({
    from: z
      .string()
      .trim()
      .min(1)
      .max(128)
      .meta({ examples: ['+6281200000001'] }),
    text: z.string().meta({ examples: ['u1 load'] }),
    name: z.string().max(256).optional(),
    chat: z.string().trim().min(1).max(128).optional(),
    mentionsBot: z.boolean().optional(),
    id: z.string().trim().min(1).max(128).optional(),
  })
  .meta({ id: 'SimulatorMessage' });
export type SimulatorMessage = z.infer<typeof SimulatorMessage>;

const Wait = z.object({ wait: z.coerce.number().min(0).max(MAX_WAIT_SECONDS).optional() });

const Media = z.object({ mimeType: z.string(), url: z.string(), fileName: z.string().optional() });

const Reply = z
  .object({
    text: z.string(),
    media: z.array(Media).readonly(),
    facts: z.array(Fact.meta({ id: 'Fact' })).readonly(),
  })
  .meta({ id: 'Reply' });

const Accepted = z.object({ messageId: z.string() });
const Answered = z.object({ messageId: z.string(), replies: z.array(Reply).readonly() });

/**
 * Takes a message as if it came by WhatsApp; resolves once it is kept and its replies are out, or `waitMs` is over.
 *
 * @param via the user or program that sends it in the sender's name, for the audit log
 */
export type Receive = (
  message: SimulatorMessage,
  waitMs: number,
  via?: string,
) => Promise<{ readonly messageId: string; readonly replies: readonly BotReply[] }>;

/** `POST /simulator/messages`: a chat without a phone. */
export function simulatorRoutes({ receive }: { receive: Receive }): FastifyPluginAsyncZod {
  return async (app) => {
    app.post(
      '/simulator/messages',
      {
        schema: {
          tags: ['simulator'],
          summary: 'Send a message as if it came by WhatsApp',
          querystring: Wait,
          body: SimulatorMessage,
          response: { 200: Answered, 202: Accepted, '4xx': ErrorReply },
        },
        // Every question of the simulator passes here, and what is sent is our own: it is not checked a second time.
        serializerCompiler: () => (body) => JSON.stringify(body),
      },
      async (request, reply) => {
        const { wait } = request.query;
        const { name: via } = actorOf(request);
        const { messageId, replies } = await receive(request.body, (wait ?? 0) * 1000, via);
        if (wait === undefined) return await reply.code(202).send({ messageId });
        return await reply.code(200).send({ messageId, replies });
      },
    );
  };
}
