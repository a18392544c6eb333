import type { PlantTag } from '../find/plant-tag.ts';
import { kindOf, unitOf } from '../find/unit-of.ts';
import type { Reading } from '../reading.ts';

const SHOWN_TOGETHER_MAX = 4;

/** The same of each unit can be shown side by side where it costs nothing and nobody can take one for the other. */
export function mayShowAll(tags: readonly PlantTag[], reading: Reading): boolean {
  const isPlainValue =
    (reading.intent === undefined || reading.intent === 'compare' || reading.intent === 'trend') &&
    reading.times.every(
      ({ when }) => when.kind === 'now' || when.kind === 'point' || reading.intent !== undefined,
    );
  if (isOfMachines(reading, tags)) return true;
  const areSame = new Set(tags.map(kindOf)).size === 1;
  return (isPlainValue || reading.isEveryUnit) && areSame && tags.length <= SHOWN_TOGETHER_MAX;
}

/** Counted over the machines of a unit: how often its mills tripped. */
function isOfMachines(reading: Reading, tags: readonly PlantTag[]): boolean {
  const isCounted =
    ['how_often', 'how_many', 'which', ''].includes(reading.intent ?? '') &&
    reading.state !== undefined;
  const machines = new Set(tags.map((tag) => kindOf(tag).replace(/\b[a-h]\b/g, '')));
  const areUnits = new Set(tags.map(unitOf)).size;
  return isCounted && machines.size === 1 && tags.length > 2 && areUnits === 1;
}
