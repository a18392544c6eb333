import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { Db } from '../db/index.ts';
import { ErrorReply } from '../lib/http/index.ts';
import { whatsappNotAvailable } from './chat.errors.ts';
import { findConnection } from './connection.repository.ts';
import { toWhatsappStatus } from './to-whatsapp-status.ts';
import { type TransportState, WhatsappCode, WhatsappStatus } from './whatsapp.schema.ts';

export type WhatsappRoutesDeps = {
  readonly db: Db;
  /** Every transport of this Plantline, as it is now. */
  readonly transports: () => readonly TransportState[];
};

const TAGS = { tags: ['whatsapp'] };

/** `/whatsapp`: how the link stands. No transport of this build can be linked, so linking is refused. */
export function whatsappRoutes({ db, transports }: WhatsappRoutesDeps): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/whatsapp/status',
      {
        schema: {
          ...TAGS,
          summary: 'Tell whether WhatsApp is linked, and how every transport stands',
          response: { 200: WhatsappStatus, '4xx': ErrorReply },
        },
      },
      async () => toWhatsappStatus(transports(), await findConnection(db.read)),
    );

    for (const [method, url, summary, answer] of [
      ['POST', '/whatsapp/connect', 'Link WhatsApp', WhatsappStatus],
      ['POST', '/whatsapp/disconnect', 'End the link to WhatsApp', WhatsappStatus],
      ['GET', '/whatsapp/qr', 'Show the code that links a phone', WhatsappCode],
    ] as const) {
      app.route({
        method,
        url,
        schema: { ...TAGS, summary, response: { 200: answer, '4xx': ErrorReply } },
        handler: () => {
          throw whatsappNotAvailable();
        },
      });
    }
  };
}
