import { Temporal } from 'temporal-polyfill';
import type { ParameterValue } from '#sdk';
import { localTimeReader } from '#sdk/series';
import { valueRefused } from '../http-json.errors.ts';

/** How an instant is written: `{start:date}`. Without one, ISO 8601 in UTC. */
export const INSTANT_FORMATS = ['iso', 'date', 'local', 'offset', 'epoch', 'epochMs'] as const;
export type InstantFormat = (typeof INSTANT_FORMATS)[number];

const DAY = /^\d{4}-\d\d-\d\d$/;

/** A value as it is written into a request. */
export type ValueText = {
  readonly text: string;
  /** Made here of a number, an instant or a switch: nobody could have put anything else into it. */
  readonly isSafe: boolean;
};

/**
 * @param format wanted of an instant; a text that is one is then read as one
 * @param timeZone IANA name, for `date`, `local` and `offset`, and for texts without a zone
 * @throws AppError `http_json.value_refused`
 */
export function valueText(
  variable: string,
  value: NonNullable<ParameterValue>,
  format: InstantFormat | undefined,
  timeZone: string,
): ValueText {
  if (value instanceof Date) {
    return { text: instantText(value, format ?? 'iso', timeZone), isSafe: true };
  }
  if (format !== undefined) {
    const instant = readInstant(value, timeZone);
    if (!instant) throw valueRefused(variable, 'write a day or a time, such as 2026-03-01');
    return { text: instantText(instant, format, timeZone), isSafe: true };
  }
  if (typeof value === 'string') {
    // Half a character cannot be sent, and another must not be sent in its place.
    if (!value.isWellFormed()) throw valueRefused(variable, 'it holds half a character');
    return { text: value, isSafe: false };
  }
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw valueRefused(variable, 'it is no number');
  }
  return { text: String(value), isSafe: true };
}

function readInstant(value: string | number | boolean, timeZone: string): Date | undefined {
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  const ms = localTimeReader(timeZone)(DAY.test(text) ? `${text} 00:00` : text);
  return ms === undefined ? undefined : new Date(ms);
}

function instantText(instant: Date, format: InstantFormat, timeZone: string): string {
  const ms = instant.getTime();
  const local = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(timeZone);
  switch (format) {
    case 'iso':
      return instant.toISOString();
    case 'date':
      return local.toPlainDate().toString();
    case 'local':
      return local.toPlainDateTime().toString({ smallestUnit: 'second' });
    case 'offset':
      return local.toString({ smallestUnit: 'second', timeZoneName: 'never' });
    case 'epoch':
      return String(Math.floor(ms / 1000));
    case 'epochMs':
      return String(ms);
  }
}
