import type { DigitalState, Quality, Reading, TagInfo } from '#sdk';
import { isJsonObject } from './pi-web-api/index.ts';
import type { PiTimedValue } from './pi-web-api/index.ts';

/**
 * What a timed value of PI Web API says, with everything needed to trust it.
 *
 * `Good` decides: the help shows bad values with `IsSystem` false, and recorded ones have it true, so `IsSystem` alone says
 * nothing. A bad value is null with its state, never a number, even where the server sends one along.
 *
 * @param streamUnit unit the answer gives for the whole stream; the value's own comes first, the tag's last
 * @returns undefined when there is an error in place of the value, or no instant
 */
export function toReading(timed: PiTimedValue, tag: TagInfo, streamUnit = ''): Reading | undefined {
  const timestamp = utcInstant(timed.Timestamp);
  if (timestamp === undefined || hasErrors(timed)) return undefined;
  const unit = unitOf(timed, streamUnit, tag);
  const state = digitalState(timed.Value);
  const value = state ? state.name : plainValue(timed.Value, tag);
  const isBad = value === null || timed.Good === false || isForeignState(state, tag);
  const reading = isBad
    ? { value: null, unit, timestamp, quality: 'bad' as const }
    : { value, unit, timestamp, quality: qualityOf(timed) };
  return state ? { ...reading, state } : reading;
}

/** A gap at an instant, for a value in a series that PI put an error in place of. */
export function badReading(timed: PiTimedValue, tag: TagInfo): Reading | undefined {
  const timestamp = utcInstant(timed.Timestamp);
  if (timestamp === undefined) return undefined;
  return { value: null, unit: tag.unit, timestamp, quality: 'bad' };
}

/** What PI wrote in place of the value, for the log: `Errors` of the value, or of the object that stands for it. */
export function hasErrors(timed: PiTimedValue): boolean {
  if (Array.isArray(timed.Errors) && timed.Errors.length > 0) return true;
  return isJsonObject(timed.Value) && Array.isArray(timed.Value['Errors']);
}

/** PI's instants as they are (UTC, up to seven digits of a second); another offset is turned into UTC. */
export function utcInstant(timestamp: unknown): string | undefined {
  if (typeof timestamp !== 'string') return undefined;
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,7})?Z$/.test(timestamp)) return timestamp;
  const ms = /(?:Z|[+-]\d\d:?\d\d)$/i.test(timestamp) ? Date.parse(timestamp) : NaN;
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString();
}

function unitOf(timed: PiTimedValue, streamUnit: string, tag: TagInfo): string | null {
  const { UnitsAbbreviation: own } = timed;
  if (typeof own === 'string' && own !== '') return own;
  return streamUnit === '' ? tag.unit : streamUnit;
}

/** `{Name, Value, IsSystem}`: a digital or system state. */
function digitalState(value: unknown): DigitalState | undefined {
  if (!isJsonObject(value)) return undefined;
  const { Name: name, Value: code, IsSystem: isSystem } = value;
  if (typeof name !== 'string' || typeof code !== 'number') return undefined;
  return { name, code, isSystem: isSystem === true };
}

/** A system state where a number belongs says that there is no number, whatever `Good` says. */
function isForeignState(state: DigitalState | undefined, tag: TagInfo): boolean {
  return state?.isSystem === true && tag.valueType === 'number';
}

/** Null for what is no value: nothing, an object without a name, a text such as `NaN` where a number belongs. */
function plainValue(value: unknown, tag: TagInfo): number | string | boolean | null {
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof value === 'string') return tag.valueType === 'number' ? null : value;
  if (Array.isArray(value)) return value.map((element) => elementText(element)).join(', ');
  return null;
}

function elementText(element: unknown): string {
  const state = digitalState(element);
  if (state) return state.name;
  return typeof element === 'string' ? element : JSON.stringify(element);
}

/** A value that does not say it is good is not taken for good. */
function qualityOf(timed: PiTimedValue): Quality {
  if (timed.Questionable === true || timed.Good !== true) return 'questionable';
  return timed.Substituted === true ? 'substituted' : 'good';
}
