import { setTimeout as wait } from 'node:timers/promises';
import type { LogIn } from './read-log-in.ts';
import type { Request } from './read-request.ts';
import type { ServerError } from './tokens.ts';
import type { Certificate } from './tls-in-packets.ts';

export type Received = Request & { readonly isInTransaction: boolean };

type Moment = 'log-in' | 'request' | 'attention';
type Delay = { readonly moment: Moment; readonly ms: number; readonly match: RegExp };

/** What a test turns and reads while the server runs. */
export interface SqlServerControls {
  readonly certificate: Certificate | undefined;
  readonly requiresTls: boolean;
  readonly routeTo: { readonly host: string; readonly port: number } | undefined;
  /** Statements as they came, in order. */
  readonly received: readonly Received[];
  readonly logIns: readonly LogIn[];
  readonly transactions: { begun: number; committed: number; rolledBack: number };
  /** What this stand-in could not make sense of: a test fails on it. */
  readonly troubles: readonly unknown[];
  attentions: number;
  /** Requests being worked at. */
  readonly running: number;
  note(request: Received): void;
  noteLogIn(login: LogIn): void;
  tellTrouble(error: unknown): void;
  started(): void;
  ended(): void;
  refusalOf(login: LogIn): ServerError | undefined;
  /** Waits as long as `delay` asked for; ends with the signal. */
  pause(moment: Moment, sql?: string, signal?: AbortSignal): Promise<void>;
  /** From now on so long passes before an answer; of requests, those whose statement matches. */
  delay(moment: Moment, ms: number, match?: RegExp): void;
  /** From now on log-ins are refused with this error; undefined takes it back. */
  refuseLogIns(error: ServerError | undefined): void;
}

type ControlOptions = {
  readonly user: string;
  readonly password: string;
  readonly database: string;
  readonly certificate: Certificate | undefined;
  readonly requiresTls: boolean;
  readonly routeTo: { readonly host: string; readonly port: number } | undefined;
};

export function createControls(options: ControlOptions): SqlServerControls {
  const received: Received[] = [];
  const logIns: LogIn[] = [];
  const troubles: unknown[] = [];
  let delays: Delay[] = [];
  let refusal: ServerError | undefined;
  let running = 0;
  return {
    certificate: options.certificate,
    requiresTls: options.requiresTls,
    routeTo: options.routeTo,
    received,
    logIns,
    transactions: { begun: 0, committed: 0, rolledBack: 0 },
    troubles,
    attentions: 0,
    get running() {
      return running;
    },
    note: (request) => void received.push(request),
    noteLogIn: (login) => void logIns.push(login),
    tellTrouble: (error) => void troubles.push(error),
    started: () => void (running += 1),
    ended: () => void (running -= 1),
    refusalOf({ user, password, database }) {
      if (refusal !== undefined) return refusal;
      if (user !== options.user || password !== options.password) {
        return {
          number: 18_456,
          state: 1,
          severity: 14,
          message: `Login failed for user '${user}'.`,
        };
      }
      if (database.toLowerCase() === options.database.toLowerCase() || database === '') {
        return undefined;
      }
      const message = `Cannot open database "${database}" requested by the login. The login failed.`;
      return { number: 4060, state: 1, severity: 11, message };
    },
    async pause(moment, sql = '', signal) {
      const delay = delays.find((one) => one.moment === moment && one.match.test(sql));
      if (delay) await wait(delay.ms, undefined, signal ? { signal } : {});
    },
    delay(moment, ms, match = /^/) {
      delays = delays.filter((one) => one.moment !== moment);
      if (ms > 0) delays.push({ moment, ms, match });
    },
    refuseLogIns(error) {
      refusal = error;
    },
  };
}
