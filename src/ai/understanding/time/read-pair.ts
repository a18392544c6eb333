import type { Temporal } from 'temporal-polyfill';
import { type Clock, clockOfPart, readClock } from './read-clock.ts';
import { readDay } from './read-day.ts';
import { type Ends, type Present, type When, toRange } from './when.ts';

const BETWEEN = /^(?:between|antara) (.+?) (?:and|dan|sampai|hingga|to) (.+)$/;
/** `yesterday between 10 and 14`. */
const DAY_BETWEEN = /^(.+?) ((?:between|antara) .+ (?:and|dan) .+)$/;
const FROM = /^(?:from|dari|mulai dari|mulai|selama|during) /;
const JOINTS =
  / (?:to|until|till|sampai dengan|sampai|hingga|s\/d|sd|-|–) |–|(?<=(?:^| )\d{1,2}(?:[:.]\d{2})?)-(?=\d)/g;
const DAY_AND_HOUR = /^(.+) (\d{1,2}(?:[:.]\d{2})?)$/;
const DAY_FIRST = /^(.+?) (?:between|from|antara|dari|jam|pukul) (.+)$/;

type WhenOf = (text: string, present: Present) => When | undefined;

/** Reads two ends: `between 6 and 10`, `dari jam 6 sampai jam 10 kemarin`, `yesterday from 8 am to noon`. */
export function readPair(text: string, present: Present, whenOf: WhenOf): When | undefined {
  const between = BETWEEN.exec(text.replace(DAY_BETWEEN, '$2 $1'));
  const said = text.replace(FROM, '');
  const splits: readonly (readonly [string, string])[] = between
    ? [[between[1] ?? '', between[2] ?? '']]
    : [...said.matchAll(JOINTS)].map((joint) => [
        said.slice(0, joint.index),
        said.slice(joint.index + joint[0].length),
      ]);
  for (const [leftText, rightText] of splits) {
    const [left, right] = [leftText.trim(), rightText.trim()];
    if (left === '' || right === '') continue;
    const pair = readClocks(left, right, present) ?? readWhens(left, right, present, whenOf);
    if (pair) return pair;
  }
  return undefined;
}

function readClocks(left: string, right: string, present: Present): When | undefined {
  const { now } = present;
  const start = readClock(left, true) && { text: left, day: undefined };
  const dayFirst = DAY_FIRST.exec(left) ?? DAY_AND_HOUR.exec(left);
  const from = start ?? (dayFirst && { text: dayFirst[2] ?? '', day: dayFirst[1] });
  const until = readClock(right, true) ? { text: right, day: undefined } : splitDay(right, present);
  if (!from || !until) return undefined;
  const first = readClock(from.text, true);
  const second = readClock(until.text, true);
  if (!first || !second) return undefined;
  const dayText = from.day ?? until.day;
  const day = dayText === undefined ? undefined : readDay(dayText, present);
  if (dayText !== undefined && !day) return undefined;
  const isPart = day && !day.end.equals(day.start.add({ days: 1 }));
  if (isPart) {
    const start = startIn(day, first) ?? startToday(dayText ?? '', from.text, now);
    if (!start) return { kind: 'problem', problem: 'no_such_time' };
    return toRange({ start, end: nextOf(second, start) });
  }
  return toRange(clocksOn(nearest(first, second), later(first, second), day?.start, now));
}

/** `between 6 and 10 pm`, `9 to 5 pm`: the half of the day is said once, and the first is the nearest before it. */
function nearest(first: Clock, second: Clock): Clock {
  if (!first.isEither || second.isEither) return first;
  const hours = [first.hour, first.hour + 12];
  const away = (hour: number) => (second.hour * 60 + second.minute - hour * 60 + 1440) % 1440;
  const [hour = first.hour] = hours
    .filter((one) => away(one) > 0)
    .toSorted((a, b) => away(a) - away(b));
  return { ...first, hour, isEither: false };
}

