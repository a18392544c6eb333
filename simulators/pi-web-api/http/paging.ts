import { choiceOf, integerOf } from './query.ts';
import type { PiRequest } from './route.ts';
import { maxCountOf } from './streams/prepare-reading.ts';
import type { World } from './world.ts';

/** What AF lists look like. */
export type Page<T> = {
  readonly Links: { First?: string; Previous?: string; Next?: string; Last?: string };
  readonly Items: readonly T[];
};

/**
 * One page of an AF list by `startIndex` and `maxCount` (1000), with the links the vendor gives:
 * First and Last always, Previous and Next where there is something.
 */
export function pageOf<S, T>(
  world: World,
  request: PiRequest,
  all: readonly S[],
  present: (each: S) => T,
): Page<T> {
  const startIndex = integerOf(request.query, 'startIndex', 0);
  const maxCount = maxCountOf(world, request.query, 1000);
  const linkTo = (index: number) => pageLink(request, index, maxCount);
  const last = Math.max(0, Math.floor((all.length - 1) / maxCount) * maxCount);
  return {
    Links: {
      First: linkTo(0),
      ...(startIndex > 0 ? { Previous: linkTo(Math.max(0, startIndex - maxCount)) } : {}),
      ...(startIndex + maxCount < all.length ? { Next: linkTo(startIndex + maxCount) } : {}),
      Last: linkTo(last),
    },
    Items: all.slice(startIndex, startIndex + maxCount).map(present),
  };
}

/** Sorts by `sortField` (`Name` unless given) and `sortOrder`; a stable sort, case ignored. */
export function sorted<S, F extends string>(
  request: PiRequest,
  all: readonly S[],
  fields: Readonly<Record<F, (each: S) => string | number>>,
  fallback: F,
): S[] {
  const names = Object.keys(fields).filter((name): name is F => name in fields);
  const field = fields[choiceOf(request.query, 'sortField', names, fallback)];
  const order = choiceOf(request.query, 'sortOrder', ['Ascending', 'Descending'], 'Ascending');
  const direction = order === 'Ascending' ? 1 : -1;
  return all.toSorted((a, b) => direction * compare(field(a), field(b)));
}

const collator = new Intl.Collator('en', { sensitivity: 'base' });

function compare(a: string | number, b: string | number): number {
  return typeof a === 'number' && typeof b === 'number'
    ? a - b
    : collator.compare(String(a), String(b));
}

function pageLink(request: PiRequest, startIndex: number, maxCount: number): string {
  const [path = '', rawQuery = ''] = request.url.split('?', 2);
  const kept = rawQuery
    .split('&')
    .filter((pair) => pair !== '' && !/^(?:startindex|maxcount)(?:=|$)/i.test(pair));
  const query = [...kept, `startIndex=${startIndex}`, `maxCount=${maxCount}`].join('&');
  return `${request.baseUrl}${path}?${query}`;
}
