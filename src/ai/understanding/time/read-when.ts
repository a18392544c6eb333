import type { Temporal } from 'temporal-polyfill';
import { parseSpan, shiftBySpan } from '#sdk/series';
import { readTimeRange } from '../../../triggers/index.ts';
import { type Clock, clockOfPart, readClock } from './read-clock.ts';
import { readDay } from './read-day.ts';
import { readPair } from './read-pair.ts';
import { readShift } from './read-shift.ts';
import { type Ends, type Present, type When, toPoint, toRange } from './when.ts';

const NOW =
  /^(?:right now|just now|now|currently|at the moment|at present|presently|live|sekarang|sekarang ini|saat ini|saat sekarang|kini|barusan|terkini|terbaru|latest)$/;
const LEAD =
  /^(?:on|in|during|for|over|within|throughout|of|the|whole|all|entire|pada|selama|dalam|untuk|di|sepanjang|per|dari|data|waktu|saat) /;
const SINCE =
  /^(?:since|sejak|semenjak|from|dari|mulai|mulai dari|starting|starting from|after|setelah|sesudah) (.+)$/;
const UNTIL = /^(?:until|till|sampai|hingga|before|sebelum|up to) (.+)$/;
const TRIP =
  /^(?:the |its |their )?(?:last |latest )?(?:unit )?trip(?:ped|nya)?(?: (?:terakhir|tadi|kemarin|lagi))?$/;
const HALF_OF = /^(?:the )?(first|second|last) half of (?:the )?(.+)$/;
const PARUH = /^(?:paruh|separuh|setengah) (pertama|kedua|awal|akhir) (.+)$/;
const AGO = /^(.+?) (?:ago|yang lalu|lalu|back|earlier|sebelumnya|tadi)$/;
const COMING = /^(?:next|coming) (.+)$|^(.+) (?:ke depan|kedepan|mendatang)$/;
const LATER = /^in (.+)$|^(.+) (?:lagi|from now)$/;
const IN_DAYS = /\bin (\d{1,3}) days?\b/;
const COMING_PERIOD = /^(?:next (week|month)|(minggu|bulan) depan)$/;
const YEAR =
  /^(?:in|in the year|year|during|tahun|di tahun|pada tahun|selama|selama tahun|for) (\d{4})$/;
const SAME_TIME =
  /\b(?:at )?(?:the )?(?:this|same) (?:time|hour)(?: of day)?\b|\bjam (?:segini|yang sama|sama)\b|\b(?:waktu|saat) yang sama\b/;
const AGES = /\b(?:century|centuries|decade|decades|abad|dekade|dasawarsa|millennium)\b/;
const BARE = /^(?:may|mar|sun|sat|mon|wed|des|jun|jul|sep|y|t|d|h|m|w|s|ahad|-.*)$/;
/** A time of day as figures; of `25.00` and `25` only a word before it tells that it is one. */
const CLOCK_SAID =
  /(?<![\d.:])(\d{1,2})(?::(\d{2})|(?<=\b(?:jam|pukul|pk|at) \d{1,2})\.(\d{2})|(?<=\b(?:jam|pukul|pk) \d{2}))(?![\d.:])/g;
const LENGTH_MAX = 70;

/**
 * Reads what is wholly an expression of time, in English or Indonesian; undefined when it is none. What it gives may
 * lie in the future. Never throws.
 *
 * @param text lower case, white space folded
 */
export function readWhen(text: string, present: Present): When | undefined {
  if (text.length > LENGTH_MAX || text === '') return undefined;
  try {
    if (hasNoSuchHour(text, present)) return { kind: 'problem', problem: 'no_such_hour' };
    const when = whenOf(text, present);
    return when && isTooOld(when) ? { kind: 'problem', problem: 'too_old' } : when;
  } catch (error) {
    // The calendar's way to refuse the 31st of February.
    if (error instanceof RangeError) return { kind: 'problem', problem: 'no_such_day' };
    throw error;
  }
}

