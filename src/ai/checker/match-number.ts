import type { Evidence } from './evidence.ts';
import type { NumberToken } from './token.ts';
import { convertUnit } from './units.ts';

/** Floating point's own error, of a value that was converted or computed. */
const RELATIVE_ERROR = 1e-9;

/** Whether a value, rounded to the digits that are written, is what is written. A value that is something is not nothing. */
export function roundsTo(
  value: number,
  { value: written, step }: Pick<NumberToken, 'value' | 'step'>,
): boolean {
  if (!Number.isFinite(written) || !Number.isFinite(value)) return false;
  const slack = Math.max(Math.abs(value), Math.abs(written)) * RELATIVE_ERROR;
  if (Math.abs(value - written) > step / 2 + slack) return false;
  return written !== 0 || Math.abs(value) < 0.05 || step < 0.1;
}

/** A tool's value in the unit that is written; undefined where it cannot be said in it. */
export function inUnitOf(
  evidence: Pick<Evidence, 'value' | 'unit'>,
  unit: string | undefined,
): number | undefined {
  if (unit === undefined) return evidence.value;
  return evidence.unit === null ? undefined : convertUnit(evidence.value, evidence.unit, unit);
}

/** Whether a number is a tool's value: rounded rightly, in its unit or in one it converts to. */
export function isValueOf(token: NumberToken, evidence: Evidence, isSignSaid: boolean): boolean {
  const value = inUnitOf(evidence, token.unit);
  if (value === undefined) return false;
  return roundsTo(value, token) || (isSignSaid && roundsTo(Math.abs(value), token));
}
