import type { Clock } from '#sdk';
import type { ConnectDataServicesConfig } from './connect-data-services.schema.ts';
import type { Send } from './sds-client.ts';
import { sdsServerError, sdsTimeout, sdsUnauthorized } from './sds.errors.ts';

/** Bearer tokens of the identity service, one for all who ask at the same time. */
export interface Tokens {
  get(signal: AbortSignal): Promise<string>;
  /** For one that was refused: the next is another. */
  refuse(token: string): void;
}

/** AVEVA's own samples renew a token five minutes before it ends; a short-lived one is used for most of its life. */
const EARLY_MS = 5 * 60_000;

/** Client credentials (RFC 6749, 4.4), with id and secret in the form, as the vendor's samples send them. */
export function createTokens(
  config: Pick<ConnectDataServicesConfig, 'clientId' | 'clientSecret'> & {
    readonly tokenUrl: string;
  },
  send: Send,
  clock: Clock,
): Tokens {
  let kept: { readonly token: string; readonly renewAtMs: number } | undefined;
  let fetching: Promise<string> | undefined;

  async function fetchToken(): Promise<string> {
    const askedAtMs = clock().getTime();
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: config.clientId,
      client_secret: config.clientSecret,
    }).toString();
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
    // Fetched for everybody, so it ends with the time limit of a request and not with one asker's patience.
    const answer = await send(
      { url: config.tokenUrl, headers, form },
      new AbortController().signal,
    );
    if (answer.status >= 500) throw sdsServerError(answer.status);
    if (answer.status !== 200) throw sdsUnauthorized(new Error(`HTTP ${answer.status}`));
    const { token, lifeMs } = readToken(answer.text);
    kept = { token, renewAtMs: askedAtMs + lifeMs - Math.min(EARLY_MS, lifeMs / 5) };
    return token;
  }

  return {
    async get(signal) {
      if (signal.aborted) throw sdsTimeout();
      if (kept && clock().getTime() < kept.renewAtMs) return kept.token;
      fetching ??= fetchToken().finally(() => {
        fetching = undefined;
      });
      let onAbort: (() => void) | undefined;
      const aborted = new Promise<never>((_resolve, reject) => {
        onAbort = () => reject(sdsTimeout());
        signal.addEventListener('abort', onAbort, { once: true });
      });
      try {
        return await Promise.race([fetching, aborted]);
      } finally {
        if (onAbort) signal.removeEventListener('abort', onAbort);
      }
    },
    refuse(token) {
      if (kept?.token === token) kept = undefined;
    },
  };
}

function readToken(text: string): { readonly token: string; readonly lifeMs: number } {
  try {
    const content = JSON.parse(text) as { access_token?: unknown; expires_in?: unknown };
    const { access_token: token, expires_in: seconds } = content;
    if (typeof token === 'string' && /^[\u0021-\u007e]+$/.test(token)) {
      return { token, lifeMs: (Number(seconds) > 0 ? Number(seconds) : 60) * 1000 };
    }
  } catch (cause) {
    throw sdsUnauthorized(cause);
  }
  throw sdsUnauthorized();
}
