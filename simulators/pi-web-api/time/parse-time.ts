import type { Temporal } from 'temporal-polyfill';
import { addTimeSpan, readOffset } from './time-span.ts';
import type { TimeSpan } from './time-span.ts';
import type { Instant } from './instant.ts';
import { MONTHS, WEEKDAYS, monthNumber, parseClock, parseDate } from './parse-date.ts';
import { TimeError } from './time-error.ts';
import { fromWallClock, startOfDay } from './time-zone.ts';

export type TimeContext = {
  readonly now: Instant;
  /** IANA zone in which a text without a zone of its own is read. */
  readonly timeZone: string;
  /** What a text that is only an offset counts from. Default now. */
  readonly relativeTo?: Instant;
};

const LONGEST_TEXT = 200;
const NAMED_MONTH = new RegExp(
  `^(${MONTHS.map((name) => `${name}|${name.slice(0, 3)}`).join('|')}|sept)$`,
);

/**
 * Reads one PI time: `*`, `t`, `y+8h`, `monday`, `mar 5`, `15`, `2025`, `1-jan-2025 08:00`, ISO 8601, `'…'`, `08:00`, `-8h`.
 * An empty text is now. Throws `TimeError`.
 */
export function parseTime(text: string, context: TimeContext): Instant {
  const at = text.length > LONGEST_TEXT ? undefined : tryParse(text.trim(), context);
  // Instants are exact and printable only on PI's own calendar.
  if (at === undefined || !(Math.abs(at) < FARTHEST)) throw notValid(text);
  return at;
}

/**
 * Reads a start and an end. A start that is only an offset counts from now; an end that is only one, from the start.
 * Throws `TimeError`.
 */
export function parseTimeRange(
  startText: string,
  endText: string,
  context: TimeContext,
): { start: Instant; end: Instant } {
  const start = parseTime(startText, context);
  const end = parseTime(endText, { ...context, relativeTo: start });
  return { start, end };
}

const FARTHEST = 8_000 * 366 * 864_000_000_000;

function notValid(text: string): TimeError {
  const shown = text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text;
  return new TimeError(`The specified time '${shown}' is not valid.`, text);
}

function tryParse(text: string, context: TimeContext): Instant | undefined {
  const { now, timeZone } = context;
  if (text === '') return now;
  try {
    const quoted = /^(['"])(.*?)\1(.*)$/.exec(text);
    if (quoted !== null) {
      const inner = (quoted[2] ?? '').trim();
      const base = parseDate(inner, now, timeZone) ?? readNamedBase(inner, context);
      return applyOffset(base, quoted[3] ?? '', timeZone, { allowsClock: true });
    }
    if (/^[+-]/.test(text)) {
      return applyOffset(context.relativeTo ?? now, text, timeZone, { allowsClock: true });
    }
    return (
      parseDate(text, now, timeZone) ??
      readNamedBase(text, context) ??
      readBaseAndOffset(text, context)
    );
  } catch (error) {
    if (error instanceof RangeError || error instanceof TimeError) return undefined;
    throw error;
  }
}

// The earliest sign after which everything is an offset ends the base: dates have hyphens of their own.
function readBaseAndOffset(text: string, context: TimeContext): Instant | undefined {
  const { now, timeZone } = context;
  for (const { index } of text.matchAll(/[+-]/g)) {
    const base = text.slice(0, index).trim();
    const offset = text.slice(index);
    const named = readNamedBase(base, context);
    if (named !== undefined) {
      const at = applyOffset(named, offset, timeZone, { allowsClock: true });
      if (at !== undefined) return at;
    }
    // After a date only the name form is an offset: `-05:00` there is the date's own zone.
    if (readOffset(offset, { allowsClock: false }) === undefined) continue;
    const date = parseDate(base, now, timeZone);
    if (date !== undefined) return applyOffset(date, offset, timeZone, { allowsClock: false });
  }
  return undefined;
}

function applyOffset(
  base: Instant | undefined,
  offset: string,
  timeZone: string,
  form: { readonly allowsClock: boolean },
): Instant | undefined {
  if (base === undefined || offset.trim() === '') return base;
  const steps: TimeSpan[] | undefined = readOffset(offset, form);
  return steps?.reduce((at, step) => addTimeSpan(at, step, timeZone), base);
}

/** `*`, `t`, `y`, a weekday, a month, a day number, a year, a time of day. */
function readNamedBase(text: string, context: TimeContext): Instant | undefined {
  const { now, timeZone } = context;
  const word = text.toLowerCase();
  if (word === '*') return now;
  const dayAt = (day: Temporal.PlainDateTime): Instant => fromWallClock(day, timeZone);
  if (word === 't' || word === 'today') return dayAt(startOfDay(now, timeZone));
  if (word === 'y' || word === 'yesterday') {
    return dayAt(startOfDay(now, timeZone).subtract({ days: 1 }));
  }
  const weekday = WEEKDAYS.findIndex((name) => word === name || word === name.slice(0, 3));
  if (weekday >= 0) {
    const today = startOfDay(now, timeZone);
    return dayAt(today.subtract({ days: (today.dayOfWeek - 1 - weekday + 7) % 7 }));
  }
  if (NAMED_MONTH.test(word)) {
    return dayAt(startOfDay(now, timeZone).with({ month: monthNumber(word) }));
  }
  if (/^\d{1,2}$/.test(word)) {
    const day = Number(word);
    if (day < 1) return undefined;
    return dayAt(startOfDay(now, timeZone).with({ day }, { overflow: 'reject' }));
  }
  if (/^\d{4}$/.test(word)) {
    const year = Number(word);
    if (year < 1970) return undefined;
    return dayAt(startOfDay(now, timeZone).with({ year, month: 1, day: 1 }));
  }
  return parseClock(text, now, timeZone);
}
