import { AppError } from '#sdk';
import type { Clock } from '#sdk';
import {
  apiServerError,
  tokenRefused,
  tokenServerFailed,
  tokenServerSlow,
  tokenUnusable,
} from '../http-json.errors.ts';
import type { HttpJsonConfig } from '../http-json.schema.ts';
import { isJsonObject, parseExactJson } from '../answer/parse-exact-json.ts';
import { bodyText } from './body-text.ts';
import type { Wire } from './create-wire.ts';
import { withinSignal } from './within-signal.ts';

/** Keeps a token for as long as it is good. */
export interface TokenKeeper {
  token(signal: AbortSignal): Promise<string>;
  /** Called for a token that was refused: the next `token` is another one. Once, however many were refused with it. */
  refuse(token: string): void;
}

export type TokenConfig = Pick<
  HttpJsonConfig,
  'clientId' | 'clientSecret' | 'clientCredentialsPlace' | 'scope' | 'tokenParameters'
> & { readonly tokenUrl: string };

const TOKEN_BYTES = 256 * 1024;
/** RFC 6749 lets a server leave `expires_in` out. A token that dies sooner is renewed when it is refused. */
const DEFAULT_LIFE_SECONDS = 300;
const MOST_EARLY_MS = 60_000;
/** Printable ASCII, so that it is one header and nothing else. */
const TOKEN = /^[\u0021-\u007e]+$/;

type Token = { readonly text: string; readonly renewAtMs: number };

/**
 * Tokens by the client credentials grant of OAuth 2.0 (RFC 6749, 4.4). Those who ask while one is fetched share it, each
 * waiting no longer than its own signal.
 */
export function createTokenKeeper(config: TokenConfig, wire: Wire, clock: Clock): TokenKeeper {
  let kept: Token | undefined;
  let fetching: Promise<Token> | undefined;

  async function fetchToken(): Promise<Token> {
    const askedAtMs = clock().getTime();
    // Ends by the wire's own time limit: it is fetched for everybody, not for who asked first.
    const answer = await wire
      .send(tokenRequest(config), new AbortController().signal)
      .catch((error: unknown) => {
        throw error instanceof AppError ? ofTokenServer(error) : error;
      });
    const text = await bodyText(answer, TOKEN_BYTES);
    if (answer.status >= 500) {
      const error = apiServerError(answer.status);
      throw tokenServerFailed(error.message, error);
    }
    if (answer.status !== 200) {
      // Of its text, only the code: some servers repeat what they were sent.
      throw tokenRefused(answer.status, new Error(errorCodeOf(text)));
    }
    const { text: token, lifeMs } = readToken(text);
    const earlyMs = Math.min(MOST_EARLY_MS, lifeMs / 10);
    return { text: token, renewAtMs: askedAtMs + lifeMs - earlyMs };
  }

  return {
    async token(signal) {
      if (kept && clock().getTime() < kept.renewAtMs) return kept.text;
      fetching ??= fetchToken().finally(() => {
        fetching = undefined;
      });
      kept = await withinSignal(fetching, signal);
      return kept.text;
    },
    refuse(token) {
      if (kept?.text === token) kept = undefined;
    },
  };
}

function ofTokenServer(error: AppError): AppError {
  if (error.code === 'http_json.closed') return error;
  return error.kind === 'timeout'
    ? tokenServerSlow(error)
    : tokenServerFailed(error.message, error);
}

function tokenRequest(config: TokenConfig): Parameters<Wire['send']>[0] {
  const { clientId = '', clientSecret = '', scope, tokenParameters, tokenUrl } = config;
  const isInHeader = config.clientCredentialsPlace === 'header';
  const form = new URLSearchParams({
    ...tokenParameters,
    grant_type: 'client_credentials',
    ...(scope ? { scope } : {}),
    ...(isInHeader ? {} : { client_id: clientId, client_secret: clientSecret }),
  });
  // RFC 6749, 2.3.1: each is form-encoded before Basic puts them together.
  const pair = `${formEncoded(clientId)}:${formEncoded(clientSecret)}`;
  const basic = `Basic ${Buffer.from(pair).toString('base64')}`;
  return {
    method: 'POST',
    url: tokenUrl,
    headers: {
      Accept: 'application/json',
      'Content-Type': 'application/x-www-form-urlencoded',
      'User-Agent': 'Plantline',
    },
    secretHeaders: isInHeader ? { Authorization: basic } : {},
    body: form.toString(),
    isNeverRedirected: true,
    maxBytes: TOKEN_BYTES,
  };
}

function formEncoded(text: string): string {
  return new URLSearchParams({ x: text }).toString().slice(2);
}

function readToken(text: string): { readonly text: string; readonly lifeMs: number } {
  const content = parsed(text);
  const token = content['access_token'];
  const type = content['token_type'] ?? 'bearer';
  const isBearer = typeof type === 'string' && /^bearer$/i.test(type);
  if (typeof token !== 'string' || !TOKEN.test(token) || !isBearer) {
    throw tokenUnusable();
  }
  const seconds = Number(content['expires_in'] ?? DEFAULT_LIFE_SECONDS);
  const lifeMs = (seconds > 0 ? seconds : DEFAULT_LIFE_SECONDS) * 1000;
  return { text: token, lifeMs };
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    const content = parseExactJson(text);
    return isJsonObject(content) ? content : {};
  } catch (cause) {
    throw tokenUnusable(cause);
  }
}

/** RFC 6749, 5.2: `{"error":"invalid_client"}`. */
function errorCodeOf(text: string): string {
  return /"error"\s*:\s*"([\w.-]{1,60})"/.exec(text)?.[1] ?? 'no reason was given';
}