/** A time in which the hour alone cannot be: with another it would be one. */
function hasNoSuchHour(text: string, present: Present): boolean {
  let isAny = false;
  const possible = text.replaceAll(
    CLOCK_SAID,
    (all: string, hour: string, minute?: string, other?: string) => {
      if (Number(hour) <= 23 && Number(minute ?? other ?? 0) <= 59) return all;
      isAny = true;
      return '12:00';
    },
  );
  return isAny && whenOf(possible, present) !== undefined;
}

function isTooOld(when: When): boolean {
  const start = when.kind === 'range' ? when.start : when.kind === 'point' ? when.at : undefined;
  return start !== undefined && Date.parse(start) < 0;
}

function whenOf(text: string, present: Present): When | undefined {
  const { now } = present;
  if (NOW.test(text)) return { kind: 'now' };
  const year = YEAR.exec(text)?.[1];
  if (year !== undefined) return wholeYear(Number(year), now);
  const pair = readPair(text, present, whenOf);
  if (pair) return pair;
  const part = readPartOfDay(text, present);
  if (part) return part;
  const since = SINCE.exec(text)?.[1];
  const from = since === undefined ? undefined : readSince(since, present);
  if (from) return from;
  const until = UNTIL.exec(text)?.[1];
  if (until !== undefined) return readUntil(until, present);
  const clock = readClock(text);
  if (clock) return present.isAhead ? next(clock, now) : latest(clock, now);
  const moved = readMoved(text, now);
  if (moved) return moved;
  const half = halfOf(text, present);
  if (half) return half;
  const said = withoutLead(text);
  const span = readShift(text, present) ?? readDay(said, present);
  if (span) return toRange(span);
  const dayAndClock = readDayAndClock(
    withoutLead(text.replace(IN_DAYS, '$1 days from now')),
    present,
  );
  if (dayAndClock) return dayAndClock;
  if (AGES.test(said)) return { kind: 'problem', problem: 'too_long' };
  return said === text || !BARE.test(said) ? readRange(said, text, now) : undefined;
}

function withoutLead(text: string): string {
  let said = text;
  while (LEAD.test(said)) said = said.replace(LEAD, '');
  return said;
}

function readRange(said: string, text: string, now: Temporal.ZonedDateTime): When | undefined {
  if (BARE.test(said) && said === text) return undefined;
  const result = readTimeRange(said, {
    now: new Date(now.epochMilliseconds),
    timeZone: now.timeZoneId,
    allowFuture: true,
  });
  if (result.ok) return { kind: 'range', ...result.range };
  if (result.problem === 'unclear') return undefined;
  if (result.problem === 'future') return undefined;
  const isSpan =
    result.problem === 'too_old' && /\d+ ?(?:y|years?|tahun|thn|months?|bulan)\b/.test(said);
  return { kind: 'problem', problem: isSpan ? 'too_long' : result.problem };
}

function wholeYear(year: number, now: Temporal.ZonedDateTime): When {
  if (year < 1970) return { kind: 'problem', problem: 'too_old' };
  const start = now.startOfDay().with({ year, month: 1, day: 1 });
  return toRange({ start, end: start.add({ years: 1 }) });
}

/** A bare hour after `since` is of twenty-four, as everywhere in Plantline's ranges. */
function readSince(text: string, present: Present): When | undefined {
  const { now } = present;
  if (TRIP.test(text)) return { kind: 'since_event' };
  const clock = readClock(text, true);
  if (clock) {
    const at = now.withPlainTime({ hour: clock.hour, minute: clock.minute });
    const hasBegun = at.epochMilliseconds < now.epochMilliseconds;
    return toRange({ start: hasBegun ? at : at.subtract({ days: 1 }), end: now });
  }
  // `since 2010` may be ten past eight in the evening.
  if (/^19\d{2}$/.test(text)) return since(`${text}-01-01T00:00:00Z`, now);
  const when = whenOf(text, present);
  if (when?.kind === 'problem') return when;
  if (when?.kind === 'point') return since(when.at, now);
  if (when?.kind === 'range') return since(when.moment ?? when.start, now);
  return undefined;
}

function since(start: string, now: Temporal.ZonedDateTime): When {
  return { kind: 'range', start, end: now.toInstant().toString() };
}

