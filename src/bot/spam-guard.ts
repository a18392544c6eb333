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
  /** Every message within the window: what a warning is about. */
  readonly arrivals: number[];
  /** Those of them that were run: what the maximum is about, so that holding back does not hold back for ever. */
  readonly run: number[];
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
    const known = senders.get(sender) ?? {
      arrivals: [],
      run: [],
      warnedAtMs: Number.NEGATIVE_INFINITY,
    };
    const { arrivals, run } = known;
    const windowStart = nowMs - windowSeconds * 1000;
    arrivals.push(nowMs);
    dropBefore(arrivals, windowStart);
    dropBefore(run, windowStart);
    // More than this decides nothing further, so a flood cannot grow the list.
    if (arrivals.length > warningThreshold) arrivals.shift();
    const isSpam = run.length >= maxMessagesPerWindow;
    if (!isSpam) run.push(nowMs);
    const isWarningDue =
      arrivals.length >= warningThreshold && nowMs - known.warnedAtMs >= cooldownMinutes * 60_000;
    if (isWarningDue) known.warnedAtMs = nowMs;
    senders.set(sender, known);
    return { isSpam, shouldWarn: isWarningDue };
  };
}

function dropBefore(times: number[], startMs: number): void {
  while (times.length > 0 && (times[0] ?? startMs) <= startMs) times.shift();
}
