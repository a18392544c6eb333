import type { CookieSerializeOptions } from '@fastify/cookie';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { accessOf, isAtLeast } from './access.ts';
import { authRequired, roleTooLow } from './http.errors.ts';
import type { SignedInUser } from './signed-in-user.ts';

export const SESSION_COOKIE = 'plantline_session';

/** Gives the browser another value of the cookie `plantline_session`. */
export type SetSessionCookie = (value: string, options: CookieSerializeOptions) => void;

/** Tells who holds a token. Both throw an `AppError` of kind `unauthenticated` that says why nobody does. */
export interface Authenticator {
  /** The value of the cookie `plantline_session`; a session that is renewed is given its new one by `setCookie`. */
  bySession(token: string, setCookie?: SetSessionCookie): Promise<SignedInUser>;
  /** What follows `Bearer ` in `Authorization`. */
  byBearer(token: string): Promise<SignedInUser>;
}

/**
 * Puts the access table in front of every route: who is not signed in gets 401, whose role is too low 403.
 * A route the table does not name stops the start. Needs the cookie plugin before it.
 */
export function guardRoutes(app: FastifyInstance, authenticator: Authenticator): void {
  app.decorateRequest('user', null);

  app.addHook('onRoute', (route) => {
    for (const method of [route.method].flat()) {
      if (accessOf(method, route.url) === undefined) {
        throw new Error(`Add "${method} ${route.url}" to ACCESS in src/lib/http/access.ts.`);
      }
    }
  });

  app.addHook('onRequest', async (request, reply) => {
    // `/*` answers with the page whatever no other route has, so an unknown address arrives there too.
    const isUnknown = request.is404 || request.routeOptions.url === '/*';
    const needed = isUnknown
      ? accessOfUnknown(request)
      : (accessOf(request.method, request.routeOptions.url ?? '') ?? 'admin');
    if (needed === 'anyone') return;
    const user = await findUser(
      request,
      authenticator,
      (value, options) => void reply.setCookie(SESSION_COOKIE, value, options),
    );
    if (!isAtLeast(user.role, needed)) throw roleTooLow(user.role, needed);
    request.user = user;
  });
}

/** An unknown page is told to anyone; what exists under `/api` is nobody's business without a session. */
function accessOfUnknown(request: FastifyRequest): 'anyone' | 'viewer' {
  return request.url.startsWith('/api/') ? 'viewer' : 'anyone';
}

/** Who sent a request, as it is now: it may be asked again as long as the answer goes on. */
export async function findUser(
  request: Pick<FastifyRequest, 'headers' | 'cookies'>,
  authenticator: Authenticator,
  setCookie?: SetSessionCookie,
): Promise<SignedInUser> {
  const bearer = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (bearer !== undefined) return await authenticator.byBearer(bearer);
  const session = request.cookies[SESSION_COOKIE];
  if (!session) throw authRequired();
  return await authenticator.bySession(session, setCookie);
}
