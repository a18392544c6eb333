import type { ValueType } from '#sdk';
import type { MetricValue } from './decode-payload.ts';

/** Data types of Sparkplug B (6.4.16) by their numbers: bits of whole numbers, and whether they have a sign. */
const WHOLE: Readonly<Record<number, { readonly bits: number; readonly isSigned: boolean }>> = {
  1: { bits: 8, isSigned: true },
  2: { bits: 16, isSigned: true },
  3: { bits: 32, isSigned: true },
  4: { bits: 64, isSigned: true },
  5: { bits: 8, isSigned: false },
  6: { bits: 16, isSigned: false },
  7: { bits: 32, isSigned: false },
  8: { bits: 64, isSigned: false },
};
const FLOAT = 9;
const DOUBLE = 10;
const BOOLEAN = 11;
const DATE_TIME = 13;
/** String, Text and UUID. */
const TEXTS = new Set([12, 14, 15]);

/**
 * What a metric says by its data type. Whole numbers travel without their sign, so without the type they cannot be read.
 * One that a double cannot hold exactly is text, so that no digit is wrong.
 *
 * @returns undefined for what is no single value: lists, structures, files, or a type that is not known
 */
export function metricValueOf(
  said: MetricValue,
  datatype: number | undefined,
): number | string | boolean | undefined {
  if (said.kind === 'other') return undefined;
  const whole = datatype === undefined ? undefined : WHOLE[datatype];
  if (typeof said.value === 'bigint') {
    if (datatype === DATE_TIME) return dateOf(said.value);
    if (datatype === BOOLEAN) return said.value !== 0n;
    if (datatype === DOUBLE || datatype === FLOAT) return Number(said.value);
    if (!whole) return undefined;
    const exact = whole.isSigned
      ? BigInt.asIntN(whole.bits, said.value)
      : BigInt.asUintN(whole.bits, said.value);
    return Number.isSafeInteger(Number(exact)) ? Number(exact) : exact.toString();
  }
  if (typeof said.value === 'string') {
    return datatype === undefined || TEXTS.has(datatype) ? said.value : undefined;
  }
  if (typeof said.value === 'boolean') return said.value;
  return said.kind === 'float' ? singleOf(said.value) : said.value;
}

export function valueTypeOf(datatype: number | undefined, said: MetricValue): ValueType {
  if (datatype === DATE_TIME) return 'timestamp';
  if (datatype === BOOLEAN || (datatype === undefined && said.kind === 'boolean')) return 'boolean';
  if (datatype === FLOAT || datatype === DOUBLE) return 'number';
  if (datatype !== undefined && WHOLE[datatype]) return 'number';
  if (datatype !== undefined && TEXTS.has(datatype)) return 'string';
  if (said.kind === 'float' || said.kind === 'double') return 'number';
  return said.kind === 'string' ? 'string' : 'other';
}

function dateOf(ms: bigint): string | undefined {
  const date = new Date(Number(ms));
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

/** A number of 32 bits with the digits that it has there: widened to a double, 0.1 would be 0.10000000149011612. */
function singleOf(value: number): number {
  for (let digits = 6; digits <= 9; digits += 1) {
    const shorter = Number(value.toPrecision(digits));
    if (Math.fround(shorter) === value) return shorter;
  }
  return value;
}
