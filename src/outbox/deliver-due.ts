import { AppError, type Clock, type Logger } from '#sdk';
import type { Audit } from '../audit/index.ts';
import type { Db } from '../db/index.ts';
import { localActor } from '../lib/http/index.ts';
import {
  claimDue,
  expireOverdue,
  hasPending,
  hastenRetries,
  markFailed,
  markSent,
  releaseClaims,
  releaseExpiredClaims,
  renewClaims,
} from './claims.repository.ts';
import { nextAttempt } from './next-attempt.ts';
import { sendTimedOut } from './outbox.errors.ts';
import type { OutgoingMessage } from './outgoing-message.ts';

/** Messages handed to the transports at the same time. */
const MAX_IN_FLIGHT = 32;
const SEND_TIMEOUT_MS = 30_000;
/**
 * What a dead process held is free again after this. A living one renews its claims, so it may be shorter than the
 * longest send; it is longer than the clocks of two machines differ.
 */
const LEASE_MS = 12_000;
/** Claims are renewed, and those of the dead looked for, this often in a lease. */
const LOOKS_PER_LEASE = 6;
/** Finds what nobody woke us for: messages due later, and those of other processes. */
const POLL_MS = 2_000;
/** What is being sent when we are told to stop may take this long before it is cut off. */
const STOP_GRACE_MS = 5_000;
const PLANTLINE = localActor('plantline');
/** The last instant of both engines' calendars that sorts as text. */
const END_OF_TIME = new Date('9999-12-31T23:59:59.999Z');

export type DeliveryDeps = {
  readonly db: Db;
  readonly audit: Audit;
  /** Resolves once the network has taken the message. An error that is not retryable gives it up. */
  readonly send: (
    message: OutgoingMessage,
    signal: AbortSignal,
  ) => Promise<{ readonly providerId: string | null }>;
  readonly clock: Clock;
  readonly log: Logger;
  /** Told after each try, and when a message expired, once that is written down. Must not throw. */
  readonly onOutcome?: (message: OutgoingMessage) => void;
  readonly leaseMs?: number;
};

/** A recipient kept free for one message that is about to be written. One of its functions must be called. */
export type Reservation = {
  /** For `enqueueClaimed`. */
  readonly claimedUntil: Date;
  /** Sends it, once the `write` that enqueued it has resolved. */
  send(message: OutgoingMessage): void;
  /** Gives the recipient back: nothing was written. */
  release(): void;
};

export type Delivery = {
  /**
   * Keeps a recipient free, so that the next message to it can be written as claimed and sent at once, which saves the
   * commit of claiming it. Undefined when that could overtake another message: then `enqueue` it and `wake`.
   */
  reserve(recipient: string): Reservation | undefined;
  /** Says that something may be due now; returns at once. To be called after the enqueueing `write` resolved. */
  wake(): void;
  /** Makes what waits for another try due now, such as when a transport is linked again. */
  retryNow(transport: string): Promise<void>;
  /** Takes nothing more, gives what is being sent a few seconds, and resolves when all is written down. */
  stop(): Promise<void>;
};

/**
 * Sends what is due, from now until stopped. Each recipient gets one message at a time in the order written, many
 * recipients are served at once. Delivery is at least once: a process that dies between a send and its note sends again.
 */
