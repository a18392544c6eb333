import { Temporal } from 'temporal-polyfill';
import type { TimeRange } from '#sdk';
import { type Span, parsePiTime, parseSpan, shiftBySpan } from '#sdk/series';
import { foldText, parsePoint, type Point } from './time-point.ts';
import { parsePeriod } from './time-period.ts';
import { badRange } from './time.errors.ts';

/** When and where a range is said. */
export interface Present {
  readonly now: Date;
  /** The site's IANA zone: `today`, `06:00` and days of the calendar are meant in it. */
  readonly timeZone: string;
  /** For points that hold forecasts: a range may then end, or lie wholly, in the future. */
  readonly allowFuture?: boolean;
}

/**
 * Why a text is no range: `unclear` is not the grammar's, `future` has not begun, `backwards` ends before it starts
 * or at once, `too_long` is over two years, `too_old` is before 1970.
 */
export type RangeProblem = 'unclear' | 'future' | 'backwards' | 'too_long' | 'too_old';

export type RangeResult =
  | { readonly ok: true; readonly range: TimeRange }
  | { readonly ok: false; readonly problem: RangeProblem };

const TEXT_LENGTH_MAX = 80;
const YEARS_MAX = 2;
const LONGEST_WITHOUT_YEARS = { months: 6 };
const UNCLEAR: RangeResult = { ok: false, problem: 'unclear' };

const LEADING = /^(?:(?:for|the|in|over|during|within|selama|dalam|untuk|pada|on) )+/;
const SINCE = /^(?:since|sejak|from|dari|mulai|starting|after|setelah) /;
const LAST = /^(?:last|past|previous) (.+)$/;
const RECENT = /^(.+?) (?:terakhir|belakangan|yang lalu|lalu|ago|last)$/;
const JOINTS = [' to ', ' until ', ' till ', ' sampai ', ' hingga ', ' s/d ', ' sd ', ' s.d. '];
const DAY_PAIR = /^(\d{1,2}) ?[-–—] ?(\d{1,2}) (\p{L}.*)$/u;

/**
 * Reads a span of time the way people (English, Indonesian) and PI write it: `8h`, `8 jam terakhir`, `kemarin`,
 * `since 06:00`, `06:00-14:00`, `1 nov - 3 nov`, `minggu ini`, `*-1d to *-8h`. Never throws.
 *
 * A day is the whole day; a time of day without a day is the latest that has begun, so `since 22:00` asked at two in
 * the morning is yesterday's. A single instant reaches from there to now. What has not happened yet is cut off.
 */
export function readTimeRange(text: string, present: Present): RangeResult {
  const said = foldText(text);
  if (said === '' || said.length > TEXT_LENGTH_MAX) return UNCLEAR;
  try {
    const now = Temporal.Instant.fromEpochMilliseconds(present.now.getTime()).toZonedDateTimeISO(
      present.timeZone,
    );
    const ends = findEnds(said.replace(LEADING, ''), now);
    return ends ? withinLimits(ends, now, present.allowFuture === true) : UNCLEAR;
  } catch (error) {
    // The calendar's way to refuse the 31st of November and spans beyond its end.
    if (error instanceof RangeError) return UNCLEAR;
    throw error;
  }
}

/**
 * The range a text means, for texts that were checked before, such as a trigger's own.
 *
 * @throws AppError `triggers.bad_range`
 */
export function parseTimeRange(
  text: string,
  now: Date,
  timeZone: string,
  allowFuture = false,
): TimeRange {
  const result = readTimeRange(text, { now, timeZone, allowFuture });
  if (result.ok) return result.range;
  throw badRange(text, result.problem);
}

type Ends = { readonly start: Temporal.ZonedDateTime; readonly end: Temporal.ZonedDateTime };

function findEnds(said: string, now: Temporal.ZonedDateTime): Ends | undefined {
  const span = spanOf(said);
  const period = parsePeriod(said, now);
  if (period) return period;
  if (span) return { start: shiftBySpan(now, span, -1), end: now };
  const bareHours = SINCE.test(said);
  const rest = said.replace(SINCE, '');
  const pair = findPair(rest, now, bareHours);
  if (pair) return pair;
  if (bareHours) {
    const since = parsePeriod(rest, now)?.start ?? startOf(rest, now);
    return since && { start: since, end: now };
  }
  // Alone, PI's `y` is the day people mean by it; as an end of a range it is that day's midnight.
  const point = parsePoint(rest === 'y' ? 'yesterday' : rest, now);
  // The present alone, PI's `*`, is no span of time.
  if (!point || point.isNow || rest === '*') return undefined;
  return { start: beginning(point, now), end: point.end?.() ?? now };
}

/** `8h`, `last 8 hours`, `8 jam terakhir`, `last hour`. */
function spanOf(said: string): Span | undefined {
  const recent = LAST.exec(said)?.[1] ?? RECENT.exec(said)?.[1];
  if (recent === undefined) return parseSpan(said);
  return parseSpan(recent) ?? parseSpan(`1 ${recent}`);
}

/** Where `since …` begins: a point, a bare hour, or so long ago. */
function startOf(text: string, now: Temporal.ZonedDateTime): Temporal.ZonedDateTime | undefined {
  const ago = parseSpan(RECENT.exec(text)?.[1] ?? '');
  if (ago) return shiftBySpan(now, ago, -1);
  const point = parsePoint(text, now, true);
  return point && beginning(point, now);
}

function beginning(point: Point, now: Temporal.ZonedDateTime): Temporal.ZonedDateTime {
  return point.timeOnly ? latestBegun(point.timeOnly, now) : point.start;
}

