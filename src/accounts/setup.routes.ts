import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { Clock } from '#sdk';
import type { Audit } from '../audit/index.ts';
import type { Db } from '../db/index.ts';
import { ErrorReply, actorOf } from '../lib/http/index.ts';
import { SetupBody, SetupNeeded, SignedIn } from './accounts.schema.ts';
import { currentUser } from './current-user.ts';
import type { LogIn } from './log-in.ts';
import { makeFirstAdmin } from './make-first-admin.ts';
import type { SessionCookie } from './session-cookie.ts';
import { setupDone } from './users.errors.ts';
import { countUsers } from './users.repository.ts';

export type SetupRoutesDeps = {
  readonly db: Db;
  readonly audit: Audit;
  readonly logIn: LogIn;
  readonly cookie: SessionCookie;
  readonly clock: Clock;
  readonly timeZone: string;
};

const OPEN = { tags: ['setup'], security: [] };

/** `/setup`: the first admin, while there is no user. */
export function setupRoutes(deps: SetupRoutesDeps): FastifyPluginAsyncZod {
  const { db, audit, logIn, cookie, clock, timeZone } = deps;
  return async (app) => {
    app.get(
      '/setup',
      {
        schema: {
          ...OPEN,
          summary: 'Tell whether the first admin is still to be made',
          response: { 200: SetupNeeded, '4xx': ErrorReply },
        },
      },
      async () => {
        if ((await countUsers(db.read)) > 0) throw setupDone();
        return { needed: true as const };
      },
    );

    app.post(
      '/setup',
      {
        schema: {
          ...OPEN,
          summary: 'Make the first admin and log in',
          body: SetupBody,
          response: { 201: SignedIn, '4xx': ErrorReply },
        },
      },
      async (request, reply) => {
        const from = actorOf(request);
        const made = await makeFirstAdmin({ db, audit }, request.body, from, clock());
        if (!made) throw setupDone();
        const { username, password } = request.body;
        const login = await logIn({ ...from, username, password });
        cookie.give(reply, login);
        return await reply.code(201).send({ user: currentUser(login.user), timeZone });
      },
    );
  };
}
