import { type LocalClock, localClock, zoneOf } from './local-clock.ts';
import type { DateToken, TimeToken } from './token.ts';

const DAY_MS = 86_400_000;
/** Days that words say, from today on. */
const DAY_WORDS: readonly (readonly [RegExp, number])[] = [
  [/(?<!\p{L})(?:the day before yesterday|kemarin lusa|lusa kemarin)(?!\p{L})/iu, -2],
  [/(?<!\p{L})(?:yesterday|kemarin)(?!\p{L})/iu, -1],
  [
    /(?<!\p{L})(?:today|this morning|this afternoon|hari ini|tadi pagi|tadi siang|pagi ini)(?!\p{L})/iu,
    0,
  ],
];

export interface TimeContext {
  readonly timeZone: string;
  readonly now: Date;
}

/** Whether an instant is at the time that is written, to the digits of it. */
export function isAtTime(ms: number, time: TimeToken, { timeZone }: TimeContext): boolean {
  const zone = zoneOf(time.zone, timeZone);
  if (zone === undefined) return false;
  const local = localClock(ms, zone);
  const isHour = local.hour === time.hour || (time.isHalfDay && local.hour % 12 === time.hour % 12);
  return (
    isHour &&
    local.minute === (time.minute ?? 0) &&
    (time.second === undefined || local.second === time.second)
  );
}

/** Whether an instant is on the day that is written; the end of a span at midnight is on the day before too. */
export function isOnDate(ms: number, date: DateToken, { timeZone }: TimeContext): boolean {
  return [ms, ms - 1].some((at) => {
    const local = localClock(at, timeZone);
    return (
      local.day === date.day &&
      local.month === date.month &&
      (date.year === undefined || local.year === date.year)
    );
  });
}

/** The days that words of a sentence say: `yesterday`. */
export function saidDays(text: string): readonly number[] {
  return DAY_WORDS.flatMap(([pattern, days]) => (pattern.test(text) ? [days] : []));
}

/** How many days an instant's day is from today: -1 for yesterday. */
export function daysFromToday(ms: number, { timeZone, now }: TimeContext): number {
  const dayOf = ({ year, month, day }: LocalClock): number =>
    Date.UTC(year, month - 1, day) / DAY_MS;
  return dayOf(localClock(ms, timeZone)) - dayOf(localClock(now.getTime(), timeZone));
}
