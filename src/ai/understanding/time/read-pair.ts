import type { Temporal } from 'temporal-polyfill';
import { type Clock, readClock } from './read-clock.ts';
import { readDay } from './read-day.ts';
import { type Present, type When, toRange } from './when.ts';

const BETWEEN = /^(?:between|antara) (.+?) (?:and|dan|sampai|hingga|to) (.+)$/;
const FROM = /^(?:from|dari|mulai dari|mulai|selama|during) /;
const JOINTS =
  / (?:to|until|till|sampai dengan|sampai|hingga|s\/d|sd|-|–) |–|(?<=(?:^| )\d{1,2}(?:[:.]\d{2})?)-(?=\d)/g;
const DAY_AND_HOUR = /^(.+) (\d{1,2}(?:[:.]\d{2})?)$/;
const DAY_FIRST = /^(.+?) (?:between|from|antara|dari|jam|pukul) (.+)$/;
const HALF = /(?:am|pm|pagi|siang|sore|malam)$/;

type WhenOf = (text: string, present: Present) => When | undefined;

/** Reads two ends: `between 6 and 10`, `dari jam 6 sampai jam 10 kemarin`, `yesterday from 8 am to noon`. */
export function readPair(text: string, present: Present, whenOf: WhenOf): When | undefined {
  const between = BETWEEN.exec(text);
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
  const second = readClock(until.text, true);
  // `between 6 and 10 pm`: the half of the day is said once.
  const shared = HALF.exec(until.text)?.[0];
  const first =
    (shared !== undefined && !HALF.test(from.text) && readClock(`${from.text} ${shared}`, true)) ||
    readClock(from.text, true);
  if (!first || !second) return undefined;
  const dayText = from.day ?? until.day;
  const day = dayText === undefined ? undefined : readDay(dayText, present)?.start;
  if (dayText !== undefined && !day) return undefined;
  return toRange(clocksOn(first, second, day, now));
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
