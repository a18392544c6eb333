import type { Clock } from '#sdk';
import { badSetting } from '../http-json.errors.ts';
import type { HttpJsonConfig } from '../http-json.schema.ts';
import type { Wire, WireRequest } from './create-wire.ts';
import { createTokenKeeper } from './token-keeper.ts';
import type { TokenKeeper } from './token-keeper.ts';

export type Credentials = Pick<WireRequest, 'secretHeaders' | 'secretQuery'> & {
  /** What a 401 proves wrong, if it can be had anew. */
  readonly token?: string;
};

/** What requests prove themselves with. */
export interface LogIn {
  credentials(signal: AbortSignal): Promise<Credentials>;
  refuse(token: string): void;
}

const HEADER_NAME = /^[!#$%&'*+.^_`|~\w-]+$/;
const HEADER_VALUE = /^[\t\u0020-\u007e\u0080-\u00ff]*$/;
/** These belong to the connection, not to who asks. */
const RESERVED = new Set([
  'connection',
  'content-length',
  'content-type',
  'expect',
  'host',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** @throws AppError `http_json.config` */
export function createLogIn(config: HttpJsonConfig, wire: Wire, clock: Clock): LogIn {
  const tokens = tokenKeeperOf(config, wire, clock);
  const isInQuery = config.apiKeyPlace === 'query';
  const { apiKey, apiKeyName } = config;
  const fixed = checkedHeaders({
    ...secretHeadersOf(config.secretHeaders),
    ...authorizationOf(config),
    ...(apiKey && !isInQuery ? { [apiKeyName]: apiKey } : {}),
  });
  const secretQuery = apiKey && isInQuery ? { name: apiKeyName, value: apiKey } : undefined;
  return {
    async credentials(signal) {
      if (!tokens) return { secretHeaders: fixed, secretQuery };
      const token = await tokens.token(signal);
      return { secretHeaders: { ...fixed, Authorization: `Bearer ${token}` }, secretQuery, token };
    },
    refuse: (token) => tokens?.refuse(token),
  };
}

/** The headers that are no secret, as they are sent. @throws AppError `http_json.config` */
export function plainHeadersOf({
  headers,
}: Pick<HttpJsonConfig, 'headers'>): Record<string, string> {
  return {
    Accept: 'application/json',
    'Accept-Encoding': 'gzip',
    'User-Agent': 'Plantline',
    ...checkedHeaders(headers),
  };
}

/** What the configuration says, or what its filled-in fields mean. */
export function logInKindOf(config: HttpJsonConfig): NonNullable<HttpJsonConfig['authentication']> {
  const { authentication, tokenUrl, token, user, apiKey } = config;
  if (authentication) return authentication;
  if (tokenUrl) return 'oauth2';
  if (token) return 'bearer';
  return user ? 'basic' : apiKey ? 'api-key' : 'none';
}

function authorizationOf(config: HttpJsonConfig): Record<string, string> {
  const kind = logInKindOf(config);
  const { user = '', password = '', token } = config;
  if (kind === 'basic') {
    const pair = Buffer.from(`${user}:${password}`, 'utf8').toString('base64');
    return { Authorization: `Basic ${pair}` };
  }
  if (kind === 'bearer') {
    if (!token) throw badSetting('Bearer token', 'It is missing. Enter it.');
    return { Authorization: `Bearer ${token}` };
  }
  if (kind === 'api-key' && !config.apiKey) {
    throw badSetting('API key', 'It is missing. Enter it.');
  }
  return {};
}

function tokenKeeperOf(config: HttpJsonConfig, wire: Wire, clock: Clock): TokenKeeper | undefined {
  if (logInKindOf(config) !== 'oauth2') return undefined;
  const { tokenUrl, clientId } = config;
  if (!tokenUrl) throw badSetting('Token URL', 'It is missing. Enter it.');
  if (!clientId) throw badSetting('Client ID', 'It is missing. Enter it.');
  return createTokenKeeper({ ...config, tokenUrl }, wire, clock);
}

/** `Name: value | Other: value` */
function secretHeadersOf(text: string): Record<string, string> {
  const lines = text.split(/\||\n/).filter((line) => line.trim() !== '');
  return Object.fromEntries(
    lines.map((line) => {
      const [name = '', ...rest] = line.split(':');
      return [name.trim(), rest.join(':').trim()];
    }),
  );
}

function checkedHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  for (const [name, value] of Object.entries(headers)) {
    if (!HEADER_NAME.test(name) || RESERVED.has(name.toLowerCase())) {
      throw badSetting('Headers', 'One has a name that cannot be used. Correct it.');
    }
    if (!HEADER_VALUE.test(value)) {
      throw badSetting('Headers', 'One has a value with characters that no header may have.');
    }
  }
  return { ...headers };
}
