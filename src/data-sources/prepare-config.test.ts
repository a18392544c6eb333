import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { defineDataSource } from '#sdk';
import { createOutbound } from '../lib/outbound/index.ts';
import { createSecretBox } from '../lib/secrets.ts';
import { prepareConfig } from './prepare-config.ts';

/** A source whose secret goes to an address of another name, within an object. */
const plugin = defineDataSource({
  kind: 'work-orders',
  title: 'Work orders',
  capabilities: ['query'],
  config: z.object({
    baseUrl: z.url(),
    login: z.object({
      tokenUrl: z.string().meta({ address: true }),
      clientSecret: z.string().optional().meta({ secret: true }),
    }),
  }),
  connect: () => Promise.reject(new Error('not connected in this test')),
});
const tools = {
  plugins: [plugin],
  secrets: createSecretBox(randomBytes(32)),
  outbound: createOutbound({ allowPrivate: true }),
};
const source = { id: 'w1', name: 'Maximo', plugin: 'work-orders' };
const baseUrl = 'http://127.0.0.1:81/';

function prepare(tokenUrl: string, clientSecret?: string, before?: Record<string, unknown>) {
  const login = { tokenUrl, ...(clientSecret !== undefined && { clientSecret }) };
  return prepareConfig(tools, source, { baseUrl, login }, before).config;
}

test('a kept secret stays while the address it is sent to does', () => {
  const before = prepare('https://login.plant.test/token', 'hush');
  const after = prepare('https://login.plant.test/token', undefined, before);
  const paths = ['login.clientSecret'];
  expect(tools.secrets.decryptFields(after, paths, 'w1')).toMatchObject({
    login: { clientSecret: 'hush' },
  });
});

test('a kept secret is not sent to another address, whatever its field is named', () => {
  const before = prepare('https://login.plant.test/token', 'hush');
  expect(() => prepare('https://elsewhere.test/token', undefined, before)).toThrow(
    expect.objectContaining({ code: 'data_sources.secret_needed' }),
  );
});

test.each(['http://169.254.169.254/latest', 'https://me:hush@login.plant.test/'])(
  'no address field takes %s',
  (tokenUrl) => {
    expect(() => prepare(tokenUrl, 'hush')).toThrow(
      expect.objectContaining({
        code: 'data_sources.bad_config',
        details: {
          issues: [{ path: 'config.login.tokenUrl', message: expect.any(String) as string }],
        },
      }),
    );
  },
);
