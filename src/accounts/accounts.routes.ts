import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Clock } from '#sdk';
import { recordAudit } from '../audit/index.ts';
import type { Db } from '../db/index.ts';
import {
  ErrorReply,
  SESSION_COOKIE,
  createRateLimit,
  signedInUser,
  tooManyLogins,
} from '../lib/http/index.ts';
import { currentPasswordWrong, sessionRequired } from './accounts.errors.ts';
import { CurrentUser, LoggedIn, LoginBody, PasswordChange } from './accounts.schema.ts';
import { hashPassword, isPasswordOf } from './hash-password.ts';
import type { Sessions } from './sessions.ts';
import { findCredentials, setPasswordHash } from './users.repository.ts';

/** A person who cannot remember gives up sooner, a program that guesses does not. */
const LOGINS_PER_MINUTE = 30;

export type AuthRoutesDeps = {
  readonly db: Db;
  readonly sessions: Sessions;
  readonly clock: Clock;
  /** Whether users come by https, so that the cookie may never travel in the clear. */
  readonly isHttps: boolean;
};

/** `/auth/…`: log in and out, who am I, a new password. */
export function authRoutes({
  db,
  sessions,
  clock,
  isHttps,
}: AuthRoutesDeps): FastifyPluginAsyncZod {
  const takeTry = createRateLimit(LOGINS_PER_MINUTE, clock);
  const cookie = { httpOnly: true, sameSite: 'strict', secure: isHttps, path: '/' } as const;

  function limitTries(address: string): void {
    const retryAfterSeconds = takeTry(address);
    if (retryAfterSeconds > 0) throw tooManyLogins(retryAfterSeconds);
  }

  return async (app) => {
    app.post(
      '/auth/login',
      {
        schema: {
          tags: ['auth'],
          security: [],
          body: LoginBody,
          response: { 200: LoggedIn, '4xx': ErrorReply },
        },
      },
      async (request, reply) => {
        limitTries(request.ip);
        const login = await sessions.logIn({
          ...request.body,
          ipAddress: request.ip,
          userAgent: request.headers['user-agent'] ?? null,
        });
        const { id, username, fullName, role } = login.user;
        return await reply
          .setCookie(SESSION_COOKIE, login.token, { ...cookie, expires: login.expiresAt })
          .send({
            user: { id, username, fullName, role },
            hasReplacedSession: login.hasReplaced,
          });
      },
    );

    app.post(
      '/auth/logout',
      { schema: { tags: ['auth'], response: { 204: z.undefined(), '4xx': ErrorReply } } },
      async (request, reply) => {
        await sessions.logOut(request.cookies[SESSION_COOKIE]);
        return await reply.clearCookie(SESSION_COOKIE, cookie).code(204).send();
      },
    );

    app.get(
      '/auth/me',
      {
        schema: {
          tags: ['auth'],
          response: { 200: z.object({ user: CurrentUser }), '4xx': ErrorReply },
        },
      },
      (request) => ({ user: { ...signedInUser(request) } }),
    );

    app.post(
      '/auth/password',
      {
        schema: {
          tags: ['auth'],
          body: PasswordChange,
          response: { 204: z.undefined(), '4xx': ErrorReply },
        },
      },
      async (request, reply) => {
        limitTries(request.ip);
        const { currentPassword, newPassword } = request.body;
        const user = signedInUser(request);
        const known = await findCredentials(db.read, user.username);
        if (!known || known.user.id !== user.id) throw sessionRequired();
        if (!(await isPasswordOf(known.passwordHash, currentPassword))) {
          throw currentPasswordWrong();
        }
        const passwordHash = await hashPassword(newPassword);
        const at = clock();
        await db.write(async (tx) => {
          await setPasswordHash(tx, known.user.id, passwordHash);
          await recordAudit(tx, { userId: known.user.id, action: 'auth.password_changed', at });
        });
        return await reply.code(204).send();
      },
    );
  };
}
