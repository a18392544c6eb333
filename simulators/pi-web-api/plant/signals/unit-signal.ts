import type { Station } from './station.ts';
import type { Unit } from './unit.ts';

/** An analog measurement of a unit. */
export type UnitSignal = {
  /** Behind `U1_`. */
  readonly suffix: string;
  /** Behind `Unit 1 `. */
  readonly descriptor: string;
  readonly unit: string;
  readonly zero: number;
  readonly span: number;
  /** Digits after the point on a display. */
  readonly digits: number;
  readonly periodS: number;
  /** The value jumps with the generator breaker; both sides of the jump are archived. */
  readonly jumps?: boolean;
  readonly step?: boolean;
  readonly read: (unit: Unit, t: number, seed: number, station: Station) => number;
};

const FULL_GROSS_MW = 660;

/** How much of its greatest gross load a unit carries, 0…1. */
export function loadPart(unit: Unit, t: number): number {
  return unit.grossLoad(t) / FULL_GROSS_MW;
}

/** Measuring noise on a value that is exactly nothing when the machine stands. */
export function jitter(value: number, noise: number): number {
  return value === 0 ? 0 : Math.max(0, value + noise);
}
