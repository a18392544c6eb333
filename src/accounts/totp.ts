const PERIOD_SECONDS = 30;
const ISSUER = 'Plantline';

/**
 * The time step a code of an authenticator app belongs to (RFC 6238: six digits, 30 seconds); undefined when it is
 * wrong, more than one step away, or not later than `after`, the step of the last code taken.
 *
 * @param secret Base32
 */
export async function findTotpStep(
  secret: string,
  code: string,
  after: number | null,
  now: Date,
): Promise<number | undefined> {
  if (!/^\d{6}$/u.test(code)) return undefined;
  const { verifySync } = await load();
  const epoch = Math.floor(now.getTime() / 1_000);
  const result = verifySync({ secret, token: code, epoch, epochTolerance: PERIOD_SECONDS });
  if (!result.valid || !('timeStep' in result)) return undefined;
  return after === null || result.timeStep > after ? result.timeStep : undefined;
}

/** A new secret, and the address by which a QR code hands it to an app. */
export async function makeTotpSecret(
  username: string,
): Promise<{ readonly secret: string; readonly otpauthUrl: string }> {
  const { generateSecret, generateURI } = await load();
  const secret = generateSecret();
  return { secret, otpauthUrl: generateURI({ issuer: ISSUER, label: username, secret }) };
}

/** Read when it is needed: many installations use no second factor. */
async function load() {
  return await import('otplib/functional');
}
