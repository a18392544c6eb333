import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Webhook } from '#sdk';
import { ErrorReply } from '../lib/http/index.ts';
import type { Transports } from './create-transports.ts';
import { webhookNotConfirmed, webhookNotReady, webhookRefused } from './transports.errors.ts';
import { canBeLinked, isWhatsapp } from './whatsapp-kinds.ts';

/** The network sends batches of up to three megabytes. */
const BODY_LIMIT_BYTES = 4 * 2 ** 20;

const COMMON = {
  tags: ['whatsapp'],
  security: [],
  description:
    'Signed by the network over the bytes of the body; refused while the Business Cloud API is not set up.',
  response: { 200: z.string(), '4xx': ErrorReply, '5xx': ErrorReply },
};

/** What the network asks to see whether the address is ours. */
const Confirmation = z.object({
  'hub.mode': z.string().max(100).optional(),
  'hub.verify_token': z.string().max(1_000).optional(),
  'hub.challenge': z.string().max(1_000).optional(),
});

type Called = { readonly kind: string; readonly webhook: Webhook };

/** `/webhooks/whatsapp`: what is genuine is kept as it came, and told so at once; it is dealt with afterwards. */
export function webhookRoutes(
  transports: Pick<Transports, 'find' | 'states' | 'opened' | 'keepWebhook'>,
): FastifyPluginAsyncZod {
  /** @param refused the error while nothing is set up that could be called */
  function called(refused: () => Error): Called {
    const set = transports
      .states()
      .filter((state) => isWhatsapp(state) && !canBeLinked(state))
      .filter(({ kind }) => transports.opened(kind) !== undefined);
    for (const { kind } of set) {
      const webhook = transports.find(kind)?.webhook;
      if (webhook) return { kind, webhook };
    }
    throw set.length > 0 ? webhookNotReady() : refused();
  }

  return async (app) => {
    // The signature is of the bytes, whatever they are said to be.
    app.removeAllContentTypeParsers();
    app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => {
      done(null, body);
    });

    app.get(
      '/webhooks/whatsapp',
      {
        schema: {
          ...COMMON,
          summary: 'Confirm the webhook of the WhatsApp Business Cloud API',
          querystring: Confirmation,
        },
      },
      async (request, reply) => {
        const { webhook } = called(webhookNotConfirmed);
        const answer = webhook.confirm(request.query);
        if (answer === undefined) throw webhookNotConfirmed();
        return await reply.type('text/plain; charset=utf-8').send(answer);
      },
    );

    app.post(
      '/webhooks/whatsapp',
      {
        bodyLimit: BODY_LIMIT_BYTES,
        schema: {
          ...COMMON,
          summary: 'Take messages from the WhatsApp Business Cloud API',
        },
        // Before the body is read: where nothing is set up, it may be of any kind and size.
        onRequest: async () => {
          called(webhookRefused);
        },
      },
      async (request, reply) => {
        const { kind, webhook } = called(webhookRefused);
        const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
        const header = (name: string): string | undefined => {
          const value = request.headers[name.toLowerCase()];
          return Array.isArray(value) ? value[0] : value;
        };
        if (!webhook.isGenuine(header, body)) throw webhookRefused();
        await transports.keepWebhook(kind, body);
        return await reply.type('text/plain; charset=utf-8').send('EVENT_RECEIVED');
      },
    );
  };
}
