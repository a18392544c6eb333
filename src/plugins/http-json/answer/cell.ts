import type { CellValue } from '#sdk';
import { localTimeReader } from '#sdk/series';
import { badSetting, notOneValue } from '../http-json.errors.ts';

/** What a column's values are taken as. */
export type CellType = 'auto' | 'text' | 'number' | 'boolean' | 'instant' | 'epoch' | 'epoch ms';

/** Turns what an answer has at a column's place into a cell. */
export type ToCell = (found: readonly unknown[]) => CellValue;

const NUMBER = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*$/;
const DAY = /^\d{4}-\d\d-\d\d$/;
/** The instants that a date can hold, by ECMA-262. */
const LAST_INSTANT_MS = 8.64e15;

/**
 * Makes the reader of a column. What does not look like its type stays the text it is: a table shows what the source
 * says, and nothing in its place.
 *
 * @param timeZone IANA zone of times that name none
 */
export function cellReader(column: string, type: CellType, timeZone: string): ToCell {
  const convert = converterOf(type, timeZone, column);
  return (found) => {
    const scalars = found.length === 1 ? itemsOf(found[0]) : found;
    if (!scalars.every(isScalar)) throw notOneValue(column);
    if (scalars.length > 1) {
      // Several names in one cell can be read; several numbers or times in one cannot be meant.
      if (type !== 'auto' && type !== 'text') throw notOneValue(column);
      return scalars.map((one) => String(one ?? '')).join(', ');
    }
    const [value = null] = scalars;
    return value === null ? null : convert(value);
  };
}

function isScalar(value: unknown): value is CellValue | undefined {
  return typeof value !== 'object' || value === null;
}

function itemsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [value];
}

function converterOf(
  type: CellType,
  timeZone: string,
  column: string,
): (value: NonNullable<CellValue>) => CellValue {
  switch (type) {
    case 'auto':
      return (value) => value;
    case 'text':
      return String;
    case 'number':
      return toNumber;
    case 'boolean':
      return toBoolean;
    case 'instant':
      return instantReader(timeZone, column);
    case 'epoch':
      return (value) => fromEpoch(value, 1000);
    case 'epoch ms':
      return (value) => fromEpoch(value, 1);
  }
}

/** A text of digits is a number; one that a double cannot hold stays text. */
function toNumber(value: NonNullable<CellValue>): CellValue {
  if (typeof value !== 'string') return Number(value);
  if (value.trim() === '') return null;
  if (!NUMBER.test(value)) return value;
  const number = Number(value);
  const isExact = !/^\s*[+-]?\d+\s*$/.test(value) || Number.isSafeInteger(number);
  return Number.isFinite(number) && isExact ? number : value.trim();
}

function toBoolean(value: NonNullable<CellValue>): CellValue {
  if (value === 1 || /^(?:true|yes|y|1)$/i.test(String(value))) return true;
  if (value === 0 || /^(?:false|no|n|0)$/i.test(String(value))) return false;
  return value;
}

function instantReader(
  timeZone: string,
  column: string,
): (value: NonNullable<CellValue>) => CellValue {
  if (!isTimeZone(timeZone)) {
    throw badSetting(
      `Column "${column}"`,
      `"${timeZone}" is not a time zone such as Asia/Jakarta.`,
    );
  }
  const toMs = localTimeReader(timeZone);
  return (value) => {
    if (typeof value !== 'string') return value;
    const text = value.trim();
    const ms = toMs(DAY.test(text) ? `${text} 00:00` : text);
    return ms === undefined ? value : new Date(ms).toISOString();
  };
}

function fromEpoch(value: NonNullable<CellValue>, unitMs: number): CellValue {
  const number = toNumber(value);
  if (typeof number !== 'number') return value;
  const ms = number * unitMs;
  return Math.abs(ms) <= LAST_INSTANT_MS ? new Date(Math.round(ms)).toISOString() : value;
}

export function isTimeZone(name: string): boolean {
  try {
    Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
