import { isIP } from 'node:net';
import { join } from 'node:path';
import { z } from 'zod';
import { settingInvalid } from './config.errors.ts';
import { LOG_LEVELS } from './lib/log.ts';

type Setting<T> = {
  readonly variable: string;
  readonly schema: z.ZodType<T, string | undefined>;
  /** As the table of settings shows it. */
  readonly defaultText: string;
  readonly meaning: string;
};

const LOOPBACK_HOST = /^(?:localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])$/u;
const port = z
  .string()
  .regex(/^\d{1,5}$/u)
  .transform(Number)
  .refine((number) => number <= 65_535);

const timeZone = z.string().refine(isTimeZone);
const publicUrl = z.url({ protocol: /^https?$/u });
const trustedProxies = z
  .string()
  .transform((text) => text.split(',').map((part) => part.trim()))
  .refine((parts) => parts.every(isAddressRange));
const databaseUrl = z.string().regex(/^sqlite:.+|^postgres(?:ql)?:\/\/.+/u);

/** Every setting of the process, in the order of the documentation. */
const SETTINGS = {
  dataDir: setting(
    'PLANTLINE_DATA_DIR',
    z.string().default('./data'),
    '`./data`',
    'Folder of the SQLite file `app.db`, the keys and the media.',
  ),
  databaseUrl: setting(
    'PLANTLINE_DATABASE_URL',
    databaseUrl.optional(),
    '`sqlite:<data>/app.db`',
    'The store: `sqlite:<path>` or `postgres://…`.',
  ),
  host: setting(
    'PLANTLINE_HOST',
    z.string().default('127.0.0.1'),
    '`127.0.0.1`',
    'Address on which HTTP listens. On this machine alone, Plantline answers only as `localhost`, `127.0.0.1` and `[::1]`, and under the host of the address below.',
  ),
  port: setting('PLANTLINE_PORT', port.default(8002), '`8002`', 'Port on which HTTP listens.'),
  publicUrl: setting(
    'PLANTLINE_PUBLIC_URL',
    publicUrl.optional(),
    '',
    'Address users see, for webhooks and links; its host is one that Plantline answers under.',
  ),
  trustedProxies: setting(
    'PLANTLINE_TRUST_PROXY',
    trustedProxies.optional(),
    'none',
    'Addresses or CIDR ranges, with commas, of the proxies in front: only they are believed in `X-Forwarded-For`, by whose addresses log-ins are counted and locked.',
  ),
  adminUsername: setting(
    'PLANTLINE_ADMIN_USERNAME',
    z.string().optional(),
    '',
    'With the password below: makes the first admin on an empty database, unattended.',
  ),
  adminPassword: setting(
    'PLANTLINE_ADMIN_PASSWORD',
    z.string().optional(),
    '',
    'Password of that first admin, at least 12 characters; not read once there is a user.',
  ),
  secretKey: setting(
    'PLANTLINE_SECRET_KEY',
    z.string().optional(),
    'made in `<data>/secret.key`, mode 600',
    'Encrypts secrets at rest and signs sessions: 32 random bytes as hex or base64; or a sentence of at least 16 characters, which is stretched (scrypt) but is no match for them.',
  ),
  piSimulatorPort: setting(
    'PLANTLINE_PI_SIMULATOR_PORT',
    port.default(8003),
    '`8003`',
    'Demo only: port of the demo plant, `http://127.0.0.1:<port>/piwebapi`, Basic `demo` / `demo`.',
  ),
  whatsappWebUrl: setting(
    'PLANTLINE_WHATSAPP_WEB_URL',
    testServerUrl('ws').optional(),
    'WhatsApp’s own',
    'Tests only: a server in place of WhatsApp’s for the linked device, `ws://127.0.0.1:<port>/ws/chat`.',
  ),
  whatsappCloudUrl: setting(
    'PLANTLINE_WHATSAPP_CLOUD_URL',
    testServerUrl('http').optional(),
    'Meta’s own',
    'Tests only: a server in place of Meta’s for the Business Cloud API, `http://127.0.0.1:<port>`.',
  ),
  plugins: setting(
    'PLANTLINE_PLUGINS',
    z
      .string()
      .default('')
      .transform((text) =>
        text
          .split(',')
          .map((part) => part.trim())
          .filter(Boolean),
      ),
    'none',
    'Data sources of others, with commas: names of packages in `<data>/plugins/node_modules` or beside Plantline, or absolute paths of their folders.',
  ),
  timeZone: setting(
    'PLANTLINE_TIME_ZONE',
    timeZone.optional(),
    'the machine’s zone; the demo: `Asia/Jakarta`',
    'IANA zone of the site, shown after every time in a reply.',
  ),
  language: setting(
    'PLANTLINE_LANGUAGE',
    z.enum(['en', 'id']).default('en'),
    '`en`',
    'Default language of replies: `en` or `id`. A question in the other language is answered in it.',
  ),
  logLevel: setting(
    'PLANTLINE_LOG_LEVEL',
    z.enum(LOG_LEVELS).default('info'),
    '`info`',
    'Least serious lines to log on stdout, as JSON: `fatal`, `error`, `warn`, `info`, `debug`, `trace` or `silent`.',
  ),
} as const;