function readUntil(text: string, present: Present): When | undefined {
  const { now } = present;
  const clock = readClock(text, true);
  const when = clock
    ? toPoint(now.withPlainTime({ hour: clock.hour, minute: clock.minute }))
    : whenOf(text, present);
  const start = now.startOfDay().toInstant().toString();
  if (when?.kind === 'now') return since(start, now);
  if (when?.kind !== 'point' || when.at <= start) return undefined;
  return { kind: 'range', start, end: when.at };
}

/** The latest such time of day that is over. */
function latest(clock: Clock, now: Temporal.ZonedDateTime): When {
  const options = [0, 1].flatMap((daysAgo) =>
    hoursOf(clock).map((hour) =>
      now.subtract({ days: daysAgo }).withPlainTime({ hour, minute: clock.minute }),
    ),
  );
  const past = options.filter((at) => at.epochMilliseconds <= now.epochMilliseconds);
  return toPoint(past.reduce((a, b) => (a.epochMilliseconds >= b.epochMilliseconds ? a : b)));
}

function next(clock: Clock, now: Temporal.ZonedDateTime): When {
  const options = [0, 1].flatMap((days) =>
    hoursOf(clock).map((hour) => now.add({ days }).withPlainTime({ hour, minute: clock.minute })),
  );
  const ahead = options.filter((at) => at.epochMilliseconds > now.epochMilliseconds);
  return toPoint(ahead.reduce((a, b) => (a.epochMilliseconds <= b.epochMilliseconds ? a : b)));
}

function hoursOf({ hour, isEither }: Clock): readonly number[] {
  return isEither ? [hour, hour + 12] : [hour];
}

/** So long ago, or so long from now. */
function readMoved(text: string, now: Temporal.ZonedDateTime): When | undefined {
  const period = COMING_PERIOD.exec(text);
  if (period) {
    const isWeek = period[1] === 'week' || period[2] === 'minggu';
    const today = now.startOfDay();
    const start = isWeek
      ? today.add({ days: 8 - today.dayOfWeek })
      : today.with({ day: 1 }).add({ months: 1 });
    return toRange({ start, end: start.add(isWeek ? { weeks: 1 } : { months: 1 }) });
  }
  const coming = COMING.exec(
    text.replace(/^(?:in|for|over|the|selama|dalam|untuk|the) +(?:the )?/, ''),
  );
  const comingText = coming?.[1] ?? coming?.[2] ?? '';
  const comingSpan = parseSpan(comingText) ?? parseSpan(`1 ${comingText}`);
  if (coming && comingSpan) return toRange({ start: now, end: shiftBySpan(now, comingSpan, 1) });
  const later = LATER.exec(text);
  const laterSpan = parseSpan(later?.[1] ?? later?.[2] ?? '');
  if (laterSpan) return toPoint(shiftBySpan(now, laterSpan, 1));
  const ago = AGO.exec(text.replace(/^(?:at|from|about|around|sekitar) /, ''));
  const span = parseSpan(ago?.[1] ?? '');
  if (!span) return undefined;
  const at = shiftBySpan(now, span, -1);
  if (span.milliseconds > 0) return toPoint(at);
  return toRange(periodAround(at, span), at);
}

/** `3 days ago` is that day; `2 months ago` that month. */
function periodAround(
  at: Temporal.ZonedDateTime,
  { days, weeks, months }: { days: number; weeks: number; months: number },
): Ends {
  const day = at.startOfDay();
  if (days > 0) return { start: day, end: day.add({ days: 1 }) };
  if (weeks > 0) {
    const start = day.subtract({ days: day.dayOfWeek - 1 });
    return { start, end: start.add({ weeks: 1 }) };
  }
  if (months > 0) {
    const start = day.with({ day: 1 });
    return { start, end: start.add({ months: 1 }) };
  }
  const start = day.with({ day: 1, month: 1 });
  return { start, end: start.add({ years: 1 }) };
}

function halfOf(text: string, present: Present): When | undefined {
  const half = HALF_OF.exec(withoutLead(text)) ?? PARUH.exec(withoutLead(text));
  const whole = half && whenOf(half[2] ?? '', present);
  if (whole?.kind !== 'range') return undefined;
  const [start, end] = [Date.parse(whole.start), Date.parse(whole.end)];
  const middle = new Date(start + (end - start) / 2).toISOString();
  const isFirst = ['first', 'pertama', 'awal'].includes(half?.[1] ?? '');
  return isFirst ? { ...whole, end: middle } : { ...whole, start: middle };
}

