const MONTHS = [
  'jan january januari',
  'feb february februari',
  'mar march maret',
  'apr april',
  'may mei',
  'jun june juni',
  'jul july juli',
  'aug august agu agt agustus',
  'sep sept september',
  'oct october okt oktober',
  'nov nop november',
  'dec december des desember',
];

/** Weekdays from Monday. `minggu` alone is a week as often as a Sunday, so Sunday is `hari minggu` or `ahad`. */
const WEEKDAYS = [
  'mon monday senin',
  'tue tues tuesday selasa',
  'wed wednesday rabu',
  'thu thur thurs thursday kamis',
  'fri friday jumat jum’at',
  'sat saturday sabtu',
  'sun sunday ahad',
];

const MONTH_BY_NAME = byName(MONTHS);
const WEEKDAY_BY_NAME = byName(WEEKDAYS);

/** Every name of a month in English or Indonesian, whole or short, in lower case. */
export const MONTH_NAMES: readonly string[] = [...MONTH_BY_NAME.keys()];

/** 1 to 12 for the name of a month in English or Indonesian, whole or short, in lower case. */
export function monthOf(name: string): number | undefined {
  return MONTH_BY_NAME.get(name);
}

/** 1 (Monday) to 7 for the name of a weekday in English or Indonesian, in lower case. */
export function weekdayOf(name: string): number | undefined {
  return WEEKDAY_BY_NAME.get(name.replace("'", '’'));
}

/** A year of two digits is 1970 to 2069, one of four is itself. */
export function fullYear(digits: string): number {
  const year = Number(digits);
  if (digits.length > 2) return year;
  return year + (year < 70 ? 2000 : 1900);
}

function byName(lines: readonly string[]): ReadonlyMap<string, number> {
  return new Map(
    lines.flatMap((names, index) => names.split(' ').map((name) => [name, index + 1] as const)),
  );
}
