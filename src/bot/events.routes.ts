import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Events } from '../lib/events.ts';
import { type Authenticator, findUser, signedInUser } from '../lib/http/index.ts';
import { createEventStreams } from './event-streams.ts';

export type EventRoutesDeps = {
  readonly events: Pick<Events, 'subscribe'>;
  readonly authenticator: Authenticator;
  readonly pingEveryMs?: number;
};

/** `GET /events`: what happens, as server-sent events, as long as the session lasts. */
export function eventRoutes({ authenticator, ...deps }: EventRoutesDeps): FastifyPluginAsyncZod {
  return async (app) => {
    const streams = createEventStreams(deps);
    app.addHook('preClose', async () => streams.close());

    app.get(
      '/events',
      {
        // Nobody would ever end the stream of a HEAD.
        exposeHeadRoute: false,
        schema: {
          tags: ['events'],
          summary: 'Listen to what happens, as server-sent events',
          description:
            'Events `message`, `outbox`, `transport`, `source` and `change`, with ids and states as JSON: never a ' +
            'text or a name. A `change` is told to those who may read its collection. A comment every 15 seconds shows that the line is up.',
          response: {
            200: {
              description: 'The stream, which lasts as long as the session.',
              content: { 'text/event-stream': { schema: z.string() } },
            },
          },
        },
      },
      async (request, reply) => {
        const { id, username, role } = signedInUser(request);
        const stream = streams.open({
          user: id ?? username,
          role,
          roleNow: async () => (await findUser(request, authenticator)).role,
        });
        // A stream goes out as it is, past the schema.
        return await reply
          .type('text/event-stream; charset=utf-8')
          // A connection that was used for this is good for nothing else, and holds up no stop.
          .header('connection', 'close')
          .header('x-accel-buffering', 'no')
          .send(stream as never);
      },
    );
  };
}
