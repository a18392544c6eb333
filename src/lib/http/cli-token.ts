import { deriveKey } from '../secret-key.ts';
import { cliTokenRefused } from './http.errors.ts';
import type { SignedInUser } from './signed-in-user.ts';

const AUDIENCE = 'plantline-cli';
const LIFETIME_SECONDS = 60;
const CLOCK_TOLERANCE_SECONDS = 5;

/**
 * A token with which the command line talks to a running Plantline of the same data folder: whoever can read the
 * folder's key can read everything in it anyway. It lives for a minute.
 *
 * @param secretKey the installation's master key
 */
export async function createCliToken(secretKey: Buffer, now: Date): Promise<string> {
  const { SignJWT } = await import('jose');
  const issuedAt = Math.floor(now.getTime() / 1000);
  return await new SignJWT()
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setAudience(AUDIENCE)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + LIFETIME_SECONDS)
    .sign(deriveKey(secretKey, 'cli'));
}

/** The command line as an administrator; throws `auth.token_refused` for any token but a fresh one of ours. */
export async function verifyCliToken(
  secretKey: Buffer,
  token: string,
  now: Date,
): Promise<SignedInUser> {
  const { jwtVerify } = await import('jose');
  try {
    await jwtVerify(token, deriveKey(secretKey, 'cli'), {
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
