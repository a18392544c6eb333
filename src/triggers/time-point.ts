import { Temporal } from 'temporal-polyfill';
import { parsePiTime, parseSpan, shiftBySpan } from '#sdk/series';
import { parseNamedDay } from './chat-day.ts';

/** One end of a range. */
export interface Point {
  readonly start: Temporal.ZonedDateTime;
  /** Where a whole day or month ends. */
  readonly end?: () => Temporal.ZonedDateTime;
  readonly isDay: boolean;
  readonly isNow: boolean;
  /** Set when no day was said. */
  readonly timeOnly?: Temporal.PlainTime;
  readonly lacksYear: boolean;
}

const NOW = new Set(['now', 'sekarang', 'saat ini', '*']);
const CLOCK =
  /^(?:(?:at|jam|pukul|pk) )?(\d{1,2})(?:[:.](\d{2})(?::(\d{2}))?)? ?(am|pm|pagi|siang|sore|malam)?(?: (?:wib|wita|wit))?$/;
const HOUR_WORD = /^(?:jam|pukul|pk) /;
const AGO = /^(.+?) (?:ago|(?:yang )?lalu)$/;

/** Lower case, white space folded, quotes and dashes of phones made plain. */
export function foldText(text: string): string {
  return text
    .slice(0, 400)
    .toLowerCase()
    .replaceAll(/[‘’]/g, "'")
    .replaceAll(/[“”]/g, '"')
    .replaceAll('−', '-')
    .replaceAll(/\s+/gu, ' ')
    .trim();
}

/**
 * Reads one end of a range: a day, a time of day, both, so long ago, or an instant in PI's grammar.
 *
 * @param text folded by `foldText`
 * @param bareHours whether `6` alone may be six o'clock, as after `since`
 * @throws RangeError for a day or time that does not exist
 */
export function parsePoint(
  text: string,
  now: Temporal.ZonedDateTime,
  bareHours = false,
): Point | undefined {
  if (NOW.has(text)) return instant(now, true);
  const timeOnly = parseClock(text, bareHours);
  if (timeOnly) {
    return {
      start: now.withPlainTime(timeOnly),
      timeOnly,
      isDay: false,
      isNow: false,
      lacksYear: false,
    };
  }
  const day = parseNamedDay(text, now);
  if (day) {
    const start = day.day.toZonedDateTime(now.timeZoneId);
    const length = day.unit === 'day' ? { days: 1 } : { months: 1 };
    const end = () => day.day.add(length).toZonedDateTime(now.timeZoneId);
    return { start, end, isDay: true, isNow: false, lacksYear: !day.hasYear };
  }
  const ago = parseSpan(AGO.exec(text)?.[1] ?? '');
  if (ago) return instant(shiftBySpan(now, ago, -1));
  return parseDayAndClock(text, now, bareHours) ?? piInstant(text, now);
}

function parseDayAndClock(
  text: string,
  now: Temporal.ZonedDateTime,
  bareHours: boolean,
): Point | undefined {
  for (const blank of text.matchAll(/ /g)) {
    const before = text.slice(0, blank.index).replace(/,$/, '');
    const after = text.slice(blank.index + 1);
    for (const [dayText, clockText] of [
      [before, after],
      [after, before],
    ] as const) {
      const time = parseClock(clockText, bareHours);
      const day = time && parseNamedDay(dayText, now);
      if (day?.unit !== 'day') continue;
      const start = day.day.toZonedDateTime({ timeZone: now.timeZoneId, plainTime: time });
      return { start, isDay: false, isNow: false, lacksYear: !day.hasYear };
    }
  }
  return undefined;
}

function piInstant(text: string, now: Temporal.ZonedDateTime): Point | undefined {
  const at = parsePiTime(text, now);
  return at && instant(at);
}

function instant(start: Temporal.ZonedDateTime, isNow = false): Point {
  return { start, isDay: false, isNow, lacksYear: false };
}

/** `06:00`, `06.00`, `6am`, `jam 6`, `jam 2 siang`; `24:00` is not a time of day. */
function parseClock(text: string, bareHours: boolean): Temporal.PlainTime | undefined {
  const clock = CLOCK.exec(text);
  if (!clock) return undefined;
  const [, hourText, minuteText, secondText, half] = clock;
  if (minuteText === undefined && half === undefined && !bareHours && !HOUR_WORD.test(text)) {
    return undefined;
  }
  const hour = hourOfDay(Number(hourText), half);
  const minute = Number(minuteText ?? 0);
  const second = Number(secondText ?? 0);
  if (hour === undefined || minute > 59 || second > 59) return undefined;
  return Temporal.PlainTime.from({ hour, minute, second });
}

function hourOfDay(hour: number, half: string | undefined): number | undefined {
  if (half === undefined) return hour <= 23 ? hour : undefined;
  if (hour < 1 || hour > 12) return undefined;
  switch (half) {
    case 'am':
      return hour % 12;
    case 'pagi':
      return hour;
    case 'siang':
      return hour < 10 ? hour + 12 : hour;
    case 'malam':
      return hour < 6 ? hour : (hour + 12) % 24;
    default:
      return (hour % 12) + 12;
  }
}
