import { createListSource } from '../../archive/event-source.ts';
import type { EventSource } from '../../archive/event-source.ts';
import type { TimedValue } from '../../archive/model.ts';
import { instantFromUnixSeconds, unixSecondsFromInstant } from '../../time/instant.ts';
import type { Instant } from '../../time/instant.ts';

export type BlockSignal = {
  readonly blockS: number;
  /** The events with start <= t < end (Unix seconds), oldest first. */
  readonly eventsOf: (start: number, end: number) => readonly TimedValue[];
  /** So many blocks in a row may be without an event. Default 3. */
  readonly emptyBlocks?: number;
};

const CACHED_BLOCKS = 64;

/** Events that happen when something changes, computed block by block (a day, say) and kept for a while. */
export function createBlockSource(signal: BlockSignal): EventSource {
  const { blockS, eventsOf, emptyBlocks = 3 } = signal;
  const blocks = new Map<number, EventSource>();

  function blockOf(index: number): EventSource {
    let block = blocks.get(index);
    if (block === undefined) {
      if (blocks.size >= CACHED_BLOCKS) blocks.clear();
      block = createListSource(eventsOf(index * blockS, (index + 1) * blockS));
      blocks.set(index, block);
    }
    return block;
  }

  function indexOf(at: Instant): number {
    return Math.floor(unixSecondsFromInstant(at) / blockS);
  }

  return {
    each(from, to, visit) {
      const last = indexOf(to);
      for (let index = indexOf(from); index <= last; index++) {
        if (!blockOf(index).each(from, to, visit)) return false;
      }
      return true;
    },
    before(at, inclusive) {
      const first = indexOf(at);
      for (let index = first; index >= first - emptyBlocks; index--) {
        const found = blockOf(index).before(at, inclusive);
        if (found !== undefined) return found;
      }
      return undefined;
    },
    after(at, inclusive) {
      const first = indexOf(at);
      for (let index = first; index <= first + emptyBlocks; index++) {
        const found = blockOf(index).after(at, inclusive);
        if (found !== undefined) return found;
      }
      return undefined;
    },
  };
}

/** A good event at a Unix time in seconds, kept to the millisecond. */
export function eventAt(t: number, value: TimedValue['value'], isAnnotated = false): TimedValue {
  return {
    at: instantFromUnixSeconds(t),
    value,
    good: true,
    questionable: false,
    substituted: false,
    annotated: isAnnotated,
  };
}
