import { Temporal } from 'temporal-polyfill';
import type { SaidTime } from './reading.ts';

/** A time of day and nothing else: `at 15:00`, `jam 3`, `3 pm`. */
const ONLY_CLOCK =
  /^(?:(?:at|on|by|jam|pukul|pkl|pk|the|around|sekitar)\s+)*\d{1,2}(?:\s*[:.]\s*\d{2}){0,2}\s*(?:[ap]\.?m\.?|o'?clock|wib|wita|wit)?$/i;

/**
 * A time of day asked in a talk about one day is of that day: `and at 15:00?` after "yesterday at 14:00" is yesterday's.
 * Other times stay as they are.
 */
export function onDayBefore(
  times: readonly SaidTime[],
  before: readonly SaidTime[],
  timeZone: string,
): readonly SaidTime[] {
  const [time] = times;
  const day = before.length === 1 && before[0] ? dayOf(before[0], timeZone) : undefined;
  if (times.length !== 1 || time?.when.kind !== 'point' || day === undefined) return times;
  if (!ONLY_CLOCK.test(time.said.trim())) return times;
  const move = (at: string) =>
    day
      .toZonedDateTime({
        timeZone,
        plainTime: Temporal.Instant.from(at).toZonedDateTimeISO(timeZone).toPlainTime(),
      })
      .toInstant()
      .toString();
  const { when } = time;
  const either = when.either && ([move(when.either[0]), move(when.either[1])] as const);
  return [{ said: time.said, when: { ...when, at: move(when.at), ...(either && { either }) } }];
}

/** The one day a time is of, in the site's zone. */
function dayOf({ when }: SaidTime, timeZone: string): Temporal.PlainDate | undefined {
  const local = (at: string) => Temporal.Instant.from(at).toZonedDateTimeISO(timeZone);
  if (when.kind === 'point') return when.either ? undefined : local(when.at).toPlainDate();
  if (when.kind !== 'range') return undefined;
  const start = local(when.start).toPlainDate();
  const last = local(when.end).subtract({ seconds: 1 }).toPlainDate();
  return start.equals(last) ? start : undefined;
}
