import { LRUCache } from 'lru-cache';
import { AppError } from '#sdk';
import type { TagInfo, TagSelection } from '#sdk';
import type { Plant } from './plant.ts';
import { piInvalidQuestion, piNotFound, piTooMuch } from './pi-web-api/index.ts';
import type { PiWebApiClient, PreparedSets } from './pi-web-api/index.ts';
import { attributeTag, pointTag } from './to-tag.ts';

/** A tag with the WebID its values are asked for by. */
export type Stream = { readonly webId: string; readonly tag: TagInfo };

/** One place of an answer: a stream, or why there is none. */
export type Slot =
  | { readonly ok: true; readonly tag: TagInfo; readonly place: number }
  | { readonly ok: false; readonly name: string; readonly error: AppError };

/** The tags of a question, looked up. Kept, so that the same question again costs nothing but its one request. */
export type ResolvedSelection = {
  /** In the order asked; a wildcard's or an element's tags stand in its place. */
  readonly slots: readonly Slot[];
  /** Each stream once; `Slot.place` counts in it. */
  readonly webIds: readonly string[];
  /** On the clock of `performance.now()`. */
  readonly expiresAt: number;
  /** Requests made ready for these tags, by what they ask. */
  readonly prepared: Map<string, PreparedSets>;
};

/** Turns names into WebIDs and what is known of their tags, and keeps that. */
export interface TagResolver {
  resolve(selection: TagSelection, signal: AbortSignal): Promise<ResolvedSelection>;
  /**
   * Drops what is known of streams that PI no longer knew.
   * @returns false when all of them were looked up again just before, so that looking again would bring nothing
   */
  forget(selection: TagSelection, webIds: readonly string[]): boolean;
  /** The tag of this name in any case, if a question asked for it before. */
  findTag(name: string): TagInfo | undefined;
}

type Known = {
  readonly streams: readonly Stream[];
  readonly error?: AppError | undefined;
  readonly expiresAt: number;
};

type Named = readonly [key: string, name: string];

/** Units and descriptions may change in PI; after this they are looked at again. */
const KNOWN_MS = 60 * 60_000;
/** New tags come to wildcards and elements sooner. */
const EXPANSION_MS = 5 * 60_000;
/** A tag made a moment ago must not be unknown for long. */
const UNKNOWN_MS = 30_000;
/** A tag that PI lists and does not answer for is not looked up at every question. */
const FORGOTTEN_MS = 60_000;
const MAX_TAGS = 20_000;
const MAX_SELECTIONS = 4_000;

