import { LRUCache } from 'lru-cache';
import type { Slowdown, TokenBucket, TransportCapabilities } from '#sdk';

/** Chats whose use is remembered: more than are written to while a bucket fills. */
const MAX_CHATS = 10_000;

type Bucket = {
  tokens: number;
  filledAtMs: number;
  /** The network asked for nothing before this. */
  restsUntilMs: number;
};

type Pacing = TransportCapabilities['pace'];

/** How fast networks are used: token buckets of each transport as a whole, and of each of its chats. */
export type Pace = {
  /** How many messages of the transport may go now; without a bound `Infinity`. */
  free(kind: string, pacing: Pacing, nowMs: number): number;
  /** The chats of the transport that must rest now. */
  resting(kind: string, pacing: Pacing, nowMs: number): readonly string[];
  /** Takes the right to send one message, and gives 0; or takes nothing, and gives how long to wait for it. */
  take(kind: string, chat: string, pacing: Pacing, nowMs: number): number;
  /** Notes that the network asks for less. */
  slowDown(kind: string, chat: string, slowdown: Slowdown, nowMs: number): void;
  /** Forgets what the network as a whole asked for: what it was about is over. */
  endRest(kind: string): void;
  /** How long until something of the transport that rests now may go; undefined when nothing rests. */
  nextInMs(kind: string, pacing: Pacing, nowMs: number): number | undefined;
};

/** Time is handed in, and may be any steady clock: nothing here asks for the time of day. */
export function createPace(): Pace {
  const totals = new Map<string, Bucket>();
  const chats = new Map<string, LRUCache<string, Bucket>>();

  function totalOf(kind: string, nowMs: number, size: TokenBucket | undefined): Bucket {
    const bucket = totals.get(kind) ?? fullBucket(nowMs, size);
    totals.set(kind, bucket);
    fill(bucket, size, nowMs);
    return bucket;
  }

  function chatsOf(kind: string): LRUCache<string, Bucket> {
    const known = chats.get(kind) ?? new LRUCache<string, Bucket>({ max: MAX_CHATS });
    chats.set(kind, known);
    return known;
  }

  function chatOf(kind: string, chat: string, nowMs: number, size?: TokenBucket): Bucket {
    const known = chatsOf(kind);
    const bucket = known.get(chat) ?? fullBucket(nowMs, size);
    known.set(chat, bucket);
    fill(bucket, size, nowMs);
    return bucket;
  }

  /** Every chat that rests, with how long; those that rested long enough are forgotten. */
  function restsOf(kind: string, size: TokenBucket | undefined, nowMs: number): [string, number][] {
    const known = chatsOf(kind);
    return [...known.entries()].flatMap(([chat, bucket]): [string, number][] => {
      fill(bucket, size, nowMs);
      const waitMs = waitOf(bucket, size, nowMs);
      if (waitMs > 0) return [[chat, waitMs]];
      if (!size || bucket.tokens >= size.capacity) known.delete(chat);
      return [];
    });
  }

  return {
    free(kind, pacing, nowMs) {
      const bucket = totalOf(kind, nowMs, pacing?.total);
      if (bucket.restsUntilMs > nowMs) return 0;
      return pacing?.total ? Math.floor(bucket.tokens) : Infinity;
    },
    resting: (kind, pacing, nowMs) => restsOf(kind, pacing?.chat, nowMs).map(([chat]) => chat),
    take(kind, chat, pacing, nowMs) {
      const total = totalOf(kind, nowMs, pacing?.total);
      if (!pacing?.chat && !chatsOf(kind).has(chat)) {
        const waitMs = waitOf(total, pacing?.total, nowMs);
        if (waitMs === 0) total.tokens -= 1;
        return waitMs;
      }
      const own = chatOf(kind, chat, nowMs, pacing?.chat);
      const waitMs = Math.max(
        waitOf(total, pacing?.total, nowMs),
        waitOf(own, pacing?.chat, nowMs),
      );
      if (waitMs > 0) return waitMs;
      total.tokens -= 1;
      own.tokens -= 1;
      return 0;
    },
    slowDown(kind, chat, { scope, waitMs }, nowMs) {
      const bucket =
        scope === 'transport' ? totalOf(kind, nowMs, undefined) : chatOf(kind, chat, nowMs);
      bucket.restsUntilMs = Math.max(bucket.restsUntilMs, nowMs + waitMs);
      // Who asked for less must not get everything at once afterwards: the bucket fills anew from then on.
      bucket.tokens = Math.min(bucket.tokens, 1);
      bucket.filledAtMs = bucket.restsUntilMs;
    },
    endRest(kind) {
      const bucket = totals.get(kind);
      if (!bucket) return;
      bucket.restsUntilMs = 0;
      bucket.filledAtMs = 0;
    },
    nextInMs(kind, pacing, nowMs) {
      const rests = restsOf(kind, pacing?.chat, nowMs).map(([, waitMs]) => waitMs);
      const ofAll = waitOf(totalOf(kind, nowMs, pacing?.total), pacing?.total, nowMs);
      if (ofAll > 0) return ofAll;
      return rests.length > 0 ? Math.min(...rests) : undefined;
    },
  };
}

function fullBucket(nowMs: number, size: TokenBucket | undefined): Bucket {
  return { tokens: size?.capacity ?? Infinity, filledAtMs: nowMs, restsUntilMs: 0 };
}

function fill(bucket: Bucket, size: TokenBucket | undefined, nowMs: number): void {
  if (nowMs < bucket.filledAtMs) return;
  if (size) {
    const gained = (nowMs - bucket.filledAtMs) / size.everyMs;
    bucket.tokens = Math.min(size.capacity, bucket.tokens + gained);
  }
  bucket.filledAtMs = nowMs;
}

function waitOf(bucket: Bucket, size: TokenBucket | undefined, nowMs: number): number {
  const restMs = Math.max(0, bucket.restsUntilMs - nowMs);
  // Fractions of tokens add up with an error of their own.
  const isDrained = size !== undefined && bucket.tokens < 1 - 1e-9;
  return isDrained ? Math.max(restMs, Math.ceil((1 - bucket.tokens) * size.everyMs)) : restMs;
}
