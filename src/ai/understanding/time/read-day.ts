import type { Temporal } from 'temporal-polyfill';
import { weekdayOf } from '#sdk/series';
import { parseNamedDay } from '../../../triggers/index.ts';
import { dayPartOf, latestPart, partOfDay } from './day-part.ts';
import type { Ends, Present } from './when.ts';

const LAST_NIGHT =
  /^(?:last night|tadi malam|malam tadi|semalam|semalem|yesterday night|malam kemarin)$/;
const THIS_PART = /^(?:this|tadi|earlier this) (.+)$/;
const PART_NOW = /^(.+) (?:ini|tadi)$/;
const COMING_PART = /^(?:nanti|later this) (.+)$/;
const DAY_THEN_PART =
  /^(.+) (dini hari|subuh|morning|pagi|afternoon|siang|sore|evening|night|malam)$/;
const PART_THEN_DAY =
  /^(dini hari|subuh|morning|pagi|afternoon|siang|sore|evening|night|malam) (.+)$/;
const DAYS_AWAY: ReadonlyMap<string, number> = new Map([
  ['day before yesterday', -2],
  ['the day before yesterday', -2],
  ['lusa kemarin', -2],
  ['tomorrow', 1],
  ['besok', 1],
  ['esok', 1],
  ['lusa', 2],
  ['day after tomorrow', 2],
  ['the day after tomorrow', 2],
]);
const DAYS_AGO = /^(\d{1,3}) (?:days?|hari) (?:ago|(?:yang )?lalu)$/;
const DAYS_AHEAD = /^(\d{1,3}) (?:days?|hari) (?:from now|lagi|mendatang|ke depan)$/;
const LAST_WEEKDAY = /^(?:last|previous|past) (\p{L}+)$/u;
const WEEKDAY_BACK = /^(\p{L}+) (?:lalu|yang lalu|kemarin|minggu lalu|last week|last)$/u;
/** Not `minggu depan`, which is a week and no Sunday. */
const NEXT_WEEKDAY =
  /^(?:next|coming) (\p{L}+)$|^(?!minggu )(\p{L}+) (?:depan|mendatang|yang akan datang)$/u;
const DATE_WORD = /^(?:tanggal|tgl|the) (.+)$/;
const ORDINAL = /^(\d{1,2})(?:st|nd|rd|th)?$/;

/**
 * Reads a day, or a part of one: `yesterday`, `kemarin malam`, `senin lalu`, `3rd of november`, `tadi pagi`, `besok`.
 *
 * @param text lower case, white space folded, without a preposition before it
 * @throws RangeError for a day that its month does not have
 */
export function readDay(
  text: string,
  { now, isAhead = false }: Pick<Present, 'now' | 'isAhead'>,
): Ends | undefined {
  const zone = now.timeZoneId;
  if (LAST_NIGHT.test(text)) {
    return partOfDay(now.toPlainDate().subtract({ days: 1 }), dayPartOf('night') ?? [18, 30], zone);
  }
  if (text === 'tonight') return partOfDay(now.toPlainDate(), dayPartOf('night') ?? [18, 30], zone);
  if (text === 'tadi' || text === 'earlier today' || text === 'hari ini tadi') {
    return wholeDay(now.toPlainDate(), zone);
  }
  const coming = dayPartOf(COMING_PART.exec(text)?.[1] ?? '');
  if (coming) return partOfDay(now.toPlainDate(), coming, zone);
  const thisPart = dayPartOf(THIS_PART.exec(text)?.[1] ?? PART_NOW.exec(text)?.[1] ?? '');
  if (thisPart) return latestPart(thisPart, now);
  const [dayText, partName] = splitPart(text);
  const part = partName === undefined ? undefined : dayPartOf(partName);
  const day = plainDayOf(dayText, now, isAhead);
  if (!day) return undefined;
  return part ? partOfDay(day, part, zone) : wholeDay(day, zone);
}

function splitPart(text: string): readonly [day: string, part: string | undefined] {
  const trailing = DAY_THEN_PART.exec(text);
  if (trailing) return [trailing[1] ?? '', trailing[2]];
  const leading = PART_THEN_DAY.exec(text);
  return leading ? [leading[2] ?? '', leading[1]] : [text, undefined];
}

function plainDayOf(
  text: string,
  now: Temporal.ZonedDateTime,
  isAhead: boolean,
): Temporal.PlainDate | undefined {
  const today = now.toPlainDate();
  const away = DAYS_AWAY.get(text);
  if (away !== undefined) return today.add({ days: away });
  const ago = DAYS_AGO.exec(text)?.[1];
  if (ago !== undefined) return today.subtract({ days: Number(ago) });
  const ahead = DAYS_AHEAD.exec(text)?.[1];
  if (ahead !== undefined) return today.add({ days: Number(ahead) });
  const back = LAST_WEEKDAY.exec(text)?.[1] ?? WEEKDAY_BACK.exec(text)?.[1];
  const weekday = weekdayOf((back ?? '').replace(/^hari /, ''));
  if (weekday !== undefined) {
    return today.subtract({ days: ((today.dayOfWeek - weekday + 6) % 7) + 1 });
  }
  const next = NEXT_WEEKDAY.exec(text);
  const coming = weekdayOf(next?.[1] ?? next?.[2] ?? (isAhead ? text.replace(/^hari /, '') : ''));
  if (coming !== undefined) {
    return today.add({ days: ((coming - today.dayOfWeek + 6) % 7) + 1 });
  }
  const said = text
    .replace(/^hari (?!ini)/, '')
    .replace(/(\d)(?:st|nd|rd|th)\b/, '$1')
    .replace(/^the /, '')
    .replace(/^(\d{1,2}) of /, '$1 ');
  const dayOfMonth = ORDINAL.exec(
    DATE_WORD.exec(text)?.[1] ?? (/\dth$|\dst$|\dnd$|\drd$/.test(text) ? text : ''),
  );
  if (dayOfMonth) return latestDayOfMonth(Number(dayOfMonth[1]), today);
  const named = parseNamedDay(said.replace(/^(?:tanggal|tgl) /, ''), now);
  return named?.unit === 'day' ? named.day : undefined;
}

/** The latest 31st is not in every month. */
function latestDayOfMonth(day: number, today: Temporal.PlainDate): Temporal.PlainDate | undefined {
  if (day < 1 || day > 31) return undefined;
  for (let monthsAgo = 0; monthsAgo <= 2; monthsAgo += 1) {
    const month = today.with({ day: 1 }).subtract({ months: monthsAgo });
    if (day <= month.daysInMonth && (monthsAgo > 0 || day <= today.day)) return month.with({ day });
  }
  return undefined;
}

function wholeDay(day: Temporal.PlainDate, zone: string): Ends {
  return { start: day.toZonedDateTime(zone), end: day.add({ days: 1 }).toZonedDateTime(zone) };
}
