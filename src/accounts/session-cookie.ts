import type { FastifyReply } from 'fastify';
import { SESSION_COOKIE } from '../lib/http/index.ts';
import type { SessionGrant } from './sessions.ts';

/** Gives browsers the cookie of a session and takes it back. */
export type SessionCookie = ReturnType<typeof createSessionCookie>;

/**
 * How a browser keeps a session's token: out of the reach of scripts, and never sent on behalf of another site.
 *
 * @param isHttps whether users come by https, so that the cookie may never travel in the clear
 */
export function createSessionCookie(isHttps: boolean) {
  const options = { httpOnly: true, sameSite: 'strict', secure: isHttps, path: '/' } as const;
  /** The end of the session, not of the token: so a browser can be told why its token is over. */
  const optionsUntil = (endsAt: Date) => ({ ...options, expires: endsAt });
  return {
    optionsUntil,
    give(reply: FastifyReply, { token, endsAt }: SessionGrant): void {
      void reply.setCookie(SESSION_COOKIE, token, optionsUntil(endsAt));
    },
    takeBack(reply: FastifyReply): void {
      void reply.clearCookie(SESSION_COOKIE, options);
    },
  };
}