function latestBegun(
  time: Temporal.PlainTime,
  now: Temporal.ZonedDateTime,
): Temporal.ZonedDateTime {
  const today = now.withPlainTime(time);
  const hasBegun = Temporal.ZonedDateTime.compare(today, now) < 0;
  return hasBegun ? today : now.subtract({ days: 1 }).withPlainTime(time);
}

function findPair(said: string, now: Temporal.ZonedDateTime, bareHours: boolean): Ends | undefined {
  const days = DAY_PAIR.exec(said);
  if (days) {
    const pair = joinPoints(`${days[1]} ${days[3]}`, `${days[2]} ${days[3]}`, now, bareHours);
    if (pair) return pair;
  }
  for (const [left, right] of splits(said)) {
    const pair = joinPoints(left, right, now, bareHours);
    if (pair) return pair;
  }
  return undefined;
}

/** Every place where a text may be two ends, the surest first. */
function splits(said: string): readonly (readonly [string, string])[] {
  const words = JOINTS.flatMap((joint) => splitAt(said, joint));
  const dashes = [...said.matchAll(/ ?(?:\.\.|[-–—]) ?/g)].map(
    (dash) => [said.slice(0, dash.index), said.slice(dash.index + dash[0].length)] as const,
  );
  return [...words, ...splitAt(said, '/'), ...dashes].filter(([left, right]) => left && right);
}

function splitAt(said: string, joint: string): readonly (readonly [string, string])[] {
  const index = said.indexOf(joint);
  if (index < 0) return [];
  return [[said.slice(0, index).trim(), said.slice(index + joint.length).trim()]];
}

function joinPoints(
  leftText: string,
  rightText: string,
  now: Temporal.ZonedDateTime,
  bareHours: boolean,
): Ends | undefined {
  const hasHourWord = bareHours || /^(?:jam|pukul|pk) /.test(leftText);
  const left = parsePoint(leftText, now, bareHours);
  if (!left) return undefined;
  // An end that is only an offset counts from the start, as in PI.
  if (/^[+-]/.test(rightText)) {
    const end = parsePiTime(rightText, now, left.start);
    return end && { start: beginning(left, now), end };
  }
  const right = parsePoint(rightText, now, hasHourWord || left.timeOnly !== undefined);
  if (!right) return undefined;
  if (right.timeOnly) {
    const start = beginning(left, now);
    if (left.isDay) return undefined;
    const sameDay = start.withPlainTime(right.timeOnly);
    const isLater = Temporal.ZonedDateTime.compare(sameDay, start) > 0;
    return { start, end: isLater ? sameDay : start.add({ days: 1 }).withPlainTime(right.timeOnly) };
  }
  if (left.timeOnly) {
    // `06:00 - 14:00 kemarin`: the day is said once, at the end. `06:00 - now` is the latest 06:00.
    if (right.isNow || right.isDay) {
      return right.isNow ? { start: beginning(left, now), end: right.start } : undefined;
    }
    return { start: right.start.withPlainTime(left.timeOnly), end: right.start };
  }
  return yearsAgreed(left, right, now);
}

/** `1 nov - 3 nov`: the year of one end, or the most recent, such that the second follows the first. */
function yearsAgreed(left: Point, right: Point, now: Temporal.ZonedDateTime): Ends {
  const { start } = left;
  const rightEnd = right.end?.() ?? right.start;
  const isBackwards = Temporal.ZonedDateTime.compare(right.start, start) < 0;
  if (left.lacksYear && right.lacksYear && isBackwards) {
    const end = firstAfter(start, rightEnd);
    // `20 dec - 5 jan` goes over the turn of the year; `3 nov - 1 nov` was meant the other way round.
    const isMeant = Temporal.ZonedDateTime.compare(end, start.add(LONGEST_WITHOUT_YEARS)) <= 0;
    return { start, end: isMeant ? end : rightEnd };
  }
  if (left.lacksYear && !right.lacksYear && right.isDay) {
    const sameYear = start.with({ year: right.start.year });
    const isAfter = Temporal.ZonedDateTime.compare(sameYear, rightEnd) >= 0;
    return { start: isAfter ? sameYear.subtract({ years: 1 }) : sameYear, end: rightEnd };
  }
  if (!left.lacksYear && right.lacksYear && right.isDay && isFirstOfYears(left, now)) {
    return { start, end: firstAfter(start, rightEnd) };
  }
  return { start, end: rightEnd };
}

/** The same day of the first year in which it is after the start. */
function firstAfter(start: Temporal.ZonedDateTime, day: Temporal.ZonedDateTime) {
  const end = day.add({ years: start.year - day.year });
  return Temporal.ZonedDateTime.compare(end, start) > 0 ? end : end.add({ years: 1 });
}

function isFirstOfYears(left: Point, now: Temporal.ZonedDateTime): boolean {
  return left.isDay && left.start.year !== now.year;
}

function withinLimits(ends: Ends, now: Temporal.ZonedDateTime, allowFuture: boolean): RangeResult {
  const { start } = ends;
  const isLaterThan = (a: Temporal.ZonedDateTime, b: Temporal.ZonedDateTime) =>
    a.epochNanoseconds > b.epochNanoseconds;
  if (start.epochMilliseconds < 0) return { ok: false, problem: 'too_old' };
  if (!allowFuture && isLaterThan(start, now)) return { ok: false, problem: 'future' };
  if (!isLaterThan(ends.end, start)) return { ok: false, problem: 'backwards' };
  const end = !allowFuture && isLaterThan(ends.end, now) ? now : ends.end;
  if (!isLaterThan(end, start)) return { ok: false, problem: 'future' };
  if (isLaterThan(end, start.add({ years: YEARS_MAX, days: 1 }))) {
    return { ok: false, problem: 'too_long' };
  }
  return {
    ok: true,
    range: { start: start.toInstant().toString(), end: end.toInstant().toString() },
  };
}
