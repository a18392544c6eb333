import { SignJWT, jwtVerify } from 'jose';
import { cliTokenRefused } from './http.errors.ts';
import type { SignedInUser } from './signed-in-user.ts';

const AUDIENCE = 'plantline-cli';
const LIFETIME_SECONDS = 60;
const CLOCK_TOLERANCE_SECONDS = 5;

/**
 * A token with which the command line talks to a running Plantline of the same data folder: whoever can read the
 * folder's key can read everything in it anyway. It lives for a minute.
 *
 * @param key `deriveKey(master, 'cli')`
 */
export async function createCliToken(key: Buffer, now: Date): Promise<string> {
  const issuedAt = Math.floor(now.getTime() / 1000);
  return await new SignJWT()
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setAudience(AUDIENCE)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + LIFETIME_SECONDS)
    .sign(key);
}

/** The command line as an administrator; throws `auth.token_refused` for any token but a fresh one of ours. */
export async function verifyCliToken(key: Buffer, token: string, now: Date): Promise<SignedInUser> {
  try {
    await jwtVerify(token, key, {
      algorithms: ['HS256'],
      audience: AUDIENCE,
      requiredClaims: ['exp', 'iat'],
      maxTokenAge: LIFETIME_SECONDS,
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
      currentDate: now,
    });
  } catch (error) {
    throw cliTokenRefused(error);
  }
  return { id: null, username: 'cli', fullName: null, role: 'admin' };
}
