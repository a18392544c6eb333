import { AppError } from '#sdk';
import type { Logger } from '#sdk';
import { accountIn, askForNumber } from './create-check.ts';
import type { Health } from './create-health.ts';
import type { Judge } from './create-judge.ts';
import type { Graph } from './graph/create-graph.ts';
import type { WhatsappCloudConfig } from './whatsapp-cloud.schema.ts';

const FIRST_WAIT_MS = 1_000;
const MAX_WAIT_MS = 60_000;

export type VerifyDeps = {
  readonly graph: Graph;
  readonly config: WhatsappCloudConfig;
  readonly health: Health;
  readonly judge: Judge;
  readonly log: Logger;
};

/** Asks for the number until it answers: at the start, and whenever the servers were lost. */
export function keepVerified({ graph, config, health, judge, log }: VerifyDeps): {
  /** Begins, unless it is at it. */
  start(): void;
  close(): Promise<void>;
} {
  const closing = new AbortController();
  let running: Promise<void> | undefined;

  async function verifyUntilDone(): Promise<void> {
    for (let waitMs = FIRST_WAIT_MS; !closing.signal.aborted;) {
      if (await isVerified()) return;
      await rest(waitMs, closing.signal);
      waitMs = Math.min(waitMs * 2, MAX_WAIT_MS);
    }
  }

  /** Whether there is nothing more to ask: the number answered, or an administrator must act. */
  async function isVerified(): Promise<boolean> {
    try {
      const answer = await askForNumber(graph, config, closing.signal);
      if (answer.ok) {
        health.verified(accountIn(answer.content, config.phoneNumberId));
        return true;
      }
      judge.judge(answer.error, undefined);
      return health.status().phase === 'stopped';
    } catch (error) {
      if (closing.signal.aborted) return true;
      const code = error instanceof AppError ? error.code : 'unknown';
      log.warn({ code }, 'WhatsApp’s servers cannot be reached');
      health.away();
      return false;
    }
  }

  function start(): void {
    if (running || closing.signal.aborted) return;
    running = verifyUntilDone().finally(() => (running = undefined));
  }

  return {
    start,
    async close() {
      closing.abort();
      await running;
    },
  };
}

function rest(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });
}
