import { createHash } from 'node:crypto';
import { SignJWT, errors, jwtVerify } from 'jose';
import { sessionExpired, sessionRequired } from './auth.errors.ts';

const ALGORITHM = 'HS256';
const PARTY = 'plantline';

export type TokenContent = {
  readonly userId: string;
  readonly sessionId: string;
  /** Both in whole seconds. */
  readonly issuedAt: Date;
  readonly expiresAt: Date;
};

/** @param key 32 bytes, for this purpose only (`deriveKey(master, 'sessions')`) */
export async function signToken(
  key: Buffer,
  { userId, sessionId, issuedAt, expiresAt }: TokenContent,
): Promise<string> {
  return await new SignJWT({ sid: sessionId })
    .setProtectedHeader({ alg: ALGORITHM })
    .setSubject(userId)
    .setIssuer(PARTY)
    .setAudience(PARTY)
    .setIssuedAt(issuedAt)
    .setExpirationTime(expiresAt)
    .sign(key);
}

/** What a token says, if we made it. @throws AppError `auth.session_expired` or `auth.required` */
export async function readToken(key: Buffer, token: string, now: Date): Promise<TokenContent> {
  try {
    const { payload } = await jwtVerify(token, key, {
      algorithms: [ALGORITHM],
      issuer: PARTY,
      audience: PARTY,
      currentDate: now,
      requiredClaims: ['exp', 'iat', 'sub', 'sid'],
    });
    const { sub: userId, sid: sessionId, iat = 0, exp = 0 } = payload;
    if (typeof userId !== 'string' || typeof sessionId !== 'string') throw sessionRequired();
    return {
      userId,
      sessionId,
      issuedAt: new Date(iat * 1_000),
      expiresAt: new Date(exp * 1_000),
    };
  } catch (error) {
    if (error instanceof errors.JWTExpired) throw sessionExpired();
    if (error instanceof errors.JOSEError) throw sessionRequired();
    throw error;
  }
}

/** SHA-256 in hex: what is kept of a token. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
