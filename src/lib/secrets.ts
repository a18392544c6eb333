import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { secretUnreadable } from './secrets.errors.ts';

const CIPHER = 'aes-256-gcm';
const PREFIX = 'enc:v1:';
/** The nonce length AES-GCM is made for (NIST SP 800-38D). */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

type Config = Readonly<Record<string, unknown>>;

/** Encrypts and decrypts what must not be readable in a copy of the store. */
export type SecretBox = {
  /** @param context where the text belongs, such as `<row id>.<field>`: moved elsewhere it cannot be read */
  encrypt(text: string, context: string): string;
  /** @throws AppError `secrets.wrong_key` when the key or the context is another, or the text was changed */
  decrypt(encrypted: string, context: string): string;
  /**
   * The config with the texts at `secretPaths` (`password`, `tls.key`, `headers.*`) encrypted for the row `rowId`.
   * Absent and empty ones stay as they are.
   */
  encryptFields(config: Config, secretPaths: readonly string[], rowId: string): Config;
  /** The other way; a text that was never encrypted stays as it is. @throws AppError `secrets.wrong_key` */
  decryptFields(config: Config, secretPaths: readonly string[], rowId: string): Config;
};

/** @param key 32 bytes, for this purpose only (`deriveKey(master, 'secrets')`) */
export function createSecretBox(key: Buffer): SecretBox {
  function encrypt(text: string, context: string): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, key, nonce).setAAD(Buffer.from(context));
    const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return PREFIX + Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64');
  }

  function decrypt(encrypted: string, context: string): string {
    const bytes = Buffer.from(encrypted.slice(PREFIX.length), 'base64');
    const nonce = bytes.subarray(0, NONCE_BYTES);
    const tag = bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
    try {
      const options = { authTagLength: TAG_BYTES };
      const decipher = createDecipheriv(CIPHER, key, nonce, options)
        .setAAD(Buffer.from(context))
        .setAuthTag(tag);
      const body = bytes.subarray(NONCE_BYTES + TAG_BYTES);
      return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
    } catch (error) {
      throw secretUnreadable(error);
    }
  }

  return {
    encrypt,
    decrypt,
    encryptFields: (config, secretPaths, rowId) =>
      mapFields(config, secretPaths, (text, path) => encrypt(text, `${rowId}.${path}`)),
    decryptFields: (config, secretPaths, rowId) =>
      mapFields(config, secretPaths, (text, path) =>
        text.startsWith(PREFIX) ? decrypt(text, `${rowId}.${path}`) : text,
      ),
  };
}

/** What was encrypted with another key, and what of it could not be read. */
export type Reencrypted<T> = { readonly value: T; readonly done: number; readonly lost: number };

/**
 * Encrypts with another key whatever of a config is encrypted, wherever it stands; what cannot be read with the old key
 * was lost before, and stays as it is.
 */
function reencryptConfig(
  config: Config,
  rowId: string,
  from: SecretBox,
  to: SecretBox,
): Reencrypted<Config> {
  let done = 0;
  let lost = 0;
  const copy = structuredClone(config) as Record<string, unknown>;
  replaceAt({ copy }, ['copy'], '', (text, walked) => {
    if (!text.startsWith(PREFIX)) return text;
    const again = reencrypt(text, `${rowId}.${walked.slice('copy.'.length)}`, from, to);
    if (again === undefined) lost += 1;
    else done += 1;
    return again ?? text;
  });
  return { value: copy, done, lost };
}

/**
 * The same of every row of a table.
 *
 * @param write puts a row's config back; it is called for rows that hold a secret
 * @returns how many secrets were encrypted anew, and how many could not be read
 */
export async function reencryptRows(
  rows: readonly { readonly id: string; readonly config: Config }[],
  from: SecretBox,
  to: SecretBox,
  write: (id: string, config: Config) => Promise<unknown>,
): Promise<{ readonly done: number; readonly lost: number }> {
  let done = 0;
  let lost = 0;
  for (const { id, config } of rows) {
    const again = reencryptConfig(config, id, from, to);
    done += again.done;
    lost += again.lost;
    if (again.done > 0) await write(id, again.value);
  }
  return { done, lost };
}

/** The same of one text; undefined when it cannot be read. */
export function reencrypt(
  encrypted: string,
  context: string,
  from: SecretBox,
  to: SecretBox,
): string | undefined {
  try {
    return to.encrypt(from.decrypt(encrypted, context), context);
  } catch {
    return undefined;
  }
}

/** A copy of `config` in which each text at one of the paths is replaced. */
function mapFields(
  config: Config,
  paths: readonly string[],
  replace: (text: string, path: string) => string,
): Config {
  const copy = structuredClone(config) as Record<string, unknown>;
  for (const path of paths) replaceAt(copy, path.split('.'), '', replace);
  return copy;
}

function replaceAt(
  parent: Record<string, unknown>,
  [step = '', ...rest]: readonly string[],
  walked: string,
  replace: (text: string, path: string) => string,
): void {
  const names = step === '*' ? Object.keys(parent) : [step];
  for (const name of names) {
    if (!Object.hasOwn(parent, name)) continue;
    const value = parent[name];
    const path = walked + name;
    if (typeof value === 'object' && value !== null) {
      // Of an object that is secret as a whole, every text in it is.
      const inner = rest.length === 0 ? ['*'] : rest;
      replaceAt(value as Record<string, unknown>, inner, `${path}.`, replace);
    } else if (rest.length === 0 && typeof value === 'string' && value !== '') {
      parent[name] = replace(value, path);
    }
  }
}
