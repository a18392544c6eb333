import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { createCliToken, verifyCliToken } from './cli-token.ts';

const KEY = randomBytes(32);
const NOW = new Date('2026-03-01T08:00:00Z');
const refused = { code: 'auth.token_refused', kind: 'unauthenticated' };

function after(seconds: number): Date {
  return new Date(NOW.getTime() + seconds * 1000);
}

test('a token of the same key is the command line, as an administrator', async () => {
  const token = await createCliToken(KEY, NOW);
  expect(await verifyCliToken(KEY, token, after(30))).toEqual({
    id: null,
    username: 'cli',
    fullName: null,
    role: 'admin',
  });
});

test('a token is worth nothing after its minute', async () => {
  const token = await createCliToken(KEY, NOW);
  await expect(verifyCliToken(KEY, token, after(90))).rejects.toMatchObject(refused);
});

test('a token of another data folder is refused', async () => {
  const token = await createCliToken(randomBytes(32), NOW);
  await expect(verifyCliToken(KEY, token, NOW)).rejects.toMatchObject(refused);
});

test('a token from the future is refused', async () => {
  const token = await createCliToken(KEY, after(3600));
  await expect(verifyCliToken(KEY, token, NOW)).rejects.toMatchObject(refused);
});

test.each([
  'x',
  'a.b.c',
  // {"alg":"none"} with our audience
  `${btoa('{"alg":"none"}')}.${btoa('{"aud":"plantline-cli","exp":9999999999,"iat":1}')}.`,
])('%j is refused', async (token) => {
  await expect(verifyCliToken(KEY, token, NOW)).rejects.toMatchObject(refused);
});
