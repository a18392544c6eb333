import type { Station } from '../signals/station.ts';
import { createClassicPoints } from './classic-points.ts';
import { MOST_GENERATED, generatedName, generatedPoint } from './generated-points.ts';
import { createOddPoints } from './odd-points.ts';
import type { PointDefinition } from './point-definition.ts';
import { createUnitPoints } from './unit-points.ts';

/** Numbers below this belong to the demo plant's own points. */
const FIRST_GENERATED_ID = 10_001;
/** Numbers are handed out with a stride, so that the server's order is neither by number nor by name. */
const GENERATED_STRIDE = 76_963;
const OWN_STRIDE = 37;

/** The points that are there before any client makes one, by number; generated ones are made when asked for. */
export function createPointCatalogue(station: Station, points: number) {
  const own: readonly PointDefinition[] = [
    ...station.units.flatMap((unit) => createUnitPoints(station, unit)),
    ...createClassicPoints(station.seed),
    ...createOddPoints(station),
  ];
  const generatedCount = Math.min(MOST_GENERATED, Math.max(0, Math.floor(points) - own.length));
  const ownSlots = leastCoprimeAbove(own.length, OWN_STRIDE);
  const ownPositions = new Map(own.map((_, position) => [ownIdAt(position), position]));

  function ownIdAt(position: number): number {
    return 1 + ((position * OWN_STRIDE) % ownSlots);
  }

  function idAt(position: number): number {
    if (position < own.length) return ownIdAt(position);
    return FIRST_GENERATED_ID + (((position - own.length) * GENERATED_STRIDE) % MOST_GENERATED);
  }

  function positionOf(id: number): number | undefined {
    if (id < FIRST_GENERATED_ID) return ownPositions.get(id);
    const scrambled = id - FIRST_GENERATED_ID;
    if (!Number.isInteger(scrambled) || scrambled >= MOST_GENERATED) return undefined;
    const index = (scrambled * INVERSE_STRIDE) % MOST_GENERATED;
    return index < generatedCount ? own.length + index : undefined;
  }

  return {
    count: own.length + generatedCount,
    idAt,
    positionOf,
    nameAt: (position: number): string =>
      position < own.length ? (own[position]?.name ?? '') : generatedName(position - own.length),
    /** Made anew for a generated point: callers keep what they need. */
    definitionAt(position: number): PointDefinition {
      return own[position] ?? generatedPoint(station, position - own.length);
    },
    /** The first number for points that clients make. */
    firstFreeId: FIRST_GENERATED_ID + MOST_GENERATED,
  };
}

export type PointCatalogue = ReturnType<typeof createPointCatalogue>;

const INVERSE_STRIDE = inverseOf(GENERATED_STRIDE, MOST_GENERATED);

function inverseOf(factor: number, modulus: number): number {
  // The extended Euclidean algorithm; both are small.
  let [remainder, next] = [modulus, factor];
  let [inverse, nextInverse] = [0, 1];
  while (next !== 0) {
    const quotient = Math.floor(remainder / next);
    [remainder, next] = [next, remainder - quotient * next];
    [inverse, nextInverse] = [nextInverse, inverse - quotient * nextInverse];
  }
  return ((inverse % modulus) + modulus) % modulus;
}

function leastCoprimeAbove(count: number, stride: number): number {
  let slots = Math.max(count, stride + 1);
  while (slots % stride === 0) slots++;
  return slots;
}
