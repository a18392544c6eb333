import { createCipheriv, createDecipheriv, createHash, pbkdf2Sync, randomBytes } from 'node:crypto';

const KEY_BYTES = 32;
const VERIFIER_ROUNDS = 4096;
const SESSION_ROUNDS = 3;
/** The flag that says which kind of verifier the account has: that of 12c. */
const VERIFIER_12C = 0x4815;

export type KeyValue = { readonly key: string; readonly value: string; readonly flags?: number };

/** One log-in as O5LOGON does it with a verifier of 12c: neither side ever sends the password in the clear. */
export interface LogIn {
  /** What phase one is answered with. */
  readonly challenge: readonly KeyValue[];
  /** @returns what phase two is answered with; undefined when the password is wrong */
  finish(values: ReadonlyMap<string, string>): readonly KeyValue[] | undefined;
}

export function createLogIn(password: string): LogIn {
  const salt = randomBytes(16);
  const sessionSalt = randomBytes(16);
  const ownHalf = randomBytes(KEY_BYTES);
  const verifier = pbkdf2Sync(
    password,
    Buffer.concat([salt, Buffer.from('AUTH_PBKDF2_SPEEDY_KEY')]),
    VERIFIER_ROUNDS,
    64,
    'sha512',
  );
  const passwordKey = createHash('sha512')
    .update(verifier)
    .update(salt)
    .digest()
    .subarray(0, KEY_BYTES);
  return {
    challenge: [
      { key: 'AUTH_SESSKEY', value: hex(encrypt(passwordKey, ownHalf)) },
      { key: 'AUTH_VFR_DATA', value: hex(salt), flags: VERIFIER_12C },
      { key: 'AUTH_PBKDF2_CSK_SALT', value: hex(sessionSalt) },
      { key: 'AUTH_PBKDF2_VGEN_COUNT', value: String(VERIFIER_ROUNDS) },
      { key: 'AUTH_PBKDF2_SDER_COUNT', value: String(SESSION_ROUNDS) },
    ],
    finish(values) {
      const theirHalf = decrypt(passwordKey, bytes(values.get('AUTH_SESSKEY')));
      const sessionKey = pbkdf2Sync(
        hex(Buffer.concat([theirHalf.subarray(0, KEY_BYTES), ownHalf])),
        sessionSalt,
        SESSION_ROUNDS,
        KEY_BYTES,
        'sha512',
      );
      const sent = decrypt(sessionKey, bytes(values.get('AUTH_PASSWORD')));
      const padding = sent.at(-1) ?? 0;
      const given = sent.subarray(16, sent.length - padding).toString('utf8');
      if (given !== password) return undefined;
      const proof = Buffer.concat([randomBytes(16), Buffer.from('SERVER_TO_CLIENT')]);
      return [
        { key: 'AUTH_SVR_RESPONSE', value: hex(encrypt(sessionKey, proof)) },
        // 19.3.0.0.0 in the form of a server of 12.2.
        { key: 'AUTH_VERSION_NO', value: String((19 << 24) | (3 << 20)) },
        { key: 'AUTH_SESSION_ID', value: '42' },
        { key: 'AUTH_SERIAL_NUM', value: '4242' },
        { key: 'AUTH_SC_SERVICE_NAME', value: 'plant' },
        { key: 'AUTH_INSTANCENAME', value: 'plant' },
        { key: 'AUTH_DBNAME', value: 'PLANT' },
      ];
    },
  };
}

function encrypt(key: Buffer, content: Buffer): Buffer {
  const cipher = createCipheriv('aes-256-cbc', key, Buffer.alloc(16)).setAutoPadding(false);
  return Buffer.concat([cipher.update(content), cipher.final()]);
}

function decrypt(key: Buffer, content: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-cbc', key, Buffer.alloc(16)).setAutoPadding(false);
  const whole = content.subarray(0, content.length - (content.length % 16));
  return Buffer.concat([decipher.update(whole), decipher.final()]);
}

function hex(content: Buffer): string {
  return content.toString('hex').toUpperCase();
}

function bytes(text: string | undefined): Buffer {
  return Buffer.from(text ?? '', 'hex');
}
