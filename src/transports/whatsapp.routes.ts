import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { Clock, TransportPlugin } from '#sdk';
import type { Change } from '../audit/index.ts';
import type { Db } from '../db/index.ts';
import { ErrorReply, actorOf } from '../lib/http/index.ts';
import { listCharges } from './charges.repository.ts';
import { findConnection } from './connection.repository.ts';
import type { Transports } from './create-transports.ts';
import { createLinks } from './create-links.ts';
import { toWhatsappStatus } from './to-whatsapp-status.ts';
import { countStuckWebhookEvents } from './webhook-events.repository.ts';
import { WhatsappCode, WhatsappConnect, WhatsappStatus } from './whatsapp.schema.ts';

export type WhatsappRoutesDeps = {
  readonly db: Db;
  readonly change: Change;
  readonly clock: Clock;
  readonly plugins: readonly TransportPlugin[];
  readonly transports: Transports;
};

const TAGS = { tags: ['whatsapp'] };

/** `/whatsapp`: how the link stands, and for administrators to make it and to end it. */
export function whatsappRoutes(deps: WhatsappRoutesDeps): FastifyPluginAsyncZod {
  const { db, clock, plugins, transports } = deps;
  const links = createLinks(deps);

  async function status(): Promise<WhatsappStatus> {
    const [row, charges, stuckEvents] = await Promise.all([
      findConnection(db.read),
      listCharges(db.read, clock()),
      countStuckWebhookEvents(db.read),
    ]);
    const states = transports.states().map(({ canReach: _canReach, ...state }) => state);
    return toWhatsappStatus(states, row, { plugins, charges, stuckEvents });
  }

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
      status,
    );

    app.post(
      '/whatsapp/connect',
      {
        schema: {
          ...TAGS,
          summary: 'Link a phone: by a picture to scan, or, with its number, by a code to type',
          body: WhatsappConnect.nullish(),
          response: { 200: WhatsappStatus, '4xx': ErrorReply, '5xx': ErrorReply },
        },
      },
      async (request) => {
        await links.start(actorOf(request), request.body?.phone);
        return await status();
      },
    );

    app.post(
      '/whatsapp/disconnect',
      {
        schema: {
          ...TAGS,
          summary: 'End the link to the phone, or the linking; its keys are wiped',
          response: { 200: WhatsappStatus, '4xx': ErrorReply, '5xx': ErrorReply },
        },
      },
      async (request) => {
        await links.end(actorOf(request));
        return await status();
      },
    );

    app.get(
      '/whatsapp/qr',
      {
        schema: {
          ...TAGS,
          summary: 'Show the code that links a phone',
          response: { 200: WhatsappCode, '4xx': ErrorReply },
        },
      },
      () => links.code(),
    );
  };
}
