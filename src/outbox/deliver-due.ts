import type { Clock, Logger, TransportCapabilities } from '#sdk';
import type { Db } from '../db/index.ts';
import { claimDue, hasPending, hastenRetries, releaseClaims } from './claims.repository.ts';
import { createClaimKeeper } from './create-claim-keeper.ts';
import { type SendRowDeps, createSendRow } from './create-send-row.ts';
import { createSweep } from './create-sweep.ts';
import { createWriteDown } from './create-write-down.ts';
import type { OutgoingMessage } from './outgoing-message.ts';
import { PICTURE_TYPE } from './due.ts';
import { createPace } from './pace.ts';

/** Rows handed to one transport at the same time: one that hangs holds up no other. */
const MAX_IN_FLIGHT = 32;
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
/** What was cut off is written down by then, or the store is gone. */
const WRITE_GRACE_MS = 2_000;
/** A transport that takes messages now. */
export type ReadyTransport = {
  readonly kind: string;
  readonly capabilities: TransportCapabilities;
};

export type DeliveryDeps = Pick<
  SendRowDeps,
  | 'audit'
  | 'send'
  | 'openFile'
  | 'drawPicture'
  | 'drawLimitMs'
  | 'findQuoted'
  | 'lateLine'
  | 'leftOutLine'
> & {
  readonly db: Db;
  /** Those that take messages now; asked before each claim. Rows of others wait; wake when one becomes ready. */
  readonly transports: () => readonly ReadyTransport[];
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
   * commit of claiming it. Undefined when that could overtake another message, or the transport cannot take it now:
   * then `enqueue` it and `wake`.
   */
  reserve(transport: string, recipient: string): Reservation | undefined;
  /** Says that something may be due now; returns at once. To be called after the enqueueing `write` resolved. */
  wake(): void;
  /** A transport has become ready: what waits for another try, or for the end of a pause, is due now. */
  retryNow(transport: string): Promise<void>;
  /** Takes nothing more, gives what is being sent a few seconds, and resolves when all is written down. */
  stop(): Promise<void>;
};

/**
 * Sends what is due, from now until stopped. Each recipient gets one text and one picture at a time in the order written, many
 * recipients are served at once. Nothing is claimed that may not go now. Delivery is at least once: a process that
 * dies between a send and its note sends again.
 */
