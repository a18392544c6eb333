import { Temporal } from 'temporal-polyfill';
import { parseSpan, shiftBySpan } from './time-span.ts';
import { fullYear, monthOf, weekdayOf } from './time-words.ts';

const CLOCK = String.raw`(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,7}))?)?`;
const NAMED_DATE = new RegExp(String.raw`^(\d{1,2})-([a-z]{3,9})-(\d{4}|\d{2})(?: ${CLOCK})?`);
const ISO_DATE = new RegExp(
  String.raw`^(\d{4})-(\d{2})-(\d{2})(?:[t ]${CLOCK}(z|[+-]\d{2}:?\d{2})?)?(?!\d)`,
);
const TODAY_AT = new RegExp(String.raw`^${CLOCK}`);
const WORD = /^(?:\*|[a-z]+)/;
const SIGNED_SPAN = /^ ?([+-]) ?((?:\d{1,7}(?:\.\d{1,6})? ?(?!wd|yd|weekday|yearday)[a-z]+ ?)+)/;
const SIGNED_CLOCK = new RegExp(String.raw`^ ?([+-]) ?(?:(\d{1,4})\.)?${CLOCK}(?![\d:])`);

/**
 * Reads one instant in PI's time grammar: `*`, `t`, `y`, a weekday, `12:30`, `1-nov-2026 06:00` or an ISO date, each
 * with offsets (`*-8h`, `y+16h30m`, `t+06:30`). Offsets in days or longer follow the wall clock of `now`'s zone.
 *
 * It is the part of PI's grammar that means the same to everybody: a bare month or day number, dates in a culture's
 * own order, and offsets in weekdays or days of the year are left out and give undefined.
 * Source: the vendor's "Time strings" topic of PI Web API.
 *
 * @param text lower case, white space folded
 * @param now in the zone that `t`, `y` and weekdays are meant in
 * @param base where an offset without a base starts from; `now` unless this is an end time
 */
export function parsePiTime(
  text: string,
  now: Temporal.ZonedDateTime,
  base: Temporal.ZonedDateTime = now,
): Temporal.ZonedDateTime | undefined {
  try {
    const start = /^[+-]/.test(text) ? { at: base, length: 0 } : readBase(text, now);
    return start && addOffsets(start.at, text.slice(start.length), start.isDate === true);
  } catch (error) {
    // The calendar refuses the 31st of November and years beyond its end.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

type Base = {
  readonly at: Temporal.ZonedDateTime;
  readonly length: number;
  /** A date without quotes: `-05:00` after it would be its zone, so only `-5h` is an offset. */
  readonly isDate?: boolean;
};

function readBase(text: string, now: Temporal.ZonedDateTime): Base | undefined {
  const quoted = /^(['"])([^'"]+)\1/.exec(text);
  if (quoted) {
    const inner = quoted[2] ?? '';
    const date = readDate(inner, now);
    return date?.length === inner.length ? { at: date.at, length: quoted[0].length } : undefined;
  }
  return readDate(text, now) ?? readWord(text, now);
}

function readDate(text: string, now: Temporal.ZonedDateTime): Base | undefined {
  const { timeZoneId: timeZone } = now;
  const named = NAMED_DATE.exec(text);
  if (named) {
    const month = monthOf(named[2] ?? '');
    if (month === undefined) return undefined;
    const day = { year: fullYear(named[3] ?? ''), month, day: Number(named[1]) };
    return { at: atClock(day, named.slice(4, 8), timeZone), length: named[0].length, isDate: true };
  }
  const iso = ISO_DATE.exec(text);
  if (iso) {
    const day = { year: Number(iso[1]), month: Number(iso[2]), day: Number(iso[3]) };
    const zone = iso[8];
    const ownZone = zone === undefined ? timeZone : zone === 'z' ? 'UTC' : colon(zone);
    const at = atClock(day, iso.slice(4, 8), ownZone).withTimeZone(timeZone);
    return { at, length: iso[0].length, isDate: true };
  }
  const clock = TODAY_AT.exec(text);
  if (clock) {
    const { year, month, day } = now;
    const at = atClock({ year, month, day }, clock.slice(1, 5), timeZone);
    return { at, length: clock[0].length };
  }
  return undefined;
}

function readWord(text: string, now: Temporal.ZonedDateTime): Base | undefined {
  const word = WORD.exec(text)?.[0] ?? '';
  const { length } = word;
  if (word === '*') return { at: now, length };
  const today = now.startOfDay();
  if (word === 't' || word === 'today') return { at: today, length };
  if (word === 'y' || word === 'yesterday') return { at: today.subtract({ days: 1 }), length };
  const weekday = weekdayOf(word);
  if (weekday === undefined) return undefined;
  return { at: today.subtract({ days: (today.dayOfWeek - weekday + 7) % 7 }), length };
}

function addOffsets(
  start: Temporal.ZonedDateTime,
  offsets: string,
  isDate: boolean,
): Temporal.ZonedDateTime | undefined {
  let at = start;
  let rest = offsets;
  while (rest !== '') {
    const clock = isDate ? null : SIGNED_CLOCK.exec(rest);
    const span = SIGNED_SPAN.exec(rest);
    const sign = (clock ?? span)?.[1] === '-' ? -1 : 1;
    if (clock) {
      const [days = '0', hours = '0', minutes = '0', seconds = '0', fraction = '0'] = clock
        .slice(2, 7)
        .map((part: string | undefined) => part ?? '0');
      if (Number(minutes) > 59 || Number(seconds) > 59) return undefined;
      const exactMs =
        ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 +
        Math.round(Number(`0.${fraction}`) * 1000);
      const span = { years: 0, months: 0, weeks: 0, days: Number(days), milliseconds: exactMs };
      at = shiftBySpan(at, span, sign);
      rest = rest.slice(clock[0].length);
    } else if (span) {
      const length = parseSpan((span[2] ?? '').trim());
      if (!length) return undefined;
      at = shiftBySpan(at, length, sign);
      rest = rest.slice(span[0].length);
    } else {
      return undefined;
    }
    rest = rest.trimEnd();
  }
  return at;
}

type Day = { readonly year: number; readonly month: number; readonly day: number };

function atClock(
  day: Day,
  clock: readonly (string | undefined)[],
  timeZone: string,
): Temporal.ZonedDateTime {
  const date = Temporal.PlainDate.from(day, { overflow: 'reject' });
  const [hour, minute, second, fraction] = clock;
  // A day that begins at one o'clock, where the clocks go forward at midnight, has no midnight to ask for.
  if (hour === undefined) return date.toZonedDateTime(timeZone);
  const time = {
    hour: Number(hour),
    minute: Number(minute ?? 0),
    second: Number(second ?? 0),
    millisecond: Math.floor(Number(`0.${fraction ?? '0'}`) * 1000),
  };
  const plainTime = Temporal.PlainTime.from(time, { overflow: 'reject' });
  // An hour the clocks show twice is meant in standard time, as PI's own libraries take it.
  return date.toPlainDateTime(plainTime).toZonedDateTime(timeZone, { disambiguation: 'later' });
}

function colon(zone: string): string {
  return zone.includes(':') ? zone : `${zone.slice(0, 3)}:${zone.slice(3)}`;
}
