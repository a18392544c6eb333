import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { ErrorReply } from '../lib/http/index.ts';
import { webhookNotConfirmed, webhookRefused } from './chat.errors.ts';

const COMMON = {
  tags: ['whatsapp'],
  security: [],
  description: 'Refused while the Business Cloud API is not set up.',
  response: { 200: z.string(), '4xx': ErrorReply },
};

/** `/webhooks/whatsapp`, while the Business Cloud API is not set up. */
export function webhookRoutes(): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/webhooks/whatsapp',
      { schema: { ...COMMON, summary: 'Confirm the webhook of the WhatsApp Business Cloud API' } },
      () => {
        throw webhookNotConfirmed();
      },
    );
    app.post(
      '/webhooks/whatsapp',
      {
        schema: { ...COMMON, summary: 'Take messages from the WhatsApp Business Cloud API' },
        // Before the body is read: it may be of any kind and size, and whoever sends it has proved nothing.
        onRequest: async () => {
          throw webhookRefused();
        },
      },
      () => {
        throw webhookRefused();
      },
    );
  };
}
