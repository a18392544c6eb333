import type { Quality, Reading } from '#sdk';
import { sdsBadAnswer } from './sds.errors.ts';
import { PI_FIELDS } from './to-tags.ts';
import type { SdsTag } from './to-tags.ts';

export type SdsEvent = Readonly<Record<string, unknown>>;

/**
 * One property of an event, as a reading. A value that the answer leaves out is no value: the answer was asked to name
 * all of them, zeros included.
 *
 * @throws AppError `sds.bad_answer` for an event without a time
 */
export function toReading(event: SdsEvent, tag: SdsTag): Reading {
  const { unit } = tag.info;
  const timestamp = timeOf(event[tag.key]);
  const value = event[tag.property] ?? null;
  const code = event[PI_FIELDS.systemState] ?? null;
  const stateName = event[PI_FIELDS.stateName] ?? null;
  if (code !== null) {
    const name = typeof stateName === 'string' ? stateName : `state ${Number(code)}`;
    const state = { name, code: Number(code), isSystem: true };
    return { value: null, unit, timestamp, quality: 'bad', state };
  }
  if (typeof value !== 'number' && typeof value !== 'string' && typeof value !== 'boolean') {
    return { value: null, unit, timestamp, quality: 'bad' };
  }
  const quality = qualityOf(event);
  const name = typeof stateName === 'string' ? stateName : tag.states?.get(Number(value));
  if (name !== undefined) {
    const state = { name, code: Number(value), isSystem: false };
    return { value: name, unit, timestamp, quality, state };
  }
  // NaN and infinities come as text, and are no numbers.
  if (tag.info.valueType === 'number' && !isNumber(value)) {
    return { value: null, unit, timestamp, quality: 'bad' };
  }
  return { value, unit, timestamp, quality };
}

/** A whole number too long for a double is a number all the same: the nearest one would be another. */
function isNumber(value: string | number | boolean): boolean {
  return typeof value === 'number' || (typeof value === 'string' && /^-?\d+$/.test(value));
}

function qualityOf(event: SdsEvent): Quality {
  if (event[PI_FIELDS.questionable] === true) return 'questionable';
  return event[PI_FIELDS.substituted] === true ? 'substituted' : 'good';
}

function timeOf(value: unknown): string {
  if (typeof value === 'string' && !Number.isNaN(Date.parse(value))) {
    return value.endsWith('Z') ? value : new Date(value).toISOString();
  }
  throw sdsBadAnswer('an event has no time');
}
