import { say } from '../../../replies/index.ts';
import type { Reading } from '../reading.ts';
import { hourOf } from './hour-of.ts';
import type { PlanDeps } from './plan-deps.ts';
import { rangeOf } from './plan-calls.ts';
import { type Plan, callOf } from './plan.ts';
import type { AskedTime } from './resolve-times.ts';
import { tell } from './tell.ts';

const HOUR_MS = 3_600_000;
const HOURS_AROUND = 0.5;

/** Events of a span, of the hour around a moment, or of the last day. */
export function planEvents(reading: Reading, time: AskedTime, { asking }: PlanDeps): Plan {
  const { now } = asking;
  const nowMs = now.getTime();
  const around = (at: string) => ({
    start: new Date(Date.parse(at) - HOURS_AROUND * HOUR_MS).toISOString(),
    end: new Date(Math.min(nowMs, Date.parse(at) + HOURS_AROUND * HOUR_MS)).toISOString(),
  });
  const day = { start: new Date(nowMs - 24 * HOUR_MS).toISOString(), end: now.toISOString() };
  const range =
    time.kind === 'point'
      ? (hourOf(reading, time) ?? around(time.at))
      : (rangeOf(time, now) ?? day);
  if (Date.parse(range.start) >= nowMs) return tell(say(asking.language, 'plainNotYet'));
  const end = Date.parse(range.end) > nowMs ? now.toISOString() : range.end;
  const trip = reading.state === 'tripped' ? ['trip'] : [];
  const phrases = reading.subjects.map(({ words, area, tag }) =>
    [tag ?? words, area, ...trip].filter(Boolean).join(' '),
  );
  const words = phrases.length === 0 ? [trip.join('')] : [...new Set(phrases)].slice(0, 3);
  const calls = words.map((one) =>
    callOf('events', { start: range.start, end, words: one.slice(0, 200) }),
  );
  return { kind: 'calls', intent: 'events', calls };
}
