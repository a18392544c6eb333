import { Temporal } from 'temporal-polyfill';
import type { MessageTally } from '../chat/index.ts';

/** The messages of a day until now, in the site's time zone. */
export type DayTally = {
  readonly messages: number;
  readonly answered: number;
  readonly failed: number;
  readonly spam: number;
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
  readonly byHour: readonly {
    readonly hour: string;
    readonly messages: number;
    readonly p50Ms: number | null;
  }[];
};

export type DayTallyDeps = {
  readonly timeZone: string;
  /** Counts the messages that arrived from one instant up to another. */
  readonly tally: (from: Date, to: Date) => Promise<readonly MessageTally[]>;
};

type Hour = { readonly fromMs: number; readonly tallies: readonly MessageTally[] };

const HOUR_MS = 3_600_000;
/** A transaction that began before the end of an hour is through by then. */
const SETTLED_AFTER_MS = 60_000;

/** What took long to count is shown for so many times as long: a flood must not be counted all the time. */
const SHOWN_FOR_TIMES = 20;
const SHOWN_FOR_MS = 500;

/**
 * Counts the messages of today. An hour that is over is counted once, and who asks while it is counted gets the same,
 * so that a busy day costs no more than its last hour, however many pages look at it.
 */
export function createDayTally({
  timeZone,
  tally,
}: DayTallyDeps): (now: Date) => Promise<DayTally> {
  const settled = new Map<number, Hour>();

  async function countHour(fromMs: number, nowMs: number): Promise<Hour> {
    const known = settled.get(fromMs);
    if (known) return known;
    const endMs = fromMs + HOUR_MS;
    const hour = { fromMs, tallies: await tally(new Date(fromMs), new Date(endMs)) };
    const isOver = nowMs >= endMs + SETTLED_AFTER_MS;
    const isAllAnswered = hour.tallies.every(({ status }) => status !== 'received');
    if (isOver && isAllAnswered) settled.set(fromMs, hour);
    return hour;
  }

  async function countDay(now: Date): Promise<DayTally> {
    const nowMs = now.getTime();
    const dayStartMs = startOfDay(now, timeZone);
    for (const fromMs of settled.keys()) if (fromMs < dayStartMs) settled.delete(fromMs);
    const hours: Hour[] = [];
    for (let fromMs = dayStartMs; fromMs <= nowMs; fromMs += HOUR_MS) {
      hours.push(await countHour(fromMs, nowMs));
    }
    const all = hours.flatMap(({ tallies }) => tallies);
    const answers = all.filter(({ status }) => status === 'processed');
    const [p50Ms = null, p95Ms = null] = percentiles(answers, [0.5, 0.95]);
    return {
      messages: countOf(all),
      answered: countOf(answers.filter(({ isFailed }) => !isFailed)),
      failed: countOf(answers.filter(({ isFailed }) => isFailed)),
      spam: countOf(all.filter(({ status }) => status === 'spam')),
      p50Ms,
      p95Ms,
      byHour: hours.map(({ fromMs, tallies }) => ({
        hour: new Date(fromMs).toISOString(),
        messages: countOf(tallies),
        p50Ms:
          percentiles(
            tallies.filter(({ status }) => status === 'processed'),
            [0.5],
          )[0] ?? null,
      })),
    };
  }

  let latest: { readonly day: Promise<DayTally>; readonly at: number; untilMs: number } | undefined;

  return async (now) => {
    const at = now.getTime();
    if (latest && latest.at <= at && at < latest.untilMs) return await latest.day;
    const mine = { day: countDay(now), at, untilMs: Number.POSITIVE_INFINITY };
    latest = mine;
    const startedAtMs = performance.now();
    try {
      return await mine.day;
    } finally {
      const tookMs = performance.now() - startedAtMs;
      mine.untilMs = at + tookMs + Math.max(SHOWN_FOR_MS, tookMs * SHOWN_FOR_TIMES);
    }
  };
}

function startOfDay(now: Date, timeZone: string): number {
  const instant = Temporal.Instant.fromEpochMilliseconds(now.getTime());
  return instant.toZonedDateTimeISO(timeZone).startOfDay().epochMilliseconds;
}

function countOf(tallies: readonly MessageTally[]): number {
  return tallies.reduce((sum, { count }) => sum + count, 0);
}

/** Of the times of answers, the ones that so large a part of them does not exceed; none when there are none. */
function percentiles(
  tallies: readonly MessageTally[],
  parts: readonly number[],
): readonly number[] {
  const times = tallies
    .flatMap(({ answerMs, count }) => (answerMs === null ? [] : [{ answerMs, count }]))
    .sort((a, b) => a.answerMs - b.answerMs);
  const total = times.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return [];
  return parts.map((part) => {
    let left = Math.ceil(total * part);
    return times.find(({ count }) => (left -= count) <= 0)?.answerMs ?? 0;
  });
}
