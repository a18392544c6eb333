import type { Clock } from '#sdk';
import type { AnswerList, Audit, Change } from '../audit/index.ts';
import type { Db } from '../db/index.ts';
import { deriveKey } from '../lib/secret-key.ts';
import { createSecretBox } from '../lib/secrets.ts';
import { createApiTokens } from './api-tokens.ts';
import { createAuthenticator } from './create-authenticator.ts';
import { createCheckPassword } from './create-check-password.ts';
import { createLimitTries } from './create-limit-tries.ts';
import { createLogIn } from './log-in.ts';
import { createLoginAttempts } from './login-attempts.ts';
import { createProvePassword } from './prove-password.ts';
import { createSecondFactors } from './second-factor.ts';
import { createSessionCookie } from './session-cookie.ts';
import { createSessions } from './sessions.ts';

export type AccountsDeps = {
  readonly db: Db;
  readonly audit: Audit;
  readonly change: Change;
  readonly answerList: AnswerList;
  readonly clock: Clock;
  /** The installation's master key. */
  readonly secretKey: Buffer;
  /** Whether users come by https, so that the cookie may never travel in the clear. */
  readonly isHttps: boolean;
  /** The site's IANA zone: who signs in is told, to show times as replies do. */
  readonly timeZone: string;
};

/** Everything the routes of accounts and the door of the server need, built once. */
export type Accounts = ReturnType<typeof createAccounts>;

export function createAccounts(deps: AccountsDeps) {
  const { db, audit, change, answerList, clock, secretKey, isHttps } = deps;
  const secrets = createSecretBox(deriveKey(secretKey, 'secrets'));
  const sessions = createSessions({ db, key: deriveKey(secretKey, 'sessions'), clock });
  const secondFactors = createSecondFactors({ change, secrets, clock, read: db.read });
  const attempts = createLoginAttempts({ db, audit, clock });
  const checkPassword = createCheckPassword(db);
  const proving = { db, clock, attempts, checkPassword };
  const apiTokens = createApiTokens({ db, change, clock });
  const cookie = createSessionCookie(isHttps);
  const cliKey = deriveKey(secretKey, 'cli');
  return {
    db,
    audit,
    change,
    answerList,
    clock,
    timeZone: deps.timeZone,
    sessions,
    secondFactors,
    apiTokens,
    cookie,
    authenticator: createAuthenticator({ sessions, apiTokens, cookie, cliKey, clock }),
    logIn: createLogIn({ ...proving, sessions, secondFactors }),
    provePassword: createProvePassword(proving),
    limitTries: createLimitTries(clock),
  };
}
