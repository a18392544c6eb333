import type { Clock } from '#sdk';
import { type Authenticator, verifyCliToken } from '../lib/http/index.ts';
import { API_TOKEN_PREFIX, type ApiTokens } from './api-tokens.ts';
import type { SessionCookie } from './session-cookie.ts';
import type { Sessions } from './sessions.ts';

/** Who sends a request: a browser by its session, a program by its API token, or the command line. */
export function createAuthenticator({
  sessions,
  apiTokens,
  cookie,
  cliKey,
  clock,
}: {
  readonly sessions: Sessions;
  readonly apiTokens: ApiTokens;
  readonly cookie: SessionCookie;
  /** `deriveKey(master, 'cli')` */
  readonly cliKey: Buffer;
  readonly clock: Clock;
}): Authenticator {
  return {
    bySession: (token, setCookie) =>
      sessions.requireSession(
        token,
        setCookie && ((grant) => setCookie(grant.token, cookie.optionsUntil(grant.endsAt))),
      ),
    byBearer: (token) =>
      token.startsWith(API_TOKEN_PREFIX)
        ? apiTokens.findHolder(token)
        : verifyCliToken(cliKey, token, clock()),
  };
}
