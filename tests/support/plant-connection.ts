import {
  AppError,
  type DataSource,
  type HistoryQuery,
  type ReadQuery,
  type Reading,
  type TagInfo,
} from '#sdk';

export interface PlantConnection extends DataSource {
  /** The questions it was asked, in order. */
  readonly asked: (ReadQuery | HistoryQuery)[];
}

type Plant = {
  /** The newest value of each tag. */
  readonly values: Readonly<Record<string, Partial<Reading>>>;
  /** What is archived of each tag, oldest first. */
  readonly past?: Readonly<Record<string, readonly Reading[]>>;
  /** Whether its tags are known without asking. */
  readonly isIndexed?: boolean;
  /** Never answers; a call ends with its signal. */
  readonly isSilent?: boolean;
};

/** A small plant in memory that answers like a PI server: recorded values, `last` counted back. */
export function plantConnection(plant: Plant): PlantConnection {
  const { values, past = {}, isIndexed = true, isSilent = false } = plant;
  const asked: (ReadQuery | HistoryQuery)[] = [];
  const find = (name: string): TagInfo | undefined => {
    const known = Object.keys(values).find((tag) => tag.toLowerCase() === name.toLowerCase());
    return known === undefined ? undefined : tagOf(known);
  };

  async function answer<T>(
    query: ReadQuery | HistoryQuery,
    signal: AbortSignal,
    one: (tag: TagInfo) => T,
  ) {
    asked.push(query);
    if (isSilent) await endOf(signal);
    return query.tags.map((name) => {
      const tag = find(name);
      const error = new AppError('not_found', 'test.no_tag', 'No such tag.');
      return tag ? { ok: true as const, tag, ...one(tag) } : { ok: false as const, name, error };
    });
  }

  return {
    asked,
    check: async () => [],
    read: (query, signal) =>
      answer(query, signal, ({ name }) => ({ reading: readingOf(values[name] ?? {}) })),
    history: (query, signal) =>
      answer(query, signal, ({ name }) => {
        const until = (past[name] ?? []).filter(({ timestamp }) => timestamp <= query.range.end);
        if (query.last !== undefined) {
          return { readings: until.slice(-query.last), truncated: false };
        }
        const within = until.filter(({ timestamp }) => timestamp >= query.range.start);
        return { readings: within, truncated: false };
      }),
    findTag: (name) => (isIndexed ? find(name) : undefined),
    search: (words, limit) =>
      isIndexed
        ? Object.keys(values)
            .filter((tag) => holdsAll(tag, words))
            .slice(0, limit)
            .map(tagOf)
        : [],
    tagIndexStatus: () => ({ tags: 0, complete: isIndexed, refreshedAt: null }),
    close: async () => {},
  };
}

/** A typing error after the fourth letter of a word does no harm. */
function holdsAll(tag: string, words: string): boolean {
  const said = words.toLowerCase().split(' ');
  return said.every((word) => tag.toLowerCase().includes(word.slice(0, 4)));
}

/** A good value of 1 MW at the beginning of 2026 unless something else is said. */
export function readingOf(reading: Partial<Reading>): Reading {
  return {
    value: 1,
    unit: 'MW',
    timestamp: '2026-01-01T00:00:00.000Z',
    quality: 'good',
    ...reading,
  };
}

function tagOf(name: string): TagInfo {
  return {
    name,
    description: '',
    unit: 'MW',
    valueType: 'number',
    step: false,
    displayDigits: 1,
    future: false,
  };
}

function endOf(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const end = () => reject(new AppError('timeout', 'test.timeout', 'It took too long.'));
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
}
