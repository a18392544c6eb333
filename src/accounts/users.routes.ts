import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Clock } from '#sdk';
import type { AnswerList, Change } from '../audit/index.ts';
import type { Db } from '../db/index.ts';
import { ErrorReply, IdParams, actorOf, listOf } from '../lib/http/index.ts';
import { changeUser, unlockUser } from './change-user.ts';
import { createUser } from './create-user.ts';
import { removeUser } from './remove-user.ts';
import type { SecondFactors } from './second-factor.ts';
import { ownAccount } from './users.errors.ts';
import { type User as KnownUser, pageUsers, requireUser } from './users.repository.ts';
import { NewUser, User, UserChange, UserQuery } from './users.schema.ts';

export type UserRoutesDeps = {
  readonly db: Db;
  readonly change: Change;
  readonly answerList: AnswerList;
  readonly secondFactors: SecondFactors;
  readonly clock: Clock;
};

const TAGS = { tags: ['users'] };
const COLUMNS = [
  'id',
  'username',
  'fullName',
  'email',
  'role',
  'isActive',
  'hasSecondFactor',
  'lastLogin',
  'lockedUntil',
  'createdAt',
  'updatedAt',
] as const;

/** `/users`: who may use the admin page, for admins. */
export function userRoutes(deps: UserRoutesDeps): FastifyPluginAsyncZod {
  const { db, change, answerList, secondFactors, clock } = deps;
  const toApi = (user: KnownUser): User => toUser(user, clock());

  return async (app) => {
    app.get(
      '/users',
      {
        schema: {
          ...TAGS,
          summary: 'List users',
          querystring: UserQuery,
          response: { 200: listOf(User), '4xx': ErrorReply },
        },
      },
      async (request, reply) =>
        await answerList(request, reply, {
          name: 'users',
          query: request.query,
          columns: COLUMNS,
          async read(page) {
            const { items, nextCursor } = await pageUsers(db.read, page, request.query);
            return { items: items.map(toApi), nextCursor };
          },
        }),
    );

    app.get(
      '/users/:id',
      {
        schema: {
          ...TAGS,
          summary: 'Show a user',
          params: IdParams,
          response: { 200: User, '4xx': ErrorReply },
        },
      },
      async ({ params: { id } }) => toApi(await requireUser(db.read, id)),
    );

    app.post(
      '/users',
      {
        schema: {
          ...TAGS,
          summary: 'Make a user',
          body: NewUser,
          response: { 201: User, '4xx': ErrorReply },
        },
      },
      async (request, reply) => {
        const made = await createUser(change, actorOf(request), request.body);
        return await reply.code(201).send(toApi(made));
      },
    );

    app.patch(
      '/users/:id',
      {
        schema: {
          ...TAGS,
          summary: 'Change a user',
          description:
            'A new password ends the user’s session, and so does `isActive: false`. The own password is changed by `POST /auth/password`.',
          params: IdParams,
          body: UserChange,
          response: { 200: User, '4xx': ErrorReply },
        },
      },
      async (request) => {
        const { id } = request.params;
        const actor = actorOf(request);
        return toApi(await changeUser({ change, read: db.read }, actor, id, request.body));
      },
    );

    app.delete(
      '/users/:id',
      {
        schema: {
          ...TAGS,
          summary: 'Delete a user',
          params: IdParams,
          response: { 204: z.undefined(), '4xx': ErrorReply },
        },
      },
      async (request, reply) => {
        await removeUser(change, actorOf(request), request.params.id);
        return await reply.code(204).send();
      },
    );

    app.post(
      '/users/:id/unlock',
      {
        schema: {
          ...TAGS,
          summary: 'Let a user log in again who is locked after wrong passwords',
          params: IdParams,
          response: { 200: User, '4xx': ErrorReply },
        },
      },
      async (request) => toApi(await unlockUser(change, actorOf(request), request.params.id)),
    );

    app.delete(
      '/users/:id/second-factor',
      {
        schema: {
          ...TAGS,
          summary: 'Turn off the second factor of another user who lost it',
          params: IdParams,
          response: { 204: z.undefined(), '4xx': ErrorReply },
        },
      },
      async (request, reply) => {
        const user = await requireUser(db.read, request.params.id);
        const actor = actorOf(request);
        if (actor.userId === user.id) throw ownAccount();
        await secondFactors.remove(actor, user);
        return await reply.code(204).send();
      },
    );
  };
}

/** A lock that is over is none. */
function toUser(user: KnownUser, now: Date): User {
  const { lastLogin, lockedUntil, createdAt, updatedAt } = user;
  return {
    ...user,
    lastLogin: lastLogin?.toISOString() ?? null,
    lockedUntil: lockedUntil && lockedUntil > now ? lockedUntil.toISOString() : null,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}