/** What a value must look like, where the schema alone would not say it in plain words. */
const PROBLEMS: Partial<Record<keyof typeof SETTINGS, string>> = {
  databaseUrl: 'must be sqlite:<path> or postgres://…',
  port: 'must be a whole number from 0 to 65535',
  piSimulatorPort: 'must be a whole number from 0 to 65535',
  publicUrl: 'must be a web address such as https://plantline.example.com',
  trustedProxies: 'must be addresses or CIDR ranges such as 127.0.0.1, 10.0.0.0/8',
  whatsappWebUrl:
    'must be a wss:// address, or, without encryption, one of this machine such as ws://127.0.0.1:9001/ws/chat',
  whatsappCloudUrl:
    'must be an https:// address, or, without encryption, one of this machine such as http://127.0.0.1:9002',
  timeZone: 'must be an IANA time zone such as Asia/Jakarta',
  language: 'must be en or id',
  logLevel: `must be one of ${LOG_LEVELS.join(', ')}`,
};

type Read = { readonly [K in keyof typeof SETTINGS]: z.output<(typeof SETTINGS)[K]['schema']> };

/** The settings of the process; what has no default and was not given is undefined. */
export type Config = Omit<Read, 'databaseUrl' | 'timeZone'> & {
  readonly databaseUrl: string;
  readonly timeZone: string;
};

/**
 * Reads the settings from environment variables. An empty variable counts as absent.
 *
 * @param defaultTimeZone the zone when none is named: the machine's, but for the demo
 * @throws AppError `config.invalid`, naming the variable and what it must be
 */
export function readConfig(
  env: Readonly<Record<string, string | undefined>>,
  defaultTimeZone = Intl.DateTimeFormat().resolvedOptions().timeZone,
): Config {
  const read = Object.fromEntries(
    Object.entries(SETTINGS).map(([name, { variable, schema }]) => {
      const parsed = schema.safeParse(env[variable] || undefined);
      if (!parsed.success) {
        throw settingInvalid(variable, PROBLEMS[name as keyof Read] ?? 'has a wrong value');
      }
      return [name, parsed.data];
    }),
  ) as Read;
  return {
    ...read,
    databaseUrl: read.databaseUrl ?? `sqlite:${join(read.dataDir, 'app.db')}`,
    timeZone: read.timeZone ?? defaultTimeZone,
  };
}

/** Every setting as the documentation shows it. */
export function describeSettings(): readonly Pick<
  Setting<unknown>,
  'variable' | 'defaultText' | 'meaning'
>[] {
  return Object.values(SETTINGS).map(({ variable, defaultText, meaning }) => ({
    variable,
    defaultText,
    meaning,
  }));
}

function setting<T>(
  variable: string,
  schema: z.ZodType<T, string | undefined>,
  defaultText: string,
  meaning: string,
): Setting<T> {
  return { variable, schema, defaultText, meaning };
}

/** Whoever listens on the way would read the whole chat, so without encryption it must not leave this machine. */
function testServerUrl(scheme: 'ws' | 'http') {
  return z.string().refine((text) => {
    const url = URL.parse(text);
    if (!url || url.username !== '' || url.password !== '') return false;
    if (url.protocol === `${scheme}s:`) return true;
    return url.protocol === `${scheme}:` && LOOPBACK_HOST.test(url.hostname);
  });
}

function isAddressRange(text: string): boolean {
  const [address = '', prefix = '1', ...more] = text.split('/');
  const bits = { 0: 0, 4: 32, 6: 128 }[isIP(address)] ?? 0;
  const isPrefix = /^[1-9]\d{0,2}$/u.test(prefix) && Number(prefix) <= bits;
  return more.length === 0 && isPrefix;
}

function isTimeZone(name: string): boolean {
  try {
    Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
