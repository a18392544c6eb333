import { LRUCache } from 'lru-cache';

export interface SpamSettings {
  readonly enabled: boolean;
  readonly windowSeconds: number;
  readonly maxMessagesPerWindow: number;
  readonly warningThreshold: number;
  readonly cooldownMinutes: number;
}

export interface SpamVerdict {
  /** Over the maximum of the window: the message is kept and not run. */
  readonly isSpam: boolean;
  /** The threshold is reached and no warning was sent within the cooldown. */
  readonly shouldWarn: boolean;
}

interface Sender {
  readonly arrivals: number[];
  warnedAtMs: number;
}

const FINE: SpamVerdict = { isSpam: false, shouldWarn: false };
/** Senders remembered; one forgotten early is only judged more kindly. */
const SENDERS_MAX = 10_000;

/** Counts each sender's messages in a sliding window. In memory: a restart forgives everybody. */
export function createSpamGuard(settings: () => SpamSettings) {
  const senders = new LRUCache<string, Sender>({ max: SENDERS_MAX });

  /** Notes a message of `sender` at `nowMs` and says what to do with it. */
  return function judge(sender: string, nowMs: number): SpamVerdict {
    const { enabled, windowSeconds, maxMessagesPerWindow, warningThreshold, cooldownMinutes } =
      settings();
    if (!enabled) return FINE;
    const known = senders.get(sender) ?? { arrivals: [], warnedAtMs: Number.NEGATIVE_INFINITY };
    const { arrivals } = known;
    arrivals.push(nowMs);
    const windowStart = nowMs - windowSeconds * 1000;
    while (arrivals.length > 0 && (arrivals[0] ?? nowMs) <= windowStart) arrivals.shift();
    // More than this decides nothing further, so a flood cannot grow the list.
    const remembered = Math.max(maxMessagesPerWindow, warningThreshold) + 1;
    if (arrivals.length > remembered) arrivals.splice(0, arrivals.length - remembered);
    const isWarningDue =
      arrivals.length >= warningThreshold && nowMs - known.warnedAtMs >= cooldownMinutes * 60_000;
    if (isWarningDue) known.warnedAtMs = nowMs;
    senders.set(sender, known);
    return { isSpam: arrivals.length > maxMessagesPerWindow, shouldWarn: isWarningDue };
  };
}
