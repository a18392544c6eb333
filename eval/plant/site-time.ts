/**
 * Instants as the questions write them: PI time in the site's zone, read here by code of this folder alone.
 *
 * `*` now, `t` and `y` today and yesterday at 00:00, `week` (Monday), `month`, `year` where they began, `mon` … `sun`
 * the last such day before today, `last(TAG=State)` and `lastend(TAG=State)` when a state last began and ended; each
 * with `+` or `-` and a number of `s`, `m`, `h`, `d`, `w` or `mo`.
 */
const ZONE_MS = 7 * 3_600_000;
const DAY_MS = 86_400_000;
const UNIT_MS: Readonly<Record<string, number>> = {
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: DAY_MS,
  w: 7 * DAY_MS,
};
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** When `tag` last came into `state` before `now`, and left it. */
export type FindLast = (tag: string, state: string) => Promise<{ start: number; end: number }>;

/**
 * @param now epoch milliseconds
 * @returns epoch milliseconds
 */
export async function resolveTime(text: string, now: number, findLast: FindLast): Promise<number> {
  const match = /^(\*|last(?:end)?\([^)]*\)|[a-z]+)((?:[+-]\d+(?:\.\d+)?(?:mo|[smhdw]))*)$/u.exec(
    text,
  );
  if (!match) throw new Error(`"${text}" is no time.`);
  const [, base = '', shifts = ''] = match;
  let at = await baseOf(base, now, findLast);
  for (const [, sign, count, unit = ''] of shifts.matchAll(/([+-])(\d+(?:\.\d+)?)(mo|[smhdw])/gu)) {
    const amount = Number(count) * (sign === '-' ? -1 : 1);
    at = unit === 'mo' ? addMonths(at, amount) : at + amount * (UNIT_MS[unit] ?? 0);
  }
  return at;
}

async function baseOf(base: string, now: number, findLast: FindLast): Promise<number> {
  const today = Math.floor((now + ZONE_MS) / DAY_MS) * DAY_MS - ZONE_MS;
  const local = new Date(today + ZONE_MS);
  const weekday = local.getUTCDay();
  const last = /^last(end)?\((.+)=(.+)\)$/u.exec(base);
  if (last) {
    const span = await findLast(last[2] ?? '', last[3] ?? '');
    return last[1] === undefined ? span.start : span.end;
  }
  switch (base) {
    case '*':
      return now;
    case 't':
      return today;
    case 'y':
      return today - DAY_MS;
    case 'week':
      return today - ((weekday + 6) % 7) * DAY_MS;
    case 'month':
      return Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), 1) - ZONE_MS;
    case 'year':
      return Date.UTC(local.getUTCFullYear(), 0, 1) - ZONE_MS;
    default: {
      const day = DAYS.indexOf(base);
      if (day < 0) throw new Error(`"${base}" is no time.`);
      return today - (((weekday - day + 6) % 7) + 1) * DAY_MS;
    }
  }
}

function addMonths(at: number, months: number): number {
  const local = new Date(at + ZONE_MS);
  local.setUTCMonth(local.getUTCMonth() + months);
  return local.getTime() - ZONE_MS;
}

/** Its local parts, to be read with the `getUTC…` functions. */
export function localDate(at: number): Date {
  return new Date(at + ZONE_MS);
}