export function createDelivery(deps: DeliveryDeps): Delivery {
  const { db, clock, log, leaseMs = LEASE_MS } = deps;
  const lookEveryMs = leaseMs / LOOKS_PER_LEASE;
  const onOutcome = deps.onOutcome ?? (() => {});
  /** Says to take nothing more; `cutOff` ends what is being sent; `end` what is being written. */
  const stop = new AbortController();
  const cutOff = new AbortController();
  const end = new AbortController();
  const pace = createPace();
  const claims = createClaimKeeper({ db, clock, log, leaseMs, renewEveryMs: lookEveryMs });
  const sweep = createSweep({ db, clock, log, claims, leaseMs, everyMs: lookEveryMs });
  const writeDown = createWriteDown({ db, log, end: end.signal });
  const sendRow = createSendRow({
    ...deps,
    pace,
    writeDown,
    cutOff: cutOff.signal,
    onOutcome,
    leavePlace(kind) {
      count(kind, -1);
      wake();
      return () => count(kind, 1);
    },
  });
  const lanes = new Set<Promise<void>>();
  /** Lanes with a message being sent, or about to be written for being sent at once. */
  const busy = new Set<string>();
  const inFlight = new Map<string, number>();
  /** Transports for which nothing waits in the store. Only the one process of a SQLite store can know that. */
  const idle = new Set<string>();
  /** The transports that were ready when it was last looked. */
  let readyBefore: ReadonlySet<string> | undefined;
  let wakes = 0;
  let endSleep: (() => void) | undefined;
  const loop = run();

  function wake(): void {
    idle.clear();
    wakes += 1;
    endSleep?.();
  }

  async function run(): Promise<void> {
    await sweep.freeClaimsOfTheDead();
    while (!stop.signal.aborted) {
      const before = wakes;
      let hasFailed = false;
      try {
        for (const message of await sweep.sweepWhenDue()) onOutcome(message);
        await startLanes();
      } catch (error) {
        log.error({ error }, 'The outbox could not be read');
        hasFailed = true;
      }
      // A store that fails is not asked again at once, whatever woke us while it did.
      if ((hasFailed || wakes === before) && !stop.signal.aborted) await sleep();
    }
  }

  async function startLanes(): Promise<void> {
    const ready = deps.transports();
    const now = clock();
    const before = wakes;
    const wanted = ready.flatMap(({ kind, capabilities }) => {
      const nowMs = performance.now();
      const free = pace.free(kind, capabilities.pace, nowMs);
      const limit = Math.min(MAX_IN_FLIGHT - (inFlight.get(kind) ?? 0), free);
      if (limit < 1) return [];
      const resting = pace.resting(kind, capabilities.pace, nowMs);
      // Of a lane that a process leaves behind all is in doubt, so it is short where that is of consequence.
      const headsOnly = capabilities.receipts || capabilities.pace !== undefined;
      return [{ transport: kind, limit, now, leaseMs, resting, headsOnly }];
    });
    const fresh = ready.filter(({ kind }) => readyBefore && !readyBefore.has(kind));
    readyBefore = new Set(ready.map(({ kind }) => kind));
    if (wanted.length === 0) return;
    const claimed = await db.write(async (tx) => {
      const rows: OutgoingMessage[] = [];
      for (const { kind } of fresh) await hastenRetries(tx, kind, now);
      for (const claim of wanted) rows.push(...(await claimDue(tx, claim)));
      return rows;
    });
    const leaseEndsAt = now.getTime() + leaseMs;
    for (const lane of Map.groupBy(claimed, laneOf).values()) {
      const by = ready.find(({ kind }) => kind === lane[0]?.transport);
      if (by) startLane(lane, by, leaseEndsAt);
    }
    if (db.engine !== 'sqlite') return;
    for (const { transport } of wanted) {
      if (claimed.some((message) => message.transport === transport)) continue;
      const isEmpty = !(await hasPending(db.read, transport));
      // Whoever woke us while we looked has written something since.
      if (isEmpty && wakes === before) idle.add(transport);
    }
  }

  function count(kind: string, change: number): void {
    inFlight.set(kind, (inFlight.get(kind) ?? 0) + change);
  }

  /** @param lane messages of one recipient, claimed until `leaseEndsAt` */
  function startLane(
    lane: readonly OutgoingMessage[],
    by: ReadyTransport,
    leaseEndsAt: number,
  ): void {
    const [first] = lane;
    if (!first) return;
    const key = laneOf(first);
    busy.add(key);
    count(by.kind, lane.length);
    const ids = lane.map(({ id }) => id);
    claims.keep(ids, leaseEndsAt);
    const done = sendInOrder(lane, by)
      .catch((error: unknown) => log.error({ error }, 'An outbox entry could not be updated'))
      .finally(() => {
        count(by.kind, -lane.length);
        claims.drop(ids);
        busy.delete(key);
        lanes.delete(done);
        // Its recipient, and its place, are free for what waited.
        if (!idle.has(by.kind)) wake();
      });
    lanes.add(done);
  }

  function reserve(transport: string, recipient: string): Reservation | undefined {
    if (!idle.has(transport) || stop.signal.aborted) return undefined;
    const by = deps.transports().find(({ kind }) => kind === transport);
    const key = laneOf({ transport, recipient });
    const nowMs = performance.now();
    if (
      !by ||
      busy.has(key) ||
      pace.free(transport, by.capabilities.pace, nowMs) < 1 ||
      pace.resting(transport, by.capabilities.pace, nowMs).includes(recipient)
    ) {
      // What the caller enqueues instead must not be overtaken.
      idle.delete(transport);
      return undefined;
    }
    busy.add(key);
    const leaseEndsAt = clock().getTime() + leaseMs;
    return {
      claimedUntil: new Date(leaseEndsAt),
      send: (message) => startLane([message], by, leaseEndsAt),
      release: () => {
        busy.delete(key);
        if (!idle.has(transport)) wake();
      },
    };
  }

  async function sendInOrder(lane: readonly OutgoingMessage[], by: ReadyTransport): Promise<void> {
    for (const [index, message] of lane.entries()) {
      // The store could not be reached for so long that somebody else may have taken it.
      const isLost = clock().getTime() >= claims.untilMs(message.id);
      const isGone = index > 0 && !deps.transports().some(({ kind }) => kind === by.kind);
      const outcome =
        isLost || isGone || stop.signal.aborted ? 'no_turn' : await sendRow(message, by);
      if (outcome === 'sent' || outcome === 'failed' || outcome === 'waits') continue;
      // Whoever enqueues now must not overtake it.
      idle.delete(by.kind);
      if (outcome === 'again') wakeAfterRetry(message);
      const rest = lane.slice(outcome === 'no_turn' ? index : index + 1).map(({ id }) => id);
      // Renewed meanwhile it is still ours; one of another process lasts a whole lease longer at the least.
      const until = new Date(claims.untilMs(message.id) + leaseMs / 2);
      if (rest.length > 0) await writeDown((tx) => releaseClaims(tx, rest, until));
      return;
    }
  }

  /** Retries are due after half a second at the least. */
  function wakeAfterRetry({ retryCount }: OutgoingMessage): void {
    if (retryCount < 2) setTimeout(wake, 1_000 * 2 ** retryCount).unref();
  }

  async function sleep(): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, Math.min(POLL_MS, lookEveryMs, nextTurnInMs()));
      endSleep = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    endSleep = undefined;
  }

  function nextTurnInMs(): number {
    const waits = deps
      .transports()
      .filter(({ kind }) => !idle.has(kind))
      .map(({ kind, capabilities }) => pace.nextInMs(kind, capabilities.pace, performance.now()));
    return Math.min(...waits.map((waitMs) => Math.max(waitMs ?? Infinity, 1)));
  }

  return {
    reserve,
    wake,
    async retryNow(transport) {
      pace.endRest(transport);
      await db.write((tx) => hastenRetries(tx, transport, clock()));
      wake();
    },
    async stop() {
      stop.abort();
      wake();
      const cutting = setTimeout(() => cutOff.abort(), STOP_GRACE_MS);
      const ending = setTimeout(() => end.abort(), STOP_GRACE_MS + WRITE_GRACE_MS);
      await loop;
      await Promise.all(lanes);
      clearTimeout(cutting);
      clearTimeout(ending);
    },
  };
}

function laneOf({
  transport,
  recipient,
  type = '',
}: Pick<OutgoingMessage, 'transport' | 'recipient'> &
  Partial<Pick<OutgoingMessage, 'type'>>): string {
  const line = type === PICTURE_TYPE ? PICTURE_TYPE : 'text';
  return `${transport ?? ''}\n${line}\n${recipient}`;
}
