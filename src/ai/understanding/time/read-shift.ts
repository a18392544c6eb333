import type { Temporal } from 'temporal-polyfill';
import { readDay } from './read-day.ts';
import type { Ends, Present } from './when.ts';

const CURRENT = /^(?:(?:this|current) shift|shift (?:ini|sekarang|saat ini|berjalan))$/;
const PREVIOUS =
  /^(?:(?:last|previous) shift|shift (?:lalu|yang lalu|sebelumnya|kemarin|tadi|terakhir))$/;
const TRAILING_DAY = /^(.+?) (kemarin|yesterday|today|hari ini|tadi|ini|lalu|tadi malam|semalam)$/;
const LEADING_DAY = /^(yesterday|yesterday's|today's|last|this|previous) (.+)$/;
const HOUR_MS = 3_600_000;
const ORDINALS: ReadonlyMap<string, number> = new Map([
  ['first', 1],
  ['second', 2],
  ['third', 3],
  ['satu', 1],
  ['dua', 2],
  ['tiga', 3],
  ['pertama', 1],
  ['kedua', 2],
  ['ketiga', 3],
]);

/**
 * Reads a shift of the site: `shift pagi`, `night shift`, `last shift`, `shift malam kemarin`, `shift 2`. One without
 * a day is the latest that has begun; a night that began within the hour is the one before, until it is midnight or
 * an hour old.
 */
export function readShift(text: string, { now, shifts }: Present): Ends | undefined {
  if (!/\bshift\b/.test(text) || shifts.length === 0) return undefined;
  const said = text.replace(/^(?:during|in|on|for|at|the|pada|selama|di) /, '');
  const all = latestShifts(shifts, now);
  if (CURRENT.test(said)) return all[0];
  if (PREVIOUS.test(said)) return all[1];
  const bare = said.replace(/ ?\bshift\b ?/, ' ').trim();
  const onDay = readOnDay(bare);
  if (onDay) return onDay;
  const { name, daysAgo } = splitDay(bare);
  const place = placeOf(name, shifts);
  if (place === undefined) return undefined;
  if (daysAgo !== undefined) return shiftOn(place, now.toPlainDate().subtract({ days: daysAgo }));
  return all.find((ends, age) => placeAt(age) === place && !hasJustBegun(ends, now));

  /** `night on monday`, `malam hari senin`, `monday night`: the one that begins on that day. */
  function readOnDay(text: string): Ends | undefined {
    for (const { index } of text.matchAll(/ /g)) {
      const [left, right] = [text.slice(0, index), text.slice(index + 1)];
      for (const [name, dayText] of [
        [left, right],
        [right, left],
      ] as const) {
        const at = placeOf(name, shifts);
        const day = readDay(dayText.replace(/^(?:on|pada|of|tanggal|'s) |'s$/, ''), { now });
        const isWhole = day?.end.equals(day.start.add({ days: 1 }));
        if (at !== undefined && day && isWhole) return shiftOn(at, day.start.toPlainDate());
      }
    }
    return undefined;
  }

  function placeAt(age: number): number | undefined {
    const start = all[age]?.start.toPlainTime().toString().slice(0, 5);
    const found = shifts.findIndex((shift) => shift.start === start);
    return found < 0 ? undefined : found;
  }

  function shiftOn(at: number, day: Temporal.PlainDate): Ends | undefined {
    const time = shifts[at]?.start;
    const start = time && day.toZonedDateTime({ timeZone: now.timeZoneId, plainTime: time });
    return start ? { start, end: endOf(start, shifts) } : undefined;
  }
}

function hasJustBegun({ start, end }: Ends, now: Temporal.ZonedDateTime): boolean {
  const isNight = !start.toPlainDate().equals(end.toPlainDate());
  const isTonight = start.toPlainDate().equals(now.toPlainDate());
  return isNight && isTonight && now.epochMilliseconds - start.epochMilliseconds < HOUR_MS;
}

/** The shifts of the last three days that have begun, the latest first. */
function latestShifts(shifts: Present['shifts'], now: Temporal.ZonedDateTime): readonly Ends[] {
  const starts = [0, 1, 2].flatMap((daysAgo) =>
    shifts.map(({ start }) =>
      now
        .toPlainDate()
        .subtract({ days: daysAgo })
        .toZonedDateTime({ timeZone: now.timeZoneId, plainTime: start }),
    ),
  );
  return starts
    .filter((start) => start.epochMilliseconds < now.epochMilliseconds)
    .sort((a, b) => b.epochMilliseconds - a.epochMilliseconds)
    .map((start) => ({ start, end: endOf(start, shifts) }));
}

function endOf(start: Temporal.ZonedDateTime, shifts: Present['shifts']): Temporal.ZonedDateTime {
  const ends = shifts.map(({ start: time }) => {
    const end = start.withPlainTime(time);
    return end.epochMilliseconds > start.epochMilliseconds ? end : end.add({ days: 1 });
  });
  return ends.reduce((a, b) => (a.epochMilliseconds <= b.epochMilliseconds ? a : b));
}

function splitDay(text: string): { readonly name: string; readonly daysAgo?: number } {
  const trailing = TRAILING_DAY.exec(text);
  const leading = LEADING_DAY.exec(text);
  const name = trailing?.[1] ?? leading?.[2];
  const day = trailing?.[2] ?? leading?.[1];
  if (name === undefined) return { name: text };
  if (day?.startsWith('yesterday') || day === 'kemarin') return { name, daysAgo: 1 };
  if (day === 'today' || day === "today's" || day === 'hari ini') return { name, daysAgo: 0 };
  return { name };
}

function placeOf(name: string, shifts: Present['shifts']): number | undefined {
  const number = /^\d$/.test(name) ? Number(name) : ORDINALS.get(name);
  if (number !== undefined) return number >= 1 && number <= shifts.length ? number - 1 : undefined;
  const found = shifts.findIndex((shift) =>
    shift.name
      .toLowerCase()
      .split('/')
      .some((one) => one.trim().replace(/^shift /, '') === name),
  );
  return found < 0 ? undefined : found;
}
