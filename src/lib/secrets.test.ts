import { randomBytes, scryptSync } from 'node:crypto';
import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { freshFolder } from '../../tests/support/files.ts';
import { answerKey } from './answer-key.ts';
import { deriveKey, loadSecretKey } from './secret-key.ts';
import { createSecretBox } from './secrets.ts';

const box = createSecretBox(randomBytes(32));

describe('a secret', () => {
  test('comes back as it was, and only where it belongs', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.string(),
        fc.string(),
        (text, here, there) => {
          const encrypted = box.encrypt(text, here);
          expect(box.decrypt(encrypted, here)).toBe(text);
          if (here !== there) {
            expect(() => box.decrypt(encrypted, there)).toThrow(/cannot be decrypted/u);
          }
        },
      ),
    );
  });

  test('is not to be seen in what is kept, and never looks the same twice', () => {
    const [first, second] = [
      box.encrypt('hunter2hunter2', 'a'),
      box.encrypt('hunter2hunter2', 'a'),
    ];
    expect(first).toMatch(/^enc:v1:[A-Za-z0-9+/]+=*$/u);
    expect(first).not.toBe(second);
  });

  test('cannot be read with another key, nor after any change of a byte', () => {
    const encrypted = box.encrypt('secret', 'a');
    const other = createSecretBox(randomBytes(32));
    expect(() => other.decrypt(encrypted, 'a')).toThrow(
      expect.objectContaining({ code: 'secrets.wrong_key' }),
    );
    const bytes = Buffer.from(encrypted.slice('enc:v1:'.length), 'base64');
    for (const index of bytes.keys()) {
      const changed = Buffer.from(bytes);
      changed[index] = (changed[index] ?? 0) ^ 1;
      const text = `enc:v1:${changed.toString('base64')}`;
      expect(() => box.decrypt(text, 'a')).toThrow(/cannot be decrypted/u);
    }
  });

  test.each(['enc:v1:', 'enc:v1:AAAA', 'enc:v1:%%%'])('%j is no secret', (text) => {
    expect(() => box.decrypt(text, 'a')).toThrow(
      expect.objectContaining({ code: 'secrets.wrong_key' }),
    );
  });
});

describe('the secret fields of a config', () => {
  const config = {
    host: 'pi.example.com',
    password: 'top secret',
    token: '',
    tls: { key: 'private', ca: 'public' },
    headers: { 'X-Key': 'first header secret', 'X-Other': 'other header secret' },
    retries: 3,
  };
  const paths = [
    'password',
    'token',
    'tls.key',
    'headers.*',
    'missing.deep',
    'retries',
    '__proto__',
  ];

  test('are encrypted and the others are not', () => {
    const kept = box.encryptFields(config, paths, 'source-1');
    const text = JSON.stringify(kept);
    for (const secret of ['top secret', 'private', 'first header secret', 'other header secret'])
      expect(text).not.toContain(secret);
    expect(kept).toMatchObject({
      host: 'pi.example.com',
      tls: { ca: 'public' },
      token: '',
      retries: 3,
    });
    expect(box.decryptFields(kept, paths, 'source-1')).toEqual(config);
    expect(config.password).toBe('top secret');
  });

  test('cannot be copied to another row or another field', () => {
    const kept = box.encryptFields(config, paths, 'source-1');
    expect(() => box.decryptFields(kept, paths, 'source-2')).toThrow(/cannot be decrypted/u);
    const moved = { ...kept, host: kept['password'] };
    expect(() => box.decryptFields(moved, ['host'], 'source-1')).toThrow(/cannot be decrypted/u);
  });

  test('that were never encrypted are read as they are', () => {
    expect(box.decryptFields(config, paths, 'source-1')).toEqual(config);
  });
});

describe('the key file', () => {
  test('is made once, for its owner alone, and never overwritten', () => {
    const folder = join(freshFolder(), 'data');
    const key = loadSecretKey(undefined, folder);
    expect(key).toHaveLength(32);
    expect(statSync(join(folder, 'secret.key')).mode & 0o777).toBe(0o600);
    expect(loadSecretKey(undefined, folder)).toEqual(key);
  });

  test('that is damaged is left alone and said plainly', () => {
    const folder = freshFolder();
    const path = join(folder, 'secret.key');
    writeFileSync(path, 'half a k');
    expect(() => loadSecretKey(undefined, folder)).toThrow(
      expect.objectContaining({ code: 'secrets.key_unreadable' }),
    );
    expect(readFileSync(path, 'utf8')).toBe('half a k');
    chmodSync(path, 0o600);
  });
});

describe('a key given in the environment', () => {
  const bytes = randomBytes(32);
  test.each([
    ['hex', bytes.toString('hex')],
    ['base64', bytes.toString('base64')],
    ['base64url', bytes.toString('base64url')],
  ])('as 32 bytes in %s is taken as it is', (_form, text) => {
    expect(loadSecretKey(text, '/nowhere')).toEqual(bytes);
  });

  test('as a long text is stretched, a short one is refused', () => {
    const key = loadSecretKey('correct horse battery staple', '/nowhere');
    expect(key).toHaveLength(32);
    expect(loadSecretKey('correct horse battery staple', '/nowhere')).toEqual(key);
    const cost = { N: 65_536, r: 8, p: 2, maxmem: 2 ** 27 };
    const stretched = scryptSync(
      'correct horse battery staple',
      'plantline secret key v1',
      32,
      cost,
    );
    expect(key).toEqual(stretched);
    expect(() => loadSecretKey('short', '/nowhere')).toThrow(
      expect.objectContaining({ code: 'secrets.key_too_weak' }),
    );
  });

  test('gives each purpose a key of its own', () => {
    expect(deriveKey(bytes, 'secrets')).not.toEqual(deriveKey(bytes, 'sessions'));
    expect(deriveKey(bytes, 'secrets')).toHaveLength(32);
  });
});

test.each([
  ['U1 Load', 'u1load'],
  ['  u1\tload\u00A0', 'u1load'],
  ['BEBAN İ', 'bebani̇'],
])('%j answers to %j', (name, key) => {
  expect(answerKey(name)).toBe(key);
});
