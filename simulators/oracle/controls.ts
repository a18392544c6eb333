import { setTimeout as wait } from 'node:timers/promises';
import type { BoundValue } from './read-message.ts';

export type Received = {
  readonly sql: string;
  readonly binds: readonly BoundValue[];
  readonly isReadOnly: boolean;
};

type Moment = 'log-in' | 'request' | 'break';
type Delay = { readonly moment: Moment; readonly ms: number; readonly match: RegExp };

/** What a test turns and reads while the server runs. */
export interface OracleControls {
  readonly user: string;
  readonly password: string;
  readonly service: string;
  readonly redirectTo: { readonly host: string; readonly port: number } | undefined;
  /** Statements as they came, in order. */
  readonly received: Received[];
  readonly transactions: { begun: number; committed: number; rolledBack: number };
  /** What this stand-in could not make sense of: a test fails on it. */
  readonly troubles: unknown[];
  breaks: number;
  running: number;
  /** Waits as long as `delay` asked for; ends with the signal. */
  pause(moment: Moment, sql?: string, signal?: AbortSignal): Promise<void>;
  /** From now on so long passes before an answer; of requests, those whose statement matches. */
  delay(moment: Moment, ms: number, match?: RegExp): void;
}

export function createControls(
  account: Pick<OracleControls, 'user' | 'password' | 'service' | 'redirectTo'>,
): OracleControls {
  let delays: Delay[] = [];
  return {
    ...account,
    received: [],
    transactions: { begun: 0, committed: 0, rolledBack: 0 },
    troubles: [],
    breaks: 0,
    running: 0,
    async pause(moment, sql = '', signal) {
      const delay = delays.find((one) => one.moment === moment && one.match.test(sql));
      if (delay) await wait(delay.ms, undefined, signal ? { signal } : {});
    },
    delay(moment, ms, match = /^/) {
      delays = delays.filter((one) => one.moment !== moment);
      if (ms > 0) delays.push({ moment, ms, match });
    },
  };
}
