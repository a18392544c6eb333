import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Clock } from '#sdk';
import type { Audit } from '../audit/index.ts';
import type { Db } from '../db/index.ts';
import { ErrorReply, actorOf, signedInUser } from '../lib/http/index.ts';
import { LoggedIn, LoginBody, PasswordChange, SignedIn } from './accounts.schema.ts';
import { changeOwnPassword } from './change-own-password.ts';
import type { LimitTries } from './create-limit-tries.ts';
import { currentUser } from './current-user.ts';
import type { LogIn } from './log-in.ts';
import { logOut } from './log-out.ts';
import type { ProvePassword } from './prove-password.ts';
import type { SessionCookie } from './session-cookie.ts';
import type { Sessions } from './sessions.ts';
import { findUser } from './users.repository.ts';

export type AuthRoutesDeps = {
  readonly db: Db;
  readonly audit: Audit;
  readonly sessions: Sessions;
  readonly logIn: LogIn;
  readonly provePassword: ProvePassword;
  readonly limitTries: LimitTries;
  readonly timeZone: string;
  readonly cookie: SessionCookie;
  readonly clock: Clock;
};

const TAGS = { tags: ['auth'] };

/** `/auth/…`: log in and out, who am I, a new password. */
export function authRoutes(deps: AuthRoutesDeps): FastifyPluginAsyncZod {
  const { db, audit, logIn, limitTries, cookie, clock, timeZone } = deps;
  return async (app) => {
    app.post(
      '/auth/login',
      {
        schema: {
          ...TAGS,
          summary: 'Log in',
          description:
            'Gives the cookie `plantline_session`. With a second factor on, a log-in without a code answers 401 `auth.code_required`.',
          security: [],
          body: LoginBody,
          response: { 200: LoggedIn, '4xx': ErrorReply },
        },
      },
      async (request, reply) => {
        const ipAddress = request.ip;
        const userAgent = request.headers['user-agent'] ?? null;
        const login = await limitTries(ipAddress, () =>
          logIn({ ...request.body, ipAddress, userAgent }),
        );
        cookie.give(reply, login);
        return { user: currentUser(login.user), timeZone, hasReplacedSession: login.hasReplaced };
      },
    );

    app.post(
      '/auth/logout',
      {
        schema: {
          ...TAGS,
          summary: 'Log out',
          response: { 204: z.undefined(), '4xx': ErrorReply },
        },
      },
      async (request, reply) => {
        await logOut({ db, audit, clock }, actorOf(request), signedInUser(request).sessionId);
        cookie.takeBack(reply);
        return await reply.code(204).send();
      },
    );

    app.get(
      '/auth/me',
      {
        schema: {
          ...TAGS,
          summary: 'Tell who is signed in',
          response: { 200: SignedIn, '4xx': ErrorReply },
        },
      },
      async (request) => {
        const { id, username, fullName, role } = signedInUser(request);
        const user = id === null ? undefined : await findUser(db.read, id);
        const hasSecondFactor = user?.hasSecondFactor ?? false;
        return { user: { id, username, fullName, role, hasSecondFactor }, timeZone };
      },
    );

    app.post(
      '/auth/password',
      {
        schema: {
          ...TAGS,
          summary: 'Change the own password',
          description: 'This browser is given another session; every other one ends.',
          body: PasswordChange,
          response: { 204: z.undefined(), '4xx': ErrorReply },
        },
      },
      async (request, reply) => {
        const actor = actorOf(request);
        const grant = await limitTries(request.ip, () =>
          changeOwnPassword(deps, actor, request.body),
        );
        cookie.give(reply, grant);
        return await reply.code(204).send();
      },
    );
  };
}
