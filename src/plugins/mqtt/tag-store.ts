import type { DigitalState, Reading, TagInfo } from '#sdk';
import type { SaidValue } from './said-value.ts';

const STALE: DigitalState = { name: 'Stale', code: 0, isSystem: true };
/** A sender whose clock is ahead by more has a wrong clock: its values would never be replaced. */
const MAX_AHEAD_MS = 10 * 60_000;

/** A tag and what was said of it last. */
export interface StoredTag {
  readonly info: TagInfo;
  /** The newest reading, as it was said. */
  readonly reading: Reading;
  /** The newest good one: what is told when the present one is not. */
  readonly lastGood: Reading | undefined;
  /** When the newest message came, whatever instant it carries. */
  readonly arrivedMs: number;
  /** Readings of the last minutes, oldest first, where values are kept. */
  readonly kept: readonly Reading[];
  /** Nobody vouches for the value any more: its sender is gone, or messages were missed. */
  readonly isStale: boolean;
  readonly staleAfterMs: number | undefined;
}

type Entry = { -readonly [K in keyof StoredTag]: StoredTag[K] } & { kept: Reading[] };

export type TagDescription = Omit<TagInfo, 'name' | 'future'> & {
  readonly staleAfterMs?: number | undefined;
};

export interface TagStore {
  /** Takes what a message said. An older instant than the newest goes to what is kept only. */
  put(name: string, said: SaidValue, description: TagDescription): void;
  markStale(names: Iterable<string>): void;
  /** Nothing is heard of any tag from now on: what is kept has a gap until each one's next value. */
  markGap(): void;
  find(name: string): StoredTag | undefined;
  /** All tags, in no order. */
  all(): Iterable<StoredTag>;
  count(): number;
  /** What was left out because there were too many tags. */
  dropped(): number;
  /** Told after a tag has a new reading, or became stale. */
  onChange(listener: (tag: StoredTag) => void): () => void;
}

export type TagStoreOptions = {
  readonly maxTags: number;
  readonly keepMs: number;
  readonly maxKept: number;
  readonly clock: () => Date;
};

/** The newest value of every tag, in memory that does not grow: tags and kept values are capped. */
export function createTagStore({ maxTags, keepMs, maxKept, clock }: TagStoreOptions): TagStore {
  const entries = new Map<string, Entry>();
  /** The first tag of each spelling; people do not tell cases apart, topics do. */
  const folded = new Map<string, string>();
  const listeners = new Set<(tag: StoredTag) => void>();
  let dropped = 0;

  function tell(entry: StoredTag): void {
    for (const listener of listeners) listener(entry);
  }

  function keep(entry: Entry, reading: Reading, nowMs: number): void {
    if (keepMs === 0) return;
    const { kept } = entry;
    const ms = Date.parse(reading.timestamp);
    if (ms < nowMs - keepMs) return;
    let place = kept.length;
    while (place > 0 && Date.parse(kept[place - 1]?.timestamp ?? '') > ms) place -= 1;
    const before = kept[place - 1];
    // A value that is said again with its instant is one value.
    if (before?.timestamp === reading.timestamp && before.value === reading.value) return;
    kept.splice(place, 0, reading);
    let tooOld = 0;
    while (Date.parse(kept[tooOld]?.timestamp ?? '') < nowMs - keepMs) tooOld += 1;
    const surplus = Math.max(tooOld, kept.length - maxKept);
    // Cut in larger pieces, so that a flood does not move the whole list for each value.
    if (tooOld > 0 || kept.length > maxKept * 1.1) kept.splice(0, surplus);
  }

  return {
    put(name, said, { staleAfterMs, ...described }) {
      const now = clock();
      const nowMs = now.getTime();
      const known = entries.get(name);
      if (!known && entries.size >= maxTags) {
        dropped += 1;
        return;
      }
      const reading = toReading(said, described.unit, now);
      const isLate = known && Date.parse(reading.timestamp) < Date.parse(known.reading.timestamp);
      const info = { name, future: false, ...described };
      const entry: Entry = known ?? {
        info,
        reading,
        lastGood: undefined,
        arrivedMs: nowMs,
        kept: [],
        isStale: false,
        staleAfterMs,
      };
      keep(entry, reading, nowMs);
      if (isLate && !entry.isStale) return;
      entry.info = info;
      entry.reading = reading;
      entry.arrivedMs = nowMs;
      entry.isStale = false;
      entry.staleAfterMs = staleAfterMs;
      if (reading.value !== null) entry.lastGood = reading;
      if (!known) {
        entries.set(name, entry);
        const fold = name.toLowerCase();
        if (!folded.has(fold)) folded.set(fold, name);
      }
      tell(entry);
    },
    markStale(names) {
      for (const name of names) {
        const entry = entries.get(name);
        if (!entry || entry.isStale) continue;
        entry.isStale = true;
        keep(entry, gapAt(clock(), entry.info.unit), clock().getTime());
        tell(entry);
      }
    },
    markGap() {
      const now = clock();
      if (keepMs === 0) return;
      for (const entry of entries.values()) keep(entry, gapAt(now, entry.info.unit), now.getTime());
    },
    find(name) {
      const asked = name.trim();
      return entries.get(asked) ?? entries.get(folded.get(asked.toLowerCase()) ?? '');
    },
    all: () => entries.values(),
    count: () => entries.size,
    dropped: () => dropped,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function gapAt(now: Date, unit: string | null): Reading {
  return { value: null, unit, timestamp: now.toISOString(), quality: 'bad', state: STALE };
}

function toReading(said: SaidValue, unit: string | null, now: Date): Reading {
  const saidMs = said.timestamp === undefined ? NaN : Date.parse(said.timestamp);
  const isAhead = saidMs > now.getTime() + MAX_AHEAD_MS;
  const timestamp = said.timestamp === undefined || isAhead ? now.toISOString() : said.timestamp;
  const { value, reason = 'Bad' } = said;
  if (value === null || said.quality === 'bad') {
    const state = { name: reason, code: 0, isSystem: true };
    return { value: null, unit, timestamp, quality: 'bad', state };
  }
  // The time is not the sender's, so the value is not quite what it says.
  const quality = isAhead && said.quality === 'good' ? 'questionable' : said.quality;
  return { value, unit, timestamp, quality };
}

/**
 * The reading as it is now: stale when nobody vouches for it, questionable when it is older than it should be, or was
 * not confirmed since the connection broke.
 *
 * @param confirmedSinceMs values that came before may have changed unseen; -Infinity when nothing was missed
 */
export function presentReading(
  { reading, isStale, staleAfterMs, arrivedMs }: StoredTag,
  now: Date,
  confirmedSinceMs: number,
): Reading {
  if (isStale) return { ...reading, value: null, quality: 'bad', state: STALE };
  const isOld = staleAfterMs !== undefined && now.getTime() - arrivedMs > staleAfterMs;
  const isDoubtful = isOld || arrivedMs < confirmedSinceMs;
  return isDoubtful && reading.quality === 'good'
    ? { ...reading, quality: 'questionable' }
    : reading;
}