export function createTagResolver(
  client: PiWebApiClient,
  plant: Plant,
  maxTagsPerQuestion: number,
): TagResolver {
  const known = new LRUCache<string, Known>({ max: MAX_TAGS });
  const selections = new LRUCache<string, ResolvedSelection>({ max: MAX_SELECTIONS });
  const forgottenAt = new LRUCache<string, number>({ max: MAX_TAGS });

  async function lookUp(selection: TagSelection, signal: AbortSignal): Promise<void> {
    const now = performance.now();
    const missing = [...namesOf(selection)].filter(
      ([key]) => (known.get(key)?.expiresAt ?? 0) <= now,
    );
    if (missing.length === 0) return;
    const lists = missing.filter(([key]) => isElement(key) || isWild(key));
    const single = missing.filter(([key]) => !isElement(key) && !isWild(key));
    await Promise.all([
      lookUpPoints(
        single.filter(([key]) => !key.includes('|')),
        signal,
      ),
      lookUpAttributes(
        single.filter(([key]) => key.includes('|')),
        signal,
      ),
      ...lists.map(([key, name]) => lookUpList(key, name, signal)),
    ]);
  }

  async function lookUpPoints(names: readonly Named[], signal: AbortSignal): Promise<void> {
    if (names.length === 0) return;
    const server = await plant.dataServer(signal);
    const paths = names.map(([, name]) => `\\\\${server.name}\\${name}`);
    const found = await client.pointsMultiple(paths, { signal });
    names.forEach(([key, name], index) => {
      const lookup = found[index];
      if (lookup?.ok) keep(key, [{ webId: lookup.found.webId, tag: pointTag(lookup.found) }]);
      else keepUnknown(key, lookup?.error ?? piNotFound(name));
    });
  }

  async function lookUpAttributes(names: readonly Named[], signal: AbortSignal): Promise<void> {
    if (names.length === 0) return;
    try {
      const paths = await Promise.all(names.map(([, name]) => assetPath(name, signal)));
      const found = await client.attributesMultiple(paths, { signal });
      names.forEach(([key, name], index) => {
        const lookup = found[index];
        if (lookup?.ok) keep(key, [{ webId: lookup.found.webId, tag: attributeTag(lookup.found) }]);
        else keepUnknown(key, lookup?.error ?? piNotFound(name));
      });
    } catch (error) {
      // Without an AF database the points of the same question are still worth answering.
      if (!(error instanceof AppError) || !isAboutName(error)) throw error;
      for (const [key] of names) keepUnknown(key, error);
    }
  }

  /** A wildcard or an element: any number of tags, sorted by name. */
  async function lookUpList(key: string, name: string, signal: AbortSignal): Promise<void> {
    try {
      const streams = await listStreams(key, name, signal);
      if (streams.length === 0) {
        keepUnknown(
          key,
          piNotFound(isElement(key) ? `attributes of ${name}` : `a tag like ${name}`),
        );
        return;
      }
      const sorted = streams.toSorted((a, b) => compareNames(a.tag.name, b.tag.name));
      keep(key, sorted, EXPANSION_MS);
    } catch (error) {
      if (!(error instanceof AppError) || !isAboutName(error)) throw error;
      // A server that answers 404 to everything must not make known elements unknown.
      if (error.code === 'pi.not_found') await client.dataServers({ signal });
      keepUnknown(key, error.code === 'pi.not_found' ? piNotFound(name, error) : error);
    }
  }

  async function listStreams(
    key: string,
    name: string,
    signal: AbortSignal,
  ): Promise<readonly Stream[]> {
    const streams: Stream[] = [];
    const take = (more: readonly Stream[]): void => {
      streams.push(...more);
      if (streams.length > maxTagsPerQuestion) {
        throw piTooMuch(
          `${name} stands for more than ${maxTagsPerQuestion.toLocaleString('en')} tags.`,
          maxTagsPerQuestion,
        );
      }
    };
    if (!isElement(key) && !key.includes('|')) {
      const { webId } = await plant.dataServer(signal);
      for await (const page of client.pointPages(webId, { nameFilter: name }, { signal })) {
        take(page.map((point) => ({ webId: point.webId, tag: pointTag(point) })));
      }
      return streams;
    }
    const [elementName = '', nameFilter] = name.split('|');
    if (isWild(elementName)) {
      throw piInvalidQuestion(
        'Wildcards are for attributes, not for elements. Name the element whole.',
      );
    }
    const element = await client.elementByPath(await assetPath(elementName, signal), { signal });
    const query = nameFilter === undefined ? {} : { nameFilter };
    for await (const page of client.elementAttributePages(element.webId, query, { signal })) {
      take(page.map((attribute) => ({ webId: attribute.webId, tag: attributeTag(attribute) })));
    }
    return streams;
  }

  /** A name that is a whole path already is taken as it is. */
  async function assetPath(name: string, signal: AbortSignal): Promise<string> {
    if (name.startsWith('\\\\')) return name;
    return `${(await plant.assetDatabase(signal)).path}\\${name}`;
  }

  function keep(key: string, streams: readonly Stream[], forMs = KNOWN_MS): void {
    known.set(key, { streams, expiresAt: performance.now() + forMs });
  }

  /** Only what is the name's own fault is kept; anything else is asked again by the next question. */
  function keepUnknown(key: string, error: AppError): void {
    const forMs = isAboutName(error) ? UNKNOWN_MS : 0;
    known.set(key, { streams: [], error, expiresAt: performance.now() + forMs });
  }

  function assemble(selection: TagSelection): ResolvedSelection {
    const slots: Slot[] = [];
    const places = new Map<string, number>();
    let expiresAt = Infinity;
    for (const [key, name] of namedList(selection)) {
      const entry = known.get(key);
      expiresAt = Math.min(expiresAt, entry?.expiresAt ?? 0);
      if (!entry || entry.streams.length === 0) {
        slots.push({ ok: false, name, error: namedError(entry?.error, name) });
        continue;
      }
      for (const { webId, tag } of entry.streams) {
        const place = places.get(webId) ?? places.size;
        places.set(webId, place);
        slots.push({ ok: true, tag, place });
      }
    }
    return { slots, webIds: [...places.keys()], expiresAt, prepared: new Map() };
  }

  return {
    async resolve(selection, signal) {
      const id = selectionKey(selection);
      const cached = selections.get(id);
      if (cached && cached.expiresAt > performance.now()) return cached;
      await lookUp(selection, signal);
      const resolved = assemble(selection);
      selections.set(id, resolved);
      return resolved;
    },
    forget(selection, webIds) {
      const now = performance.now();
      const stale = new Set(
        webIds.filter((webId) => (forgottenAt.get(webId) ?? -Infinity) + FORGOTTEN_MS < now),
      );
      if (stale.size === 0) {
        // Another question at the same moment has just dropped them: what it finds counts for this one too.
        const kept = new Set(
          [...namesOf(selection).keys()].flatMap((key) =>
            (known.get(key)?.streams ?? []).map(({ webId }) => webId),
          ),
        );
        if (webIds.every((webId) => kept.has(webId))) return false;
        selections.delete(selectionKey(selection));
        return true;
      }
      for (const webId of stale) forgottenAt.set(webId, now);
      for (const key of namesOf(selection).keys()) {
        if (known.get(key)?.streams.some(({ webId }) => stale.has(webId))) known.delete(key);
      }
      selections.delete(selectionKey(selection));
      return true;
    },
    findTag(name) {
      const key = fold(name);
      return isWild(key) ? undefined : known.peek(key)?.streams[0]?.tag;
    },
  };
}

