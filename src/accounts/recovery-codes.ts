import { createHash, randomBytes } from 'node:crypto';

const CODES = 10;
/** Five bits each: 120 bits in all, so that a plain hash of a code cannot be turned round. */
const CHARACTERS = 24;
/** Without the letters that are read as another one or as a digit on paper. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** Ten codes such as `k7mq-2vrx-9dhp-wt4e-3ncf-8gya`, each for one log-in without the authenticator app. */
export function makeRecoveryCodes(): readonly string[] {
  return Array.from({ length: CODES }, () => {
    const signs = [...randomBytes(CHARACTERS)].map((byte) => ALPHABET[byte % ALPHABET.length]);
    return signs.join('').replaceAll(/.{4}(?=.)/gu, '$&-');
  });
}

/** What is kept of a code, however it is typed; undefined for what cannot be one. */
export function hashRecoveryCode(typed: string): string | undefined {
  const plain = typed
    .toLowerCase()
    .replaceAll(/[\s-]/gu, '')
    .replaceAll('o', '0')
    .replaceAll(/[il]/gu, '1');
  if (plain.length !== CHARACTERS) return undefined;
  return createHash('sha256').update(plain).digest('hex');
}
