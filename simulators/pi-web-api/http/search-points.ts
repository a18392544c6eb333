import type { PiPoint, Plant } from '../plant/index.ts';
import { msFromInstant } from '../time/instant.ts';
import { parseTime } from '../time/parse-time.ts';
import { apiError } from './errors.ts';
import { parseSearchQuery, type SearchFilter } from './search-query.ts';
import { wildcard } from './wildcard.ts';

type Test = (point: PiPoint) => boolean;

/** Points that match a query of points/search, in the server's order, at most `maxCount`. */
export function searchPoints(plant: Plant, query: string, maxCount: number): PiPoint[] {
  const rows = parseSearchQuery(query, 'Tag').map((filters) =>
    filters.map((filter) => testOf(plant, filter)),
  );
  const found: PiPoint[] = [];
  if (maxCount === 0) return found;
  plant.points.each((point) => {
    if (rows.length > 0 && !rows.some((tests) => tests.every((test) => test(point)))) return true;
    found.push(point);
    return found.length < maxCount;
  });
  return found;
}

function testOf(plant: Plant, filter: SearchFilter): Test {
  if (filter.nested) throw apiError(400, `The filter '${filter.name}' cannot be nested.`);
  const name = filter.name.toLowerCase();
  const direct = DIRECT[name];
  if (direct) return comparing(filter, direct);
  const ofValue = VALUE_FILTERS[name];
  if (ofValue) return comparing(filter, (point) => ofValue(plant, point));
  if (name === 'timestamp') {
    const at = msFromInstant(
      parseTime(filter.value, { now: plant.now(), timeZone: plant.timeZone }),
    );
    return comparing({ ...filter, value: String(at) }, (point) =>
      msFromInstant(plant.archiveOfPoint(point).current().at),
    );
  }
  return comparing(filter, (point) => {
    const found = plant.points.attributesOf(point).find((each) => each.name === name);
    if (!found) throw apiError(400, `The search filter '${filter.name}' is not supported.`);
    return typeof found.value === 'object' ? found.value.name : found.value;
  });
}

const DIRECT: Readonly<Record<string, (point: PiPoint) => string | number | boolean>> = {
  tag: (point) => point.name,
  name: (point) => point.name,
  descriptor: (point) => point.descriptor,
  description: (point) => point.descriptor,
  pointid: (point) => point.id,
  pointtype: (point) => point.pointType,
  pointclass: (point) => point.pointClass,
  engunits: (point) => point.engineeringUnits,
  engineeringunits: (point) => point.engineeringUnits,
  digitalset: (point) => point.digitalSetName,
  step: (point) => point.step,
  future: (point) => point.future,
  zero: (point) => point.zero,
  span: (point) => point.span,
  displaydigits: (point) => point.displayDigits,
};

const VALUE_FILTERS: Readonly<
  Record<string, (plant: Plant, point: PiPoint) => string | number | boolean>
> = {
  value: (plant, point) => {
    const { value } = plant.archiveOfPoint(point).current();
    return typeof value === 'object' ? value.name : value;
  },
  isgood: (plant, point) => plant.archiveOfPoint(point).current().good,
  questionable: (plant, point) => plant.archiveOfPoint(point).current().questionable,
  substituted: (plant, point) => plant.archiveOfPoint(point).current().substituted,
  annotated: (plant, point) => plant.archiveOfPoint(point).current().annotated,
};

function comparing(
  { operator, value }: SearchFilter,
  read: (point: PiPoint) => string | number | boolean,
): Test {
  const matches = wildcard(value);
  const number = value.trim() === '' ? Number.NaN : Number(value);
  const flag = { true: true, '1': true, false: false, '0': false }[value.toLowerCase()];
  const isEqual: Test = (point) => {
    const actual = read(point);
    if (typeof actual === 'number') return actual === number;
    return typeof actual === 'boolean' ? actual === flag : matches(actual);
  };
  if (operator === '=') return isEqual;
  if (operator === '<>') return (point) => !isEqual(point);
  return (point) => {
    const actual = read(point);
    const order =
      typeof actual === 'number'
        ? actual - number
        : String(actual).toLowerCase().localeCompare(value.toLowerCase(), 'en');
    if (Number.isNaN(order)) return false;
    if (operator === '<') return order < 0;
    if (operator === '<=') return order <= 0;
    return operator === '>' ? order > 0 : order >= 0;
  };
}
