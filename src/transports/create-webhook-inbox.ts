import { AppError, type Clock, type Logger } from '#sdk';
import type { Db } from '../db/index.ts';
import { withTimeLimit } from '../lib/with-time-limit.ts';
import {
  type WebhookEvent,
  deleteWebhookEvents,
  hasWebhookEvents,
  keepWebhookEvent,
  listDueWebhookEvents,
  postponeWebhookEvent,
} from './webhook-events.repository.ts';

/** Read at once: few, since one may be of three megabytes. */
const PAGE = 20;
const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 600_000;
/** Dealing with one is only writing; what takes longer hangs. */
const PROCESS_WITHIN_MS = 30_000;
/** Finds what nobody woke us for: what is due again, and what another process kept. */
const LOOK_EVERY_MS = 2_000;

/** What a network sent, kept before it is told so, and then dealt with in the order it came. */
export interface WebhookInbox {
  /** On the disk when it resolves. */
  keep(transport: string, body: Uint8Array): Promise<void>;
  /**
   * Deals with what is kept of a transport, until ended: each at least once, one after the other.
   *
   * @returns what ends it, and resolves when the one in hand is written down
   */
  work(transport: string, process: (body: Uint8Array) => Promise<void>): () => Promise<void>;
}

export function createWebhookInbox({
  db,
  clock,
  log,
}: {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Logger;
}): WebhookInbox {
  const wakers = new Map<string, () => void>();

  async function runPage(
    transport: string,
    process: (body: Uint8Array) => Promise<void>,
    stop: AbortSignal,
  ): Promise<boolean> {
    const events = await listDueWebhookEvents(db.read, { transport, now: clock(), limit: PAGE });
    const done: number[] = [];
    try {
      for (const event of events) {
        if (stop.aborted) break;
        const error = await attempt(event, process);
        if (error === undefined) done.push(event.id);
        else await postpone(transport, event, error);
      }
    } finally {
      // Together: one that is dealt with twice after a crash changes nothing.
      if (done.length > 0) await db.write((tx) => deleteWebhookEvents(tx, done));
    }
    return events.length === PAGE;
  }

  async function attempt(
    { body }: WebhookEvent,
    process: (body: Uint8Array) => Promise<void>,
  ): Promise<unknown> {
    try {
      await withTimeLimit(PROCESS_WITHIN_MS, undefined, (signal) =>
        Promise.race([process(body), rejectedBy(signal)]),
      );
      return undefined;
    } catch (error) {
      return error ?? new Error('unknown');
    }
  }

  async function postpone(transport: string, event: WebhookEvent, error: unknown): Promise<void> {
    const waitMs = Math.min(FIRST_RETRY_MS * 2 ** event.attempts, LAST_RETRY_MS);
    const dueAt = new Date(clock().getTime() + waitMs);
    const text = error instanceof AppError ? error.message : 'It could not be dealt with.';
    log.warn({ error, transport, eventId: event.id, dueAt }, 'A webhook could not be dealt with');
    await db.write((tx) => postponeWebhookEvent(tx, event.id, { error: text, dueAt }));
  }

  return {
    async keep(transport, body) {
      const at = clock();
      await db.write((tx) => keepWebhookEvent(tx, { transport, body, at }));
      wakers.get(transport)?.();
    },
    work(transport, process) {
      const stop = new AbortController();
      let isWoken = true;
      let endSleep: (() => void) | undefined;
      const wake = (): void => {
        isWoken = true;
        endSleep?.();
      };
      wakers.set(transport, wake);

      async function run(): Promise<void> {
        let mayBeMore = true;
        while (!stop.signal.aborted) {
          isWoken = false;
          try {
            if (mayBeMore || (await hasWebhookEvents(db.read, transport))) {
              mayBeMore = await runPage(transport, process, stop.signal);
            }
          } catch (error) {
            log.error({ error, transport }, 'The webhook inbox could not be read');
            mayBeMore = false;
            isWoken = false;
          }
          if (isWoken) mayBeMore = true;
          if (!mayBeMore && !stop.signal.aborted) await sleep();
        }
      }

      async function sleep(): Promise<void> {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, LOOK_EVERY_MS);
          endSleep = () => {
            clearTimeout(timer);
            resolve();
          };
          if (isWoken) endSleep();
        });
        endSleep = undefined;
      }

      const running = run();
      return async () => {
        stop.abort();
        if (wakers.get(transport) === wake) wakers.delete(transport);
        endSleep?.();
        await running;
      };
    },
  };
}

function rejectedBy(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new Error('It took too long')), { once: true });
  });
}
