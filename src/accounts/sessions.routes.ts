import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Clock } from '#sdk';
import type { AnswerList, Change } from '../audit/index.ts';
import type { Db } from '../db/index.ts';
import { ErrorReply, IdParams, actorOf, listOf, signedInUser } from '../lib/http/index.ts';
import { findLiveSession, pageSessions } from './listed-sessions.repository.ts';
import { endSessionOf } from './sessions.repository.ts';
import { Session, SessionQuery } from './sessions.schema.ts';
import { sessionNotFound } from './users.errors.ts';

export type SessionRoutesDeps = {
  readonly db: Db;
  readonly change: Change;
  readonly answerList: AnswerList;
  readonly clock: Clock;
};

const TAGS = { tags: ['sessions'] };
const COLUMNS = [
  'id',
  'userId',
  'username',
  'role',
  'ipAddress',
  'userAgent',
  'createdAt',
  'expiresAt',
] as const;

/** `/sessions`: who is signed in now, for admins. */
export function sessionRoutes(deps: SessionRoutesDeps): FastifyPluginAsyncZod {
  const { db, change, answerList, clock } = deps;
  return async (app) => {
    app.get(
      '/sessions',
      {
        schema: {
          ...TAGS,
          summary: 'List who is signed in now',
          querystring: SessionQuery,
          response: { 200: listOf(Session), '4xx': ErrorReply },
        },
      },
      async (request, reply) =>
        await answerList(request, reply, {
          name: 'sessions',
          query: request.query,
          columns: COLUMNS,
          async read(page) {
            const { sessionId } = signedInUser(request);
            const { items, nextCursor } = await pageSessions(db.read, page, clock());
            return {
              items: items.map((session) => ({
                ...session,
                createdAt: session.createdAt.toISOString(),
                expiresAt: session.expiresAt.toISOString(),
                isCurrent: session.id === sessionId,
              })),
              nextCursor,
            };
          },
        }),
    );

    app.delete(
      '/sessions/:id',
      {
        schema: {
          ...TAGS,
          summary: 'End a session',
          params: IdParams,
          response: { 204: z.undefined(), '4xx': ErrorReply },
        },
      },
      async (request, reply) => {
        const { id } = request.params;
        await change(actorOf(request), async (tx, at) => {
          const session = await findLiveSession(tx, id, at);
          if (!session) throw sessionNotFound();
          const { userId, username } = session;
          await endSessionOf(tx, userId);
          return { result: undefined, action: 'sessions.ended', details: { id, userId, username } };
        });
        return await reply.code(204).send();
      },
    );
  };
}
