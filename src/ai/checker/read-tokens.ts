import { MONTH_NAMES, monthOf } from '#sdk/series';
import type { Language } from '../../triggers/index.ts';
import { readNumberWords } from './number-words.ts';
import { readNumber } from './read-number.ts';
import type { DateToken, DurationToken, NumberToken, TimeToken, Token } from './token.ts';
import { isKnownUnit, timeUnitMs } from './units.ts';

/** In place of a digit that belongs to a name, so that positions stay. */
const NAME_DIGIT = '\uE000';

const NUMBER = String.raw`\d+(?:[.,]\d+)*`;
const ZONE = String.raw`(?-i:WIB|WITA|WIT|UTC(?:[+-]\d{1,2}(?::?\d{2})?)?|GMT(?:[+-]\d{1,2}(?::?\d{2})?)?|[A-Z]{2,4}T)`;
const TIME_UNIT = String.raw`ms|seconds?|secs?|s|detik|dtk|minutes?|mins?|min|menit|mnt|hours?|hrs?|hr|h|jam|days?|d|hari|weeks?|minggu`;

const ISO =
  /(?<![\d.])(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?(?!\d)/g;
/** The longest first: a short one begins it. */
const MONTH_WORDS = MONTH_NAMES.toSorted((a, b) => b.length - a.length).join('|');
const DAY_MONTH = new RegExp(
  String.raw`(?<![\d.,])(\d{1,2})(?:st|nd|rd|th)?(?:\s+of)?[\s-]+(${MONTH_WORDS})\.?(?:,?[\s-]+(\d{4}))?(?![\p{L}\d])`,
  'giu',
);
const MONTH_DAY = new RegExp(
  String.raw`(?<![\p{L}])(${MONTH_WORDS})\.?\s+(\d{1,2})(?:st|nd|rd|th)?(?:,?\s+(\d{4}))?(?![\d:.,]*\d|\s*(?:am|pm)|[\p{L}])`,
  'giu',
);
const SLASHED = /(?<![\d/.,])(\d{1,2})\/(\d{1,2})(?:\/(\d{4}|\d{2}))?(?![\d/])/g;
const CLOCK = new RegExp(
  String.raw`(?<![\d.,:])([01]?\d|2[0-4])([:.])([0-5]\d)(?:\2([0-5]\d))?(?!\d|[:.,]\d|[eE][+-]?\d|\s?[x×·]\s?10\^)(?:\s?(am|pm|a\.m\.|p\.m\.)(?!\p{L}))?(?:\s?(pagi|siang|sore|petang|malam)(?!\p{L}))?(?:\s?\(?(${ZONE})(?![\p{L}\d]))?`,
  'giu',
);
const HOUR_ONLY = new RegExp(
  String.raw`(?<![\d.,:])(1[0-2]|\d)\s?(am|pm|a\.m\.|p\.m\.|o'clock)(?!\p{L})`,
  'giu',
);
const HOUR_WORD = new RegExp(
  String.raw`(?<!\p{L})(?:jam|pukul|at)\s+([01]?\d|2[0-4])(?![\d%]|[.,:]\d|\s*(?:[\p{L}°%]))(?:\s?(${ZONE})(?![\p{L}\d]))?|(?<!\p{L})(?:jam|pukul)\s+([01]?\d|2[0-4])\s+(pagi|siang|sore|petang|malam|${ZONE})(?!\p{L})`,
  'giu',
);
const DURATION_PART = String.raw`(?<!\d[.,])${NUMBER}(?:\s|-)?(?:${TIME_UNIT})(?![\p{L}\d/²³^])`;
const DURATION = new RegExp(
  String.raw`(?<![\p{L}\d_.,])${NUMBER}(?:\s|-)?(?:${TIME_UNIT})(?![\p{L}/²³^])(?:(?:,|\s|and|dan)*${DURATION_PART})*`,
  'giu',
);
const COMPACT_DURATION =
  /(?<![\p{L}\d.,])(\d+)(?:(h|d|j)(\d{1,2})(?:m|h|min)?|\s?(h|d|j)\s?(\d{1,2})\s?(?:m|h|min))(?![\p{L}\d/])/gu;
const QUANTITY = new RegExp(
  String.raw`${NUMBER}(?:\s?[x×·]\s?10\^?([+-]?\d+)|[eE]([+-]?\d+))?`,
  'gu',
);
const AGO = /^\s*(?:ago|old|earlier|before|(?:yang\s+|yg\s+)?lalu|sebelumnya)(?!\p{L})/iu;
const HALF_HOUR = /(?<!\p{L})(?:half an hour|setengah jam)(?!\p{L})/giu;

export interface TokenReading {
  /** Whose separators decide where digits can be read two ways: `1.234`. */
  readonly language: Language;
  /** Units that are not of the table, as sources write them. */
  readonly units?: readonly string[];
  /** Whether digits belong to a name: they measure nothing. Given the word, and where it begins. */
  readonly isName?: ((word: string, start: number) => boolean) | undefined;
}

/**
 * Reads every number, time, date and duration of a text, in the notations of both languages, in the order they stand.
 * Anything with a digit that it does not understand is a number of an unknown kind: nothing is passed over.
 *
 * @param text as `toPlainText` gives it
 */
export function readTokens(text: string, reading: TokenReading): readonly Token[] {
  const tokens: Token[] = [];
  let left = reading.isName ? maskNames(text, reading.isName) : text;
  const take = (
    pattern: RegExp,
    read: (match: RegExpExecArray) => Token | readonly Token[] | undefined,
  ): void => {
    for (const match of left.matchAll(pattern)) {
      // Within the unit of the one before: `m3/h`.
      if (left.charAt(match.index) === ' ' && match[0].charAt(0) !== ' ') continue;
      const found = read(match);
      if (found === undefined) continue;
      tokens.push(...(Array.isArray(found) ? (found as Token[]) : [found as Token]));
      left = blank(
        left,
        match.index,
        Math.max(match.index + match[0].length, tokens.at(-1)?.end ?? 0),
      );
    }
  };
  const place = (match: RegExpExecArray) => ({
    start: match.index,
    end: match.index + match[0].length,
    text: match[0],
  });

  take(ISO, (match) => {
    const [, year, month, day, hour, minute, second, zone] = match;
    const at = place(match);
    const date: DateToken = {
      ...at,
      kind: 'date',
      year: Number(year),
      month: Number(month),
      day: Number(day),
    };
    if (hour === undefined) return date;
    const time: TimeToken = {
      ...at,
      kind: 'time',
      hour: Number(hour),
      minute: Number(minute),
      second: second === undefined ? undefined : Number(second),
      isHalfDay: false,
      zone,
    };
    return [date, time];
  });
  take(DAY_MONTH, (match) =>
    dateOf(place(match), match[1], monthOf((match[2] ?? '').toLowerCase()), match[3]),
  );
  take(MONTH_DAY, (match) =>
    dateOf(place(match), match[2], monthOf((match[1] ?? '').toLowerCase()), match[3]),
  );
  take(SLASHED, (match) => dateOf(place(match), match[1], Number(match[2]), match[3]));
  take(HALF_HOUR, (match) => ({
    ...place(match),
    kind: 'duration',
    ms: 1_800_000,
    stepMs: 60_000,
    isAge: isAgo(text, place(match).end),
  }));
  take(COMPACT_DURATION, (match) => {
    const isDays = (match[2] ?? match[4]) === 'd';
    const [big, small] = isDays ? [86_400_000, 3_600_000] : [3_600_000, 60_000];
    const ms = Number(match[1]) * big + Number(match[3] ?? match[5]) * small;
    return {
      ...place(match),
      kind: 'duration',
      ms,
      stepMs: small,
      isAge: isAgo(text, place(match).end),
    };
  });
  take(CLOCK, (match) => {
    const time = clockOf(match, place(match));
    const before = text.slice(0, match.index);
    const isSaid =
      match[2] === ':' ||
      match[4] !== undefined ||
      match[5] !== undefined ||
      match[6] !== undefined ||
      match[7] !== undefined;
    if (isSaid || /(?:pukul|jam|sejak|until|since|hingga|sampai|s\.d\.|sd)\s+$/i.test(before))
      return time;
    // In a span whose end has its zone: `06.00–14.00 WIB`.
    if (
      new RegExp(
        String.raw`^\s?(?:-|–|to|s\.d\.|sampai)\s?\d{1,2}\.\d{2}(?:\s?(?:${ZONE}))`,
        'u',
      ).test(text.slice(match.index + match[0].length))
    )
      return time;
    const number = quantityOf(text, place(match), match[0], '', reading);
    return number.unit === undefined ? { ...number, orTime: time } : number;
  });
  take(HOUR_ONLY, (match) => {
    const half = match[2]?.toLowerCase() ?? '';
    const hour = toHour(
      Number(match[1]),
      half.startsWith('p') ? 'pm' : half.startsWith('a') ? 'am' : undefined,
    );
    return {
      ...place(match),
      kind: 'time',
      hour,
      minute: undefined,
      second: undefined,
      isHalfDay: half.startsWith('o'),
      zone: undefined,
    };
  });
  take(HOUR_WORD, (match) => {
    const partOfDay = match[4];
    const isZone =
      partOfDay !== undefined && !/^(?:pagi|siang|sore|petang|malam)$/i.test(partOfDay);
    const hour = toHour(Number(match[1] ?? match[3]), isZone ? undefined : partOfDay);
    const time: TimeToken = {
      ...place(match),
      kind: 'time',
      hour,
      minute: undefined,
      second: undefined,
      isHalfDay: partOfDay === undefined && match[2] === undefined,
      zone: match[2] ?? (isZone ? partOfDay : undefined),
    };
    if (!/^at\s/i.test(match[0]) || match[2] !== undefined) return time;
    // `is at 12` may be a value.
    const start = match.index + match[0].search(/\d/);
    return {
      ...quantityOf(text, { start, end: place(match).end }, match[1] ?? '', '', reading),
      orTime: time,
    };
  });
  take(DURATION, (match) => durationsOf(place(match), reading, text));
  take(QUANTITY, (match) =>
    quantityOf(
      text,
      place(match),
      match[0].match(NUMBER)?.[0] ?? '',
      match[1] ?? match[2] ?? '',
      reading,
    ),
  );
  for (const { start, end, value } of readNumberWords(left)) {
    const word = text.slice(start, end);
    const unit = unitBehind(text, end, reading.units ?? []);
    const ms = unit === undefined ? undefined : timeUnitMs(unit.text);
    if (unit && ms !== undefined) {
      tokens.push({
        kind: 'duration',
        start,
        end: unit.end,
        text: text.slice(start, unit.end),
        ms: value * ms,
        stepMs: ms,
        isAge: isAgo(text, unit.end),
      });
    } else
      tokens.push({
        kind: 'number',
        start,
        end,
        text: word,
        value,
        step: 1,
        unit: unit?.text,
        isWord: true,
      });
  }
  // A digit of another script is none that anybody can compare.
  for (const match of left.matchAll(/[\p{Nd}\p{Nl}\p{No}]/gu)) {
    if (/\d/.test(match[0])) continue;
    tokens.push({
      kind: 'number',
      start: match.index,
      end: match.index + match[0].length,
      text: match[0],
      value: Number.NaN,
      step: 1,
      unit: undefined,
      isWord: false,
    });
  }
  return tokens.toSorted((a, b) => a.start - b.start || a.end - b.end);
}

function blank(text: string, start: number, end: number): string {
  return text.slice(0, start) + ' '.repeat(end - start) + text.slice(end);
}

/** Words that hold a digit and are names, without their digits. */
function maskNames(text: string, isName: (word: string, start: number) => boolean): string {
  return text.replaceAll(
    /[\p{L}\p{Nd}_](?:[\p{L}\p{Nd}_]|[./#:-](?=[\p{L}\p{Nd}_]))*/gu,
    (word: string, start: number) =>
      /\d/.test(word) && isName(word, start) ? word.replaceAll(/\d/g, NAME_DIGIT) : word,
  );
}

function dateOf(
  at: { start: number; end: number; text: string },
  day: string | undefined,
  month: number | undefined,
  year: string | undefined,
): DateToken | undefined {
  const dayNumber = Number(day);
  if (month === undefined || month < 1 || month > 12 || dayNumber < 1 || dayNumber > 31)
    return undefined;
  const full =
    year === undefined ? undefined : year.length === 2 ? 2000 + Number(year) : Number(year);
  return { ...at, kind: 'date', day: dayNumber, month, year: full };
}

function clockOf(
  match: RegExpExecArray,
  at: { start: number; end: number; text: string },
): TimeToken {
  const [, hour, , minute, second, half, partOfDay, zone] = match;
  const when = half?.toLowerCase().replaceAll('.', '') ?? partOfDay?.toLowerCase();
  return {
    ...at,
    kind: 'time',
    hour: toHour(Number(hour), when),
    minute: Number(minute),
    second: second === undefined ? undefined : Number(second),
    isHalfDay: false,
    zone,
  };
}

function toHour(hour: number, when: string | undefined): number {
  switch (when?.toLowerCase()) {
    case 'pm':
    case 'sore':
    case 'petang':
      return hour < 12 ? hour + 12 : hour;
    case 'malam':
      return hour >= 6 && hour < 12 ? hour + 12 : hour % 24;
    case 'siang':
      return hour < 6 ? hour + 12 : hour;
    case 'am':
    case 'pagi':
      return hour % 12;
    default:
      return hour % 24;
  }
}

/** `2 h 10 min` is one duration, `2 h and 3 h` are two: a part is added while its unit is a smaller one. */
function durationsOf(
  at: { start: number; end: number; text: string },
  { language }: TokenReading,
  text: string,
): readonly DurationToken[] | undefined {
  const durations: DurationToken[] = [];
  let smallestMs = Infinity;
  for (const match of at.text.matchAll(
    new RegExp(String.raw`(${NUMBER})(?:\s|-)?(${TIME_UNIT})(?!\p{L})`, 'giu'),
  )) {
    const [part, digits = '', unit = ''] = match;
    const each = timeUnitMs(unit);
    const number = readNumber(digits, language);
    if (each === undefined || number === undefined) return undefined;
    const start = at.start + match.index;
    const last = each < smallestMs ? durations.pop() : undefined;
    smallestMs = each;
    const end = start + part.length;
    durations.push({
      kind: 'duration',
      start: last?.start ?? start,
      end,
      text: text.slice(last?.start ?? start, end),
      ms: (last?.ms ?? 0) + number.value * each,
      stepMs: number.step * each,
      isAge: isAgo(text, end),
    });
  }
  return durations.length > 0 ? durations : undefined;
}

function isAgo(text: string, end: number): boolean {
  return AGO.test(text.slice(end));
}

function quantityOf(
  text: string,
  at: { start: number; end: number },
  digits: string,
  exponent: string,
  { language, units = [] }: TokenReading,
): NumberToken {
  const read = readNumber(digits, language) ?? { value: Number.NaN, step: 1 };
  const scale = exponent === '' ? 1 : 10 ** Number(exponent);
  // A minus that stands before digits and after no other digit, letter or bracket is a sign; `500-600` is a span.
  const isNegative =
    /(?:^|[^\p{L}\d)\]%°-]|[^\p{L}\d)\]%°]-)-$/u.test(text.slice(0, at.start)) &&
    !/[\d%]\s?-$/.test(text.slice(0, at.start));
  const unit = unitBehind(text, at.end, units);
  const start = isNegative ? at.start - 1 : at.start;
  return {
    kind: 'number',
    start,
    end: unit?.end ?? at.end,
    text: text.slice(start, unit?.end ?? at.end),
    value: (isNegative ? -read.value : read.value) * scale,
    step: read.step * scale,
    unit: unit?.text,
    isWord: false,
  };
}

