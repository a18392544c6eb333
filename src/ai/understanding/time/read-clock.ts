/** A time of day as it was said. */
export interface Clock {
  readonly hour: number;
  readonly minute: number;
  /** Whether it may be twelve hours later as well: "at 3". */
  readonly isEither: boolean;
}

const NAMED: ReadonlyMap<string, Clock> = new Map([
  ['noon', exact(12)],
  ['midday', exact(12)],
  ['tengah hari', exact(12)],
  ['midnight', exact(0)],
  ['tengah malam', exact(0)],
]);

const PREPOSITION = /^(?:at|by|around|about|jam|pukul|pk|sekitar|kira-kira|@) /;
const HALF_OF_DAY =
  '(am|pm|a\\.m\\.?|p\\.m\\.?|pagi|siang|sore|malam|subuh|dini hari|in the morning|in the afternoon|in the evening|at night)';
const CLOCK = new RegExp(
  `^(\\d{1,2})(?:[:.](\\d{2}))?(?::\\d{2})? ?(?:o'clock|oclock|tepat)?(?: ?${HALF_OF_DAY})?$`,
);
/** `setengah 4` is half an hour before four. */
const HALF_BEFORE = new RegExp(`^setengah (\\d{1,2})(?: ${HALF_OF_DAY})?$`);
const HALF_PAST = new RegExp(`^half past (\\d{1,2})(?: ?${HALF_OF_DAY})?$`);

/**
 * Reads a time of day: `15:00`, `at 3`, `jam 3 sore`, `half past 3`, `setengah 4`, `noon`. A bare number only counts
 * after a word that makes it an hour, or where the caller knows it to be one.
 *
 * @param text lower case, white space folded
 */
export function readClock(text: string, bareHours = false): Clock | undefined {
  let said = text;
  let isHour = bareHours;
  while (PREPOSITION.test(said)) {
    said = said.replace(PREPOSITION, '');
    isHour = true;
  }
  const named = NAMED.get(said);
  if (named) return named;
  const past = HALF_PAST.exec(said);
  if (past) return withHalf(Number(past[1]), 30, past[2], true);
  const before = HALF_BEFORE.exec(said);
  if (before) return halfBefore(Number(before[1]), before[2]);
  const clock = CLOCK.exec(said);
  if (!clock) return undefined;
  const [, hour = '', minute, half] = clock;
  if (minute === undefined && half === undefined && !isHour && !said.includes('clock')) {
    return undefined;
  }
  // `10:00` is of twenty-four hours; only a bare hour may be of twelve.
  const mayBeEither = minute === undefined && !hour.startsWith('0');
  return withHalf(Number(hour), Number(minute ?? 0), half, mayBeEither);
}

const PART_OF_TODAY =
  /^(?:(?:this|tadi|earlier this) (morning|afternoon|evening|pagi|siang|sore|subuh|dini hari)|(pagi|siang|sore|subuh|dini hari) (?:ini|tadi))$/;

/** The time of day that `3` is in `this morning` or `tadi pagi`; undefined for what is no part of today. */
export function clockOfPart(partText: string, clockText: string): Clock | undefined {
  const [, first, second] = PART_OF_TODAY.exec(partText) ?? [];
  const part = first ?? second;
  if (part === undefined) return undefined;
  const half = /^(?:morning|afternoon|evening)$/.test(part) ? `in the ${part}` : part;
  return readClock(`${clockText} ${half}`, true);
}

function exact(hour: number): Clock {
  return { hour, minute: 0, isEither: false };
}

function halfBefore(next: number, half: string | undefined): Clock | undefined {
  const clock = withHalf(next, 0, half, true);
  if (!clock) return undefined;
  return { ...clock, hour: (clock.hour + 23) % 24, minute: 30 };
}

function withHalf(
  hour: number,
  minute: number,
  half: string | undefined,
  mayBeEither: boolean,
): Clock | undefined {
  if (minute > 59) return undefined;
  if (half === undefined) {
    if (hour > 23) return undefined;
    return { hour, minute, isEither: mayBeEither && hour >= 1 && hour <= 11 };
  }
  if (hour >= 13 && hour <= 23) return { hour, minute, isEither: false };
  if (hour < 1 || hour > 12) return undefined;
  return { hour: hourOfDay(hour, half), minute, isEither: false };
}

function hourOfDay(hour: number, half: string): number {
  switch (half) {
    case 'am':
    case 'a.m':
    case 'a.m.':
    case 'in the morning':
    case 'subuh':
    case 'dini hari':
      return hour % 12;
    case 'pagi':
      return hour === 12 ? 0 : hour;
    case 'siang':
      return hour < 9 ? hour + 12 : hour;
    case 'malam':
    case 'at night':
      return hour < 6 ? hour : (hour + 12) % 24;
    default:
      return (hour % 12) + 12;
  }
}
