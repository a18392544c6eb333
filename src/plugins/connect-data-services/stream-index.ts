import type { Clock, Logger, TagIndexStatus, TagInfo } from '#sdk';
import type { ConnectDataServicesConfig } from './connect-data-services.schema.ts';
import type { SdsClient } from './sds-client.ts';
import { sdsBadAnswer, sdsTimeout } from './sds.errors.ts';
import { toTags } from './to-tags.ts';
import type { SdsStream, SdsTag, SdsType } from './to-tags.ts';

/** The streams of the namespace, as tags. */
export interface StreamIndex {
  /** Waits until the tags are known, no longer than the signal. */
  ready(signal: AbortSignal): Promise<void>;
  find(name: string): SdsTag | undefined;
  match(pattern: string): readonly SdsTag[];
  first(): SdsTag | undefined;
  search(words: string, limit: number): readonly TagInfo[];
  status(): TagIndexStatus;
  close(): void;
}

/** The API gives 100 unless asked for more; a thousand is what its own samples ask for. */
const PAGE_SIZE = 1_000;
const LOAD_WITHIN_MS = 120_000;
const MINUTE_MS = 60_000;

type Known = {
  readonly tags: readonly SdsTag[];
  readonly byName: ReadonlyMap<string, SdsTag>;
  readonly loadedAt: Date;
};

export function createStreamIndex(
  client: SdsClient,
  config: Pick<ConnectDataServicesConfig, 'streamQuery' | 'maxStreams' | 'refreshMinutes'>,
  { clock, log }: { readonly clock: Clock; readonly log: Logger },
): StreamIndex {
  const closing = new AbortController();
  let known: Known | undefined;
  let loading: Promise<void> | undefined;

  async function load(): Promise<void> {
    const signal = AbortSignal.any([closing.signal, AbortSignal.timeout(LOAD_WITHIN_MS)]);
    const streams = await loadStreams(client, config, signal);
    const types = new Map<string, SdsType>();
    for (const { TypeId } of streams) {
      if (types.has(TypeId)) continue;
      types.set(TypeId, (await client.get(['Types', TypeId], {}, signal)) as SdsType);
    }
    known = indexed(streams, types, clock());
  }

  function start(): Promise<void> {
    loading ??= load().finally(() => {
      loading = undefined;
    });
    return loading;
  }

  // A failure is told to who asks next; here it only must not be an unhandled one.
  const startQuietly = (): void => {
    start().catch((error: unknown) => {
      if (!closing.signal.aborted) log.warn({ error }, 'The streams could not be listed');
    });
  };
  startQuietly();

  return {
    async ready(signal) {
      if (known) {
        const ageMs = clock().getTime() - known.loadedAt.getTime();
        if (ageMs > config.refreshMinutes * MINUTE_MS) startQuietly();
        return;
      }
      if (signal.aborted) throw sdsTimeout();
      let onAbort: (() => void) | undefined;
      const aborted = new Promise<never>((_resolve, reject) => {
        onAbort = () => reject(sdsTimeout());
        signal.addEventListener('abort', onAbort, { once: true });
      });
      try {
        await Promise.race([start(), aborted]);
      } finally {
        if (onAbort) signal.removeEventListener('abort', onAbort);
      }
    },
    find: (name) => known?.byName.get(name.trim().toLowerCase()),
    match: (pattern) => known?.tags.filter(({ info }) => isMatch(info.name, pattern)) ?? [],
    first: () => known?.tags[0],
    search(words, limit) {
      const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
      return (known?.tags ?? [])
        .filter(({ info }) => {
          const text = `${info.name} ${info.description}`.toLowerCase();
          return wanted.every((word) => text.includes(word));
        })
        .slice(0, limit)
        .map(({ info }) => info);
    },
    status: () => ({
      tags: known?.tags.length ?? 0,
      complete: known !== undefined,
      refreshedAt: known?.loadedAt.toISOString() ?? null,
    }),
    close: () => closing.abort(),
  };
}

async function loadStreams(
  client: SdsClient,
  { streamQuery, maxStreams }: Pick<ConnectDataServicesConfig, 'streamQuery' | 'maxStreams'>,
  signal: AbortSignal,
): Promise<readonly SdsStream[]> {
  const streams: SdsStream[] = [];
  for (;;) {
    const query = { ...(streamQuery ? { query: streamQuery } : {}), orderby: 'Id' };
    const page = await client.get(
      ['Streams'],
      { ...query, skip: streams.length, count: PAGE_SIZE },
      signal,
    );
    if (!Array.isArray(page)) throw sdsBadAnswer('it is no list of streams');
    for (const stream of page as SdsStream[]) streams.push(stream);
    if (page.length < PAGE_SIZE || streams.length >= maxStreams) {
      return streams.slice(0, maxStreams);
    }
  }
}

/** Names need not be unique, ids are: a name that several streams have is none, and each is called by its id. */
function indexed(
  streams: readonly SdsStream[],
  types: ReadonlyMap<string, SdsType>,
  loadedAt: Date,
): Known {
  const counts = new Map<string, number>();
  for (const { Id, Name } of streams) {
    const key = (Name || Id).toLowerCase();
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const byName = new Map<string, SdsTag>();
  const tags: SdsTag[] = [];
  for (const stream of streams) {
    const { Id, Name, TypeId } = stream;
    const type = types.get(TypeId);
    const isUnique = Boolean(Name) && counts.get((Name ?? '').toLowerCase()) === 1;
    const name = isUnique && Name ? Name : Id;
    for (const tag of type ? toTags(stream, type, name) : []) {
      tags.push(tag);
      byName.set(tag.info.name.toLowerCase(), tag);
      const byId = `${Id}${tag.info.name.slice(name.length)}`.toLowerCase();
      if (!byName.has(byId)) byName.set(byId, tag);
    }
  }
  tags.sort((a, b) => a.info.name.localeCompare(b.info.name, 'en'));
  return { tags, byName, loadedAt };
}

/** `*` and `?`; letter by letter, going back to the last star only, so that no pattern takes long. */
function isMatch(text: string, given: string): boolean {
  const name = text.toLowerCase();
  const pattern = given.trim().toLowerCase();
  let at = 0;
  let place = 0;
  let star = -1;
  let starAt = 0;
  while (at < name.length) {
    if (pattern[place] === '*') {
      star = place;
      starAt = at;
      place += 1;
    } else if (pattern[place] === '?' || pattern[place] === name[at]) {
      at += 1;
      place += 1;
    } else if (star >= 0) {
      place = star + 1;
      starAt += 1;
      at = starAt;
    } else {
      return false;
    }
  }
  return /^\**$/.test(pattern.slice(place));
}
