import type { AppError } from '#sdk';
import { isJsonObject, itemsOf, textField } from './json.ts';
import { piBadAnswer } from './pi.errors.ts';
import { brokenTransfer } from './stream-sets.ts';
import type { PiStreamOutcome } from './stream-sets.ts';

/** A timed value as received; `Value` may be anything, and nothing of it has been checked. */
export type PiTimedValue = {
  readonly Timestamp?: unknown;
  readonly Value?: unknown;
  readonly UnitsAbbreviation?: unknown;
  readonly Good?: unknown;
  readonly Questionable?: unknown;
  readonly Substituted?: unknown;
  readonly Errors?: unknown;
};

/** The values of one stream over time, oldest first. */
export type PiSeries =
  | {
      readonly ok: true;
      readonly values: readonly PiTimedValue[];
      /** `UnitsAbbreviation` of the stream; empty when it has none. */
      readonly unit: string;
      /** True when the server had more than was taken. */
      readonly isTruncated: boolean;
    }
  | { readonly ok: false; readonly error: AppError };

/** One answer's values of one stream, complete: a transfer that broke off is an error. */
export function valuesOf(
  outcome: PiStreamOutcome | undefined,
):
  | { readonly ok: true; readonly values: readonly PiTimedValue[]; readonly unit: string }
  | { readonly ok: false; readonly error: AppError } {
  if (!outcome) return { ok: false, error: piBadAnswer('a tag asked for is missing in it') };
  if (!outcome.ok) return outcome;
  const values = itemsOf(outcome.stream);
  if (!values) return { ok: false, error: piBadAnswer('the values of a tag are missing in it') };
  const last = values.at(-1);
  const error = isJsonObject(last) ? brokenTransfer(last) : undefined;
  if (error) return { ok: false, error };
  return { ok: true, values, unit: textField(outcome.stream, 'UnitsAbbreviation') };
}

/** Joins a stream's parts of consecutive ranges, in order; one failing part fails the stream. */
export function joinSeries(parts: readonly (PiStreamOutcome | undefined)[]): PiSeries {
  const values: PiTimedValue[] = [];
  let unit = '';
  for (const part of parts) {
    const series = valuesOf(part);
    if (!series.ok) return series;
    for (const value of series.values) values.push(value);
    unit = series.unit;
  }
  return { ok: true, values, unit, isTruncated: false };
}
