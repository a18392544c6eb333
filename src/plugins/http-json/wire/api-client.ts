import type { DataSourceTools } from '#sdk';
import { parseExactJson } from '../answer/parse-exact-json.ts';
import { badSetting } from '../http-json.errors.ts';
import type { HttpJsonConfig } from '../http-json.schema.ts';
import type { BuiltRequest } from '../request/compile-request.ts';
import { bodyText } from './body-text.ts';
import { createWire } from './create-wire.ts';
import type { RawAnswer } from './exchange.ts';
import { createLogIn, plainHeadersOf } from './log-in.ts';
import { statusError } from './status-error.ts';

export type ApiAnswer = {
  /** Parsed; undefined where there is none (HTTP 204). */
  readonly content: unknown;
  readonly headers: RawAnswer['headers'];
  readonly sizeBytes: number;
};

/** Asks one API, logged in. */
export interface ApiClient {
  /** @throws AppError for anything but a success with JSON in it */
  ask(
    endpoint: string,
    request: BuiltRequest,
    maxBytes: number,
    signal: AbortSignal,
  ): Promise<ApiAnswer>;
  /** Asks the base URL without any log-in: whatever the server answers, it is there. */
  reach(signal: AbortSignal): Promise<RawAnswer['headers']>;
  /** Gets what requests prove themselves with, where it has to be got. */
  logIn(signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

const REACH_BYTES = 1024 * 1024;

/** @throws AppError `http_json.config` */
export function createApiClient(config: HttpJsonConfig, tools: DataSourceTools): ApiClient {
  const wire = createWire(config, tools);
  const logIn = createLogIn(config, wire, tools.clock);
  const plain = plainHeadersOf(config);

  return {
    async ask(endpoint, request, maxBytes, signal) {
      if (request.method === 'POST' && !config.readsByPost) {
        const what =
          'It is a POST, which is not sent until the source says that its POST endpoints only read.';
        throw badSetting(`Endpoint "${endpoint}"`, what);
      }
      const headers =
        request.body === undefined ? plain : { ...plain, 'Content-Type': 'application/json' };
      for (let renewals = 0; ; renewals += 1) {
        const { token, ...credentials } = await logIn.credentials(signal);
        const answer = await wire.send({ ...request, headers, ...credentials, maxBytes }, signal);
        if (answer.status === 401 && token !== undefined && renewals === 0) {
          logIn.refuse(token);
          continue;
        }
        const text = await bodyText(answer, maxBytes);
        const { status } = answer;
        if (status < 200 || status >= 300) throw statusError(endpoint, status, text);
        const content = status === 204 ? undefined : parseExactJson(text);
        return { content, headers: answer.headers, sizeBytes: text.length };
      }
    },
    async reach(signal) {
      const url = config.baseUrl.replace(/[?#].*$/, '');
      const request = { method: 'GET', url, headers: plain, secretHeaders: {} } as const;
      const answer = await wire.send(
        { ...request, maxBytes: REACH_BYTES, isNeverRedirected: true },
        signal,
      );
      return answer.headers;
    },
    async logIn(signal) {
      await logIn.credentials(signal);
    },
    close: () => wire.close(),
  };
}
