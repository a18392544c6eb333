import { Temporal } from 'temporal-polyfill';

/** An instant as a wall clock of a zone shows it. */
export interface InstantText {
  /** `YYYY-MM-DD HH:MM:SS`, with milliseconds only where there are some: it is compared with texts, too. */
  readonly local: string;
  /** Of that wall clock at that instant, such as `+07:00`. */
  readonly offset: string;
}

/** Writes instants in a zone: for databases whose columns hold the plant's local time. */
export function instantText(instant: Date, timeZone: string): InstantText {
  const zoned = Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(
    timeZone,
  );
  const digits = zoned.millisecond === 0 ? 0 : 3;
  const local = zoned.toPlainDateTime().toString({ fractionalSecondDigits: digits });
  return { local: local.replace('T', ' '), offset: zoned.offset };
}