/** The unit that stands behind a number: one a source writes, or one that is known. */
function unitBehind(
  text: string,
  end: number,
  units: readonly string[],
): { readonly text: string; readonly end: number } | undefined {
  const behind = text.slice(end, end + 60);
  const blanks = /^[ -]?/.exec(behind)?.[0].length ?? 0;
  const rest = behind.slice(blanks);
  for (const unit of units.toSorted((a, b) => b.length - a.length)) {
    if (unit === '' || !rest.toLowerCase().startsWith(unit.toLowerCase())) continue;
    if (/^[\p{L}\d/]/u.test(rest.slice(unit.length)) && /[\p{L}\d]$/u.test(unit)) continue;
    return { text: rest.slice(0, unit.length), end: end + blanks + unit.length };
  }
  const two =
    /^(?:bar \(?[ga]\)?|deg [CF]|degrees celsius|derajat celsius|per cent)(?!\p{L})/iu.exec(
      rest,
    )?.[0];
  const word =
    two ??
    /^[°%µμΩ\p{L}][\p{L}°%]*(?:\^?[23](?![\d.,]))?(?:\([ga]\))?(?:\s?\/\s?\p{L}+(?:\^?[23](?![\d.,]))?)*/u.exec(
      rest,
    )?.[0];
  if (word === undefined || !(isKnownUnit(word) || /[°%/]/.test(word))) return undefined;
  // `5 a day`, `3 A`: a single small letter that is a word is no unit.
  if (/^[adhs]$/.test(word) && word === 'a') return undefined;
  return { text: word, end: end + blanks + word.length };
}
