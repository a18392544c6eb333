import type { TagInfo } from '../reading.ts';
import type { Segment } from './segment.ts';

/** Nobody looks through more tags than this without having typed a word. */
const FIRST_MAX = 200;

/** Found once for each state of an index: looking through 200,000 names takes a while. */
const FOUND = new WeakMap<readonly Segment[], readonly TagInfo[]>();

/** The first tags in the order of their names: what is shown before anybody has typed anything. */
export function firstByName(segments: readonly Segment[], limit: number): readonly TagInfo[] {
  const known = FOUND.get(segments) ?? findFirst(segments);
  FOUND.set(segments, known);
  return known.slice(0, limit);
}

function findFirst(segments: readonly Segment[]): readonly TagInfo[] {
  const first: { readonly name: string; readonly segment: Segment; readonly place: number }[] = [];
  for (const segment of segments) {
    for (let place = 0; place < segment.tags.count; place += 1) {
      const name = segment.tags.nameAt(place);
      const last = first.at(-1);
      if (first.length === FIRST_MAX && last && name >= last.name) continue;
      const after = placeOf(first, name);
      if (first[after]?.name === name) continue;
      first.splice(after, 0, { name, segment, place });
      if (first.length > FIRST_MAX) first.pop();
    }
  }
  return first.map(({ segment, place }) => segment.tags.at(place));
}

/** Where a name is, or would be put. */
function placeOf(sorted: readonly { readonly name: string }[], name: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle]?.name ?? '') < name) low = middle + 1;
    else high = middle;
  }
  return low;
}