const PART_OF_DAY =
  /^(?:(.+) )?(before|sebelum|until|till|sampai|hingga|up to|after|setelah|sesudah) (.+)$/;

/** `before 6 today`, `yesterday after 20:00`: it stays within that day. The hour is of twenty-four. */
function readPartOfDay(text: string, present: Present): When | undefined {
  const [, lead, word = '', rest = ''] = PART_OF_DAY.exec(text) ?? [];
  const splits =
    lead === undefined
      ? [...rest.matchAll(/ /g)].flatMap(({ index }) => {
          const [left, right] = [rest.slice(0, index), rest.slice(index + 1)];
          return [[left, right] as const, [right, left] as const];
        })
      : [[lead, rest] as const];
  for (const [dayText, clockText] of splits) {
    const clock = readClock(clockText, true);
    const day = clock && readDay(dayText.replace(/^on /, ''), present);
    if (!day || !day.end.equals(day.start.add({ days: 1 }))) continue;
    const at = day.start.withPlainTime({ hour: clock.hour, minute: clock.minute });
    const isAfter = /^(?:after|setelah|sesudah)$/.test(word);
    return toRange(isAfter ? { start: at, end: day.end } : { start: day.start, end: at });
  }
  return undefined;
}

/** `kemarin jam 3 sore`, `at 15:00 yesterday`, `last night at 11`, `3 nov 06:00`. */
function readDayAndClock(text: string, present: Present): When | undefined {
  const { now } = present;
  const same = SAME_TIME.exec(text);
  const sameDay = same && readDay(withoutLead(text.replace(SAME_TIME, '').trim()), present)?.start;
  if (sameDay) return toPoint(sameDay.withPlainTime(now.toPlainTime()));
  for (const blank of text.matchAll(/ /g)) {
    const left = text.slice(0, blank.index).replace(/,$/, '');
    const right = text.slice(blank.index + 1);
    for (const [dayText, clockText] of [
      [left, right],
      [right, left],
    ] as const) {
      const clock = readClock(clockText);
      const day = clock && readDay(withoutLead(dayText), present);
      if (day) return onDay(clock, day, now) ?? onPartOfToday(dayText, clockText, now);
    }
  }
  return undefined;
}

function onDay(clock: Clock, day: Ends, now: Temporal.ZonedDateTime): When | undefined {
  const dates = [day.start.toPlainDate(), day.end.subtract({ seconds: 1 }).toPlainDate()];
  const options = [...new Set(dates.map(String))].flatMap((date) =>
    hoursOf(clock).map((hour) =>
      day.start.withPlainTime({ hour, minute: clock.minute }).with(dateOf(date)),
    ),
  );
  const within = options.filter(
    (at) =>
      at.epochMilliseconds >= day.start.epochMilliseconds &&
      at.epochMilliseconds <= day.end.epochMilliseconds,
  );
  const isToday = day.start.toPlainDate().equals(now.toPlainDate());
  const past = within.filter((at) => at.epochMilliseconds <= now.epochMilliseconds);
  const left = isToday && past.length > 0 ? past.slice(-1) : within;
  const [first, second] = left;
  if (!first) {
    // A time that is not of that part of the day, such as "tadi malam jam 12 siang".
    return undefined;
  }
  if (!second) return toPoint(first);
  const either = [first.toInstant().toString(), second.toInstant().toString()] as const;
  return { kind: 'point', at: either[0], either };
}

/** `at 3 this morning`: earlier than what is called morning, and still of today. */
function onPartOfToday(
  dayText: string,
  clockText: string,
  now: Temporal.ZonedDateTime,
): When | undefined {
  const clock = clockOfPart(dayText, clockText);
  return clock && toPoint(now.withPlainTime({ hour: clock.hour, minute: clock.minute }));
}

function dateOf(text: string): { year: number; month: number; day: number } {
  const [year = 0, month = 1, day = 1] = text.split('-').map(Number);
  return { year, month, day };
}
