import { LRUCache } from 'lru-cache';
import type { EventAttribute, EventQuery, PlantEvent, TagInfo } from '#sdk';
import { piInvalidQuestion, piNoEvents, piTooMuch } from './pi-web-api/index.ts';
import type { PiElement, PiEventFrame, PiNamedValue, PiWebApiClient } from './pi-web-api/index.ts';
import type { Plant } from './plant.ts';
import { toReading, utcInstant } from './to-reading.ts';

/** Event frames in one answer of the server. */
const PAGE_SIZE = 1_000;
/** Event frames looked through for words in one question: PI itself finds by name only. */
const MAX_LOOKED_THROUGH = 5_000;
/** The newest found ones whose attributes are read: as many as one batch takes. */
const MAX_WITH_ATTRIBUTES = 100;
/** An element seldom moves, and its name is no value. */
const ELEMENTS_KEPT_MS = 60 * 60_000;
const ELEMENTS_MAX = 10_000;
/** The `2` of `unit 2` is not the one of `2026`. */
const WHOLE_UP_TO = 2;
/** What an open event frame ends in. */
const OPEN_FROM = '9999';

/** What a value of an event frame's attribute may be is told by the value alone. */
const ANY_VALUE: TagInfo = {
  name: '',
  description: '',
  unit: null,
  valueType: 'other',
  step: true,
  displayDigits: null,
  future: false,
};

export type ReadEvents = (query: EventQuery, signal: AbortSignal) => Promise<readonly PlantEvent[]>;

/**
 * Reads event frames of the source's AF database, or of all that its AF servers show where none is named.
 *
 * Once databases and elements are known it costs two requests: the event frames of a database, and the attributes of
 * those found as one batch.
 */
export function createEventReader(client: PiWebApiClient, plant: Plant): ReadEvents {
  const elementPaths = new LRUCache<string, string>({ max: ELEMENTS_MAX, ttl: ELEMENTS_KEPT_MS });

  /** What each of these frames happened to, below the database. */
  async function learnElements(
    frames: readonly PiEventFrame[],
    signal: AbortSignal,
  ): Promise<void> {
    const wanted = new Set(frames.flatMap(({ elementWebIds }) => elementWebIds));
    const unknown = [...wanted].filter((webId) => !elementPaths.has(webId));
    if (unknown.length === 0) return;
    for (const [webId, path] of await client.elementPaths(unknown, { signal })) {
      elementPaths.set(webId, path.replace(/^\\\\[^\\]*\\[^\\]*\\/, ''));
    }
  }

  function elementsOf({ elementWebIds }: PiEventFrame): readonly string[] {
    return elementWebIds.flatMap((webId) => elementPaths.get(webId) ?? []);
  }

  async function findInDatabase(
    { webId }: PiElement,
    { range, limit }: EventQuery,
    words: readonly string[],
    signal: AbortSignal,
  ): Promise<readonly PiEventFrame[]> {
    const found: PiEventFrame[] = [];
    const maxCount = words.length === 0 ? Math.min(limit, PAGE_SIZE) : PAGE_SIZE;
    for (let startIndex = 0; ;) {
      const query = { startTime: range.start, endTime: range.end, startIndex, maxCount };
      const { frames, hasNext } = await client.eventFrames(webId, query, { signal });
      await learnElements(frames, signal);
      found.push(...frames.filter((frame) => hasWords(frame, elementsOf(frame), words)));
      startIndex += frames.length;
      const isLast = frames.length === 0 || (frames.length < maxCount && !hasNext);
      if (isLast || found.length >= limit) return found.slice(0, limit);
      if (startIndex >= MAX_LOOKED_THROUGH) {
        const most = MAX_LOOKED_THROUGH.toLocaleString('en');
        throw piTooMuch(`There are more than ${most} events in that range.`, MAX_LOOKED_THROUGH);
      }
    }
  }

  return async (query, signal) => {
    const { start, end } = query.range;
    if (!(Date.parse(start) <= Date.parse(end))) {
      throw piInvalidQuestion('The range ends before it begins. Give a later end.');
    }
    const words = wordsOf(query.words ?? '');
    const databases = await plant.eventDatabases(signal);
    if (databases.length === 0) throw piNoEvents();
    if (query.limit < 1) return [];
    const found = await Promise.all(
      databases.map((database) => findInDatabase(database, query, words, signal)),
    );
    const newest = found
      .flat()
      .toSorted((a, b) => Date.parse(b.startTime) - Date.parse(a.startTime))
      .slice(0, query.limit);
    const described = newest.slice(0, MAX_WITH_ATTRIBUTES).map(({ webId }) => webId);
    const values = await client.eventFrameValues(described, { signal });
    return newest.map((frame, index) => toEvent(frame, elementsOf(frame), values[index]));
  };
}

function hasWords(
  { name, templateName, categoryNames }: PiEventFrame,
  elements: readonly string[],
  words: readonly string[],
): boolean {
  const texts = [name, templateName, ...categoryNames, ...elements];
  const own = texts.flatMap(wordsOf);
  return words.every((word) =>
    own.some((one) => (word.length <= WHOLE_UP_TO ? one === word : one.startsWith(word))),
  );
}

function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

function toEvent(
  frame: PiEventFrame,
  elements: readonly string[],
  values: readonly PiNamedValue[] | undefined,
): PlantEvent {
  const isOpen = frame.endTime === '' || frame.endTime.startsWith(OPEN_FROM);
  return {
    id: frame.id,
    name: frame.name,
    template: frame.templateName || null,
    category: frame.categoryNames,
    severity: frame.severity === '' || frame.severity === 'None' ? null : frame.severity,
    elements,
    start: utcInstant(frame.startTime) ?? frame.startTime,
    end: isOpen ? null : (utcInstant(frame.endTime) ?? null),
    acknowledged: frame.canBeAcknowledged ? frame.isAcknowledged : null,
    description: frame.description || null,
    ...(values && { attributes: values.flatMap(toAttribute) }),
  };
}

function toAttribute({ name, timed }: PiNamedValue): readonly EventAttribute[] {
  const reading = toReading(timed, ANY_VALUE);
  return reading ? [{ name, value: reading.value, unit: reading.unit || null }] : [];
}