/** `between 10 and 2`: until the afternoon of the same day. */
function later(first: Clock, second: Clock): Clock {
  const isBefore = second.hour < first.hour;
  const mayBeDay = first.isEither || first.hour === 12;
  if (!mayBeDay || !second.isEither || !isBefore) return second;
  return { ...second, hour: second.hour + 12, isEither: false };
}

/** Twelve at night is midnight. */
function hoursOf({ hour, minute, isEither }: Clock): readonly number[] {
  return isEither || (hour === 12 && minute === 0) ? [hour, (hour + 12) % 24] : [hour];
}

/** The one instant of a part of a day, such as last night, that a time of day may be. */
function startIn({ start, end }: Ends, clock: Clock): Temporal.ZonedDateTime | undefined {
  const days = [start, start.add({ days: 1 })];
  const hours = hoursOf(clock);
  return days
    .flatMap((day) => hours.map((hour) => day.withPlainTime({ hour, minute: clock.minute })))
    .find(
      (at) =>
        at.epochMilliseconds >= start.epochMilliseconds &&
        at.epochMilliseconds < end.epochMilliseconds,
    );
}

function startToday(
  dayText: string,
  clockText: string,
  now: Temporal.ZonedDateTime,
): Temporal.ZonedDateTime | undefined {
  const clock = clockOfPart(dayText, clockText);
  return clock && now.withPlainTime({ hour: clock.hour, minute: clock.minute });
}

/** The next time that a clock shows it. */
function nextOf(clock: Clock, start: Temporal.ZonedDateTime): Temporal.ZonedDateTime {
  const hours = hoursOf(clock);
  const options = hours.map((hour) => {
    const at = start.withPlainTime({ hour, minute: clock.minute });
    return at.epochMilliseconds > start.epochMilliseconds ? at : at.add({ days: 1 });
  });
  return options.reduce((a, b) => (a.epochMilliseconds <= b.epochMilliseconds ? a : b));
}

/** `10 pm yesterday`: the day after the clock. */
function splitDay(text: string, present: Present) {
  for (const blank of text.matchAll(/ /g)) {
    const clock = text.slice(0, blank.index);
    const day = text.slice(blank.index + 1).replace(/^(?:on|pada) /, '');
    if (readClock(clock, true) && readDay(day, present)) return { text: clock, day };
  }
  return undefined;
}

function clocksOn(
  first: Clock,
  second: Clock,
  day: Temporal.ZonedDateTime | undefined,
  now: Temporal.ZonedDateTime,
) {
  const today = now.withPlainTime({ hour: first.hour, minute: first.minute });
  const hasBegun = today.epochMilliseconds < now.epochMilliseconds;
  const start =
    day?.withPlainTime({ hour: first.hour, minute: first.minute }) ??
    (hasBegun ? today : today.subtract({ days: 1 }));
  const sameDay = start.withPlainTime({ hour: second.hour, minute: second.minute });
  const isLater = sameDay.epochMilliseconds > start.epochMilliseconds;
  return { start, end: isLater ? sameDay : sameDay.add({ days: 1 }) };
}

function readWhens(
  left: string,
  right: string,
  present: Present,
  whenOf: WhenOf,
): When | undefined {
  // `1 to 3 nov`: the month is said once.
  const month = /^\d{1,2} (\p{L}.*)$/u.exec(right)?.[1];
  const from =
    month !== undefined && /^(?:tanggal )?\d{1,2}$/.test(left)
      ? whenOf(`${left} ${month}`, present)
      : whenOf(left, present);
  const to = whenOf(right, present);
  if (!from || !to) return undefined;
  if (from.kind === 'problem') return from;
  if (to.kind === 'problem') return to;
  const start = from.kind === 'range' ? from.start : from.kind === 'point' ? from.at : undefined;
  const end =
    to.kind === 'range'
      ? to.end
      : to.kind === 'point'
        ? to.at
        : to.kind === 'now'
          ? present.now.toInstant().toString()
          : undefined;
  if (start === undefined || end === undefined) return undefined;
  return start < end ? { kind: 'range', start, end } : { kind: 'problem', problem: 'backwards' };
}
