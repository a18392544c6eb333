import { LRUCache } from 'lru-cache';
import type { Clock, Reading, TagInfo } from '#sdk';

export interface LastGood {
  readonly tag: TagInfo;
  readonly reading: Reading;
}

/** The newest good reading of each tag that was asked. */
export interface LastGoodMemory {
  /** Of a tag in any case. */
  find(tag: string): LastGood | undefined;
  /** Of a present value; a bad one is passed over. */
  note(tag: TagInfo, reading: Reading): void;
  /** Of the values of a series: the newest good one, if it is newer than what is known and no forecast. */
  noteNewest(tag: TagInfo, readings: readonly Reading[]): void;
  /** What another process or the one before knew; what is known by now is newer. */
  load(known: readonly LastGood[]): void;
  /** The tag that was noted last, in the source's own writing. */
  newestTag(): string | undefined;
  /** What was noted since this was called last. */
  takeChanged(): readonly LastGood[];
}

/** Enough for every tag a plant really asks for, bounded for the one that asks for all of them. */
const REMEMBERED_READINGS = 20_000;

export function createLastGoodMemory(clock: Clock): LastGoodMemory {
  const remembered = new LRUCache<string, LastGood>({ max: REMEMBERED_READINGS });
  let changed = new Set<string>();
  let newest: string | undefined;

  function remember(tag: TagInfo, reading: Reading): void {
    const key = tag.name.toLowerCase();
    const known = remembered.peek(key);
    remembered.set(key, { tag, reading });
    newest = tag.name;
    if (known?.reading.timestamp !== reading.timestamp) changed.add(key);
  }

  return {
    find: (tag) => remembered.get(tag.toLowerCase()),
    note(tag, reading) {
      if (isGood(reading)) remember(tag, reading);
    },
    noteNewest(tag, readings) {
      const found = readings.findLast(isGood);
      if (!found || Date.parse(found.timestamp) > clock().getTime()) return;
      const known = remembered.get(tag.name.toLowerCase())?.reading;
      const isNewer = !known || Date.parse(known.timestamp) < Date.parse(found.timestamp);
      if (isNewer) remember(tag, found);
    },
    load(known) {
      for (const each of known) {
        const key = each.tag.name.toLowerCase();
        if (!remembered.has(key)) remembered.set(key, each);
        newest ??= each.tag.name;
      }
    },
    newestTag: () => newest,
    takeChanged() {
      const keys = [...changed];
      changed = new Set();
      return keys.flatMap((key) => remembered.peek(key) ?? []);
    },
  };
}

function isGood({ quality }: Reading): boolean {
  return quality !== 'bad';
}