/** PI names are the same in any case. */
function fold(name: string): string {
  return name.trim().toLowerCase();
}

/** Marks the key of an element apart from a tag's of the same name; no name of PI holds a line feed. */
const ELEMENT = '\n';

function isElement(key: string): boolean {
  return key.startsWith(ELEMENT);
}

function isWild(key: string): boolean {
  return key.includes('*') || key.includes('?');
}

/** What is looked up, by key: the name as it was asked for. A name asked for twice is there once. */
function namesOf(selection: TagSelection): ReadonlyMap<string, string> {
  return new Map(namedList(selection));
}

function namedList({ tags, elements = [] }: TagSelection): readonly Named[] {
  return [
    ...tags.map((name): Named => [fold(name), name.trim()]),
    ...elements.map((name): Named => [ELEMENT + fold(name), name.trim()]),
  ];
}

function selectionKey({ tags, elements }: TagSelection): string {
  const named = tags.length === 1 ? (tags[0] ?? '') : tags.join('\0');
  return (elements?.length ? `${named}${ELEMENT}${elements.join('\0')}` : named).toLowerCase();
}

/** The error names the tag as it was asked for, not as it is kept. */
function namedError(error: AppError | undefined, name: string): AppError {
  if (!error) return piNotFound(name);
  return error.code === 'pi.not_found' && error.details['what'] !== name && !isWild(name)
    ? piNotFound(name, error.cause)
    : error;
}

/** Whether a list failed because of its name, so that the other tags of the question are answered all the same. */
function isAboutName(error: AppError): boolean {
  return ABOUT_NAMES.has(error.code);
}

const ABOUT_NAMES = new Set([
  'pi.not_found',
  'pi.refused',
  'pi.forbidden',
  'pi.too_much',
  'pi.invalid_question',
  'pi.config',
]);

function compareNames(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
