import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { describeSettings, readConfig } from './config.ts';

const SPEC = new URL('../../shared/SPEC.md', import.meta.url);

test('without any variable the documented defaults count', () => {
  expect(readConfig({}, 'Asia/Jakarta')).toEqual({
    dataDir: './data',
    databaseUrl: 'sqlite:data/app.db',
    host: '127.0.0.1',
    port: 8002,
    publicUrl: undefined,
    trustedProxies: undefined,
    adminUsername: undefined,
    adminPassword: undefined,
    secretKey: undefined,
    piSimulatorPort: 8003,
    plugins: [],
    timeZone: 'Asia/Jakarta',
    language: 'en',
    logLevel: 'info',
  });
});

test('what is given counts, and an empty variable is as none', () => {
  const config = readConfig({
    PLANTLINE_DATA_DIR: '/srv/plantline',
    PLANTLINE_PORT: '9000',
    PLANTLINE_PI_SIMULATOR_PORT: '',
    PLANTLINE_LANGUAGE: 'id',
    PLANTLINE_TIME_ZONE: 'Asia/Makassar',
    PLANTLINE_PUBLIC_URL: 'https://plantline.example.com/',
    PLANTLINE_TRUST_PROXY: '127.0.0.1, 10.1.0.0/16,::1, fd00::/8',
  });
  expect(config).toMatchObject({
    databaseUrl: 'sqlite:/srv/plantline/app.db',
    port: 9000,
    piSimulatorPort: 8003,
    language: 'id',
    timeZone: 'Asia/Makassar',
    publicUrl: 'https://plantline.example.com/',
    trustedProxies: ['127.0.0.1', '10.1.0.0/16', '::1', 'fd00::/8'],
  });
});

test('servers of tests may be on this machine, and elsewhere only with encryption', () => {
  expect(
    readConfig({
      PLANTLINE_WHATSAPP_WEB_URL: 'ws://127.0.0.1:9001/ws/chat',
      PLANTLINE_WHATSAPP_CLOUD_URL: 'http://[::1]:9002',
    }),
  ).toMatchObject({
    whatsappWebUrl: 'ws://127.0.0.1:9001/ws/chat',
    whatsappCloudUrl: 'http://[::1]:9002',
  });
  const elsewhere = 'wss://wire.example.com/ws/chat';
  expect(readConfig({ PLANTLINE_WHATSAPP_WEB_URL: elsewhere }).whatsappWebUrl).toBe(elsewhere);
});

test.each([
  ['PLANTLINE_PORT', '80a'],
  ['PLANTLINE_PORT', '65536'],
  ['PLANTLINE_PORT', '-1'],
  ['PLANTLINE_LANGUAGE', 'fr'],
  ['PLANTLINE_TIME_ZONE', 'Jakarta'],
  ['PLANTLINE_LOG_LEVEL', 'loud'],
  ['PLANTLINE_DATABASE_URL', 'mysql://db'],
  ['PLANTLINE_PUBLIC_URL', 'plantline'],
  ['PLANTLINE_TRUST_PROXY', 'true'],
  ['PLANTLINE_TRUST_PROXY', '1'],
  ['PLANTLINE_TRUST_PROXY', '10.0.0.0/33'],
  ['PLANTLINE_TRUST_PROXY', '0.0.0.0/0'],
  ['PLANTLINE_TRUST_PROXY', '10.0.0.1,'],
  ['PLANTLINE_WHATSAPP_WEB_URL', 'ws://10.0.0.5:9001/ws/chat'],
  ['PLANTLINE_WHATSAPP_WEB_URL', 'ws://127.0.0.1.example.com/ws/chat'],
  ['PLANTLINE_WHATSAPP_WEB_URL', 'http://127.0.0.1:9001'],
  ['PLANTLINE_WHATSAPP_CLOUD_URL', 'http://graph.example.com'],
  ['PLANTLINE_WHATSAPP_CLOUD_URL', 'http://u:p@127.0.0.1:9002'],
])('%s=%s is refused by name, in one plain sentence', (variable, value) => {
  expect(() => readConfig({ [variable]: value })).toThrow(
    expect.objectContaining({
      code: 'config.invalid',
      message: expect.stringMatching(
        new RegExp(`^${variable} must be .+; correct it`, 'u'),
      ) as string,
    }),
  );
});

test('a wrong database address is not repeated: it may hold a password', () => {
  const read = () => readConfig({ PLANTLINE_DATABASE_URL: 'mysql://root:top-secret@db' });
  expect(read).toThrow(expect.not.objectContaining({ message: expect.stringContaining('secret') }));
});

test.skipIf(!existsSync(SPEC))('every variable of the contract is there (needs ../shared)', () => {
  const promised = readFileSync(SPEC, 'utf8').match(/`PLANTLINE_[A-Z_]+`(?=.* \|)/gu) ?? [];
  const known = describeSettings().map(({ variable }) => `\`${variable}\``);
  const added = [
    '`PLANTLINE_PLUGINS`',
    '`PLANTLINE_TRUST_PROXY`',
    '`PLANTLINE_WHATSAPP_CLOUD_URL`',
    '`PLANTLINE_WHATSAPP_WEB_URL`',
  ];
  expect(known.toSorted()).toEqual([...new Set([...promised, ...added])].toSorted());
});
