import type { Reading } from '../reading.ts';
import type { AskedTime } from './resolve-times.ts';

const HOUR_MS = 3_600_000;
/** A time with minutes is a moment; `jam 3` is an hour. */
const HAS_MINUTES =
  /\d[:.]\d{2}|lewat|past|half|setengah|quarter|seperempat|ago|lalu|minutes?|menit/;

/** The hour that was said, `jam 3`, from 3 to 4; undefined when it was a moment. */
export function hourOf(
  reading: Reading,
  time: AskedTime,
): { readonly start: string; readonly end: string } | undefined {
  if (time.kind !== 'point' || Date.parse(time.at) % HOUR_MS !== 0) return undefined;
  const said = reading.times.find(({ when }) => when.kind === 'point')?.said ?? '';
  if (!/\d/.test(said) || HAS_MINUTES.test(said)) return undefined;
  return { start: time.at, end: new Date(Date.parse(time.at) + HOUR_MS).toISOString() };
}