export function createDelivery(deps: DeliveryDeps): Delivery {
  const { db, audit, clock, log, leaseMs = LEASE_MS } = deps;
  const lookEveryMs = leaseMs / LOOKS_PER_LEASE;
  /** Says to take nothing more; `cutOff` ends what is being sent. */
  const stop = new AbortController();
  const cutOff = new AbortController();
  const lanes = new Set<Promise<void>>();
  /** Messages of the lanes, and until when they are ours. */
  const claims = new Map<number, number>();
  let renewing: NodeJS.Timeout | undefined;
  /** Recipients with a message being sent, or about to be written for being sent at once. */
  const busy = new Set<string>();
  let inFlight = 0;
  /** Something may wait in the store. Only the one process of a SQLite store can know that nothing does. */
  let isBacklogged = true;
  let isWoken = false;
  let endSleep: (() => void) | undefined;
  let sweptAt = 0;
  const loop = run();

  function wake(): void {
    isBacklogged = true;
    isWoken = true;
    endSleep?.();
  }

  async function run(): Promise<void> {
    await freeClaimsOfTheDead();
    while (!stop.signal.aborted) {
      isWoken = false;
      try {
        await sweepWhenDue();
        await startLanes();
      } catch (error) {
        log.error({ error }, 'The outbox could not be read');
        isWoken = false;
      }
      if (!isWoken && !stop.signal.aborted) await sleep();
    }
  }

  async function startLanes(): Promise<void> {
    const limit = MAX_IN_FLIGHT - inFlight;
    if (limit <= 0) return;
    const now = clock();
    const claimed = await db.write((tx) => claimDue(tx, { limit, now, leaseMs }));
    const leaseEndsAt = now.getTime() + leaseMs;
    for (const lane of Map.groupBy(claimed, ({ recipient }) => recipient).values()) {
      startLane(lane, leaseEndsAt);
    }
    if (claimed.length > 0 || db.engine !== 'sqlite') return;
    const isEmpty = !(await hasPending(db.read));
    // Whoever woke us while we looked has written something since.
    if (isEmpty && !isWoken) isBacklogged = false;
  }

  /** @param lane messages of one recipient, claimed until `leaseEndsAt` */
  function startLane(lane: readonly OutgoingMessage[], leaseEndsAt: number): void {
    const recipient = lane[0]?.recipient ?? '';
    busy.add(recipient);
    inFlight += lane.length;
    for (const { id } of lane) claims.set(id, leaseEndsAt);
    renewing ??= setInterval(() => void renew(), lookEveryMs);
    const done = sendInOrder(lane)
      .catch((error: unknown) => log.error({ error }, 'An outbox entry could not be updated'))
      .finally(() => {
        inFlight -= lane.length;
        for (const { id } of lane) claims.delete(id);
        if (claims.size === 0) stopRenewing();
        busy.delete(recipient);
        lanes.delete(done);
        // Its recipient, and its place, are free for what waited.
        if (isBacklogged) wake();
      });
    lanes.add(done);
  }

  async function renew(): Promise<void> {
    const until = clock().getTime() + leaseMs;
    const ids = [...claims.keys()];
    try {
      await db.write((tx) => renewClaims(tx, ids, new Date(until)));
      for (const id of ids) if (claims.has(id)) claims.set(id, until);
    } catch (error) {
      log.error({ error }, 'Claims of the outbox could not be renewed');
    }
  }

  function stopRenewing(): void {
    clearInterval(renewing);
    renewing = undefined;
  }

  /** On SQLite there is one process at a time, so whatever is claimed at a start was claimed by a dead one. */
  async function freeClaimsOfTheDead(): Promise<void> {
    if (db.engine !== 'sqlite') return;
    await db
      .write((tx) => releaseExpiredClaims(tx, END_OF_TIME))
      .catch((error: unknown) => log.error({ error }, 'The outbox could not be read'));
  }

  function reserve(recipient: string): Reservation | undefined {
    if (isBacklogged || stop.signal.aborted) return undefined;
    if (busy.has(recipient)) {
      // What the caller enqueues instead must not be overtaken.
      isBacklogged = true;
      return undefined;
    }
    busy.add(recipient);
    const leaseEndsAt = clock().getTime() + leaseMs;
    return {
      claimedUntil: new Date(leaseEndsAt),
      send: (message) => startLane([message], leaseEndsAt),
      release: () => {
        busy.delete(recipient);
        if (isBacklogged) wake();
      },
    };
  }

  async function sendInOrder(lane: readonly OutgoingMessage[]): Promise<void> {
    for (const [index, message] of lane.entries()) {
      // The store could not be reached for so long that somebody else may have taken it.
      const isLate = clock().getTime() >= (claims.get(message.id) ?? 0);
      const goesOn = !isLate && !stop.signal.aborted && (await sendOne(message));
      if (goesOn) continue;
      const rest = lane
        .slice(isLate || stop.signal.aborted ? index : index + 1)
        .map(({ id }) => id);
      await db.write((tx) => releaseClaims(tx, rest));
      return;
    }
  }

  /** @returns whether the next message of the recipient may follow */
  async function sendOne(message: OutgoingMessage): Promise<boolean> {
    const timeout = new AbortController();
    const timer = setTimeout(() => timeout.abort(sendTimedOut()), SEND_TIMEOUT_MS);
    const end = (): void => timeout.abort(sendTimedOut());
    cutOff.signal.addEventListener('abort', end);
    let providerId: string | null;
    try {
      ({ providerId } = await settled(deps.send(message, timeout.signal), timeout.signal));
    } catch (error) {
      return await noteFailure(message, error);
    } finally {
      clearTimeout(timer);
      cutOff.signal.removeEventListener('abort', end);
    }
    const sentAt = clock();
    await db.write(async (tx) => {
      await markSent(tx, message.id, { at: sentAt, providerId });
      const { id, recipient, type, transport, inReplyTo } = message;
      const details = { id, recipient, type, transport, inReplyTo };
      await audit.record(tx, { actor: PLANTLINE, action: 'outbox.sent', details, at: sentAt });
    });
    deps.onOutcome?.({ ...message, status: 'sent', sentAt, providerId });
    return true;
  }

  async function noteFailure(message: OutgoingMessage, error: unknown): Promise<boolean> {
    const retryAt = nextAttempt(message, error, clock(), Math.random());
    const text = error instanceof AppError ? error.message : 'The message could not be sent.';
    log.warn({ error, messageId: message.id, retryAt }, 'Message not sent');
    await db.write((tx) => markFailed(tx, message.id, { error: text, retryAt }));
    if (retryAt) {
      isBacklogged = true;
      wakeAt(retryAt);
    }
    deps.onOutcome?.({
      ...message,
      status: retryAt ? 'pending' : 'failed',
      errorMessage: text,
      retryCount: message.retryCount + 1,
      dueAt: retryAt ?? message.dueAt,
    });
    return retryAt === null;
  }

  function wakeAt(instant: Date): void {
    const delayMs = instant.getTime() - clock().getTime();
    if (delayMs < POLL_MS) setTimeout(wake, delayMs).unref();
  }

  async function sweepWhenDue(): Promise<void> {
    const now = clock();
    if (now.getTime() - sweptAt < lookEveryMs) return;
    sweptAt = now.getTime();
    const expired = await db.write(async (tx) => {
      await releaseExpiredClaims(tx, now);
      return await expireOverdue(tx, now);
    });
    for (const message of expired) deps.onOutcome?.(message);
  }

  async function sleep(): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, Math.min(POLL_MS, lookEveryMs));
      endSleep = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    endSleep = undefined;
  }

  return {
    reserve,
    wake,
    async retryNow(transport) {
      await db.write((tx) => hastenRetries(tx, transport, clock()));
      wake();
    },
    async stop() {
      stop.abort();
      wake();
      const timer = setTimeout(() => cutOff.abort(), STOP_GRACE_MS);
      await loop;
      await Promise.all(lanes);
      clearTimeout(timer);
    },
  };
}

/** The send's own end, or the signal's: a transport that ignores its signal must not hold a place for ever. */
async function settled<T>(sending: Promise<T>, signal: AbortSignal): Promise<T> {
  return await new Promise<T>((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    sending.then(resolve, reject);
  });
}
