import { LRUCache } from 'lru-cache';
import type { AppError, Clock, Logger, TagIndexStatus, TagInfo, TagSelection } from '#sdk';
import { AppError as Failure } from '#sdk';
import { createTagIndex } from '#sdk/tag-index';
import { abortable } from './abortable.ts';
import { describeVariables } from './describe-variables.ts';
import { findByPath } from './find-by-path.ts';
import { nodeIdOf } from './node-id-of.ts';
import { indexNotReady, notFound, timedOut, tooManyTags } from './opc-ua.errors.ts';
import type { OpcUaConfig } from './opc-ua.schema.ts';
import type { NamedNode, OpcUaTag } from './opc-ua-tag.ts';
import type { OpenSession } from './open-session.ts';
import type { SessionKeeper } from './session-keeper.ts';
import { walkAddressSpace } from './walk-address-space.ts';

const MINUTE_MS = 60_000;
/** Tags that were asked for before they were in the index, or without one. */
const LOOKED_UP = { max: 10_000, ttl: 10 * MINUTE_MS };
/** A page of the index may take a busy server longer than a question may. */
const PAGE_WITHIN_MS = 60_000;

/** A place of the question. */
export type Slot =
  | { readonly ok: true; readonly found: OpcUaTag }
  | { readonly ok: false; readonly name: string; readonly error: AppError };

/** The tags of a server: an index that is loaded in the background, and the server itself for what is not in it. */
export interface TagBook {
  /** @throws AppError when the server cannot be asked */
  resolve(selection: TagSelection, signal: AbortSignal): Promise<readonly Slot[]>;
  /** For tags whose node is gone: the next question looks them up anew. */
  forget(tags: readonly OpcUaTag[]): void;
  search(words: string, limit: number): readonly TagInfo[];
  findTag(name: string): TagInfo | undefined;
  status(): TagIndexStatus;
  close(): Promise<void>;
}

/** Tags of the index by name and by NodeId, both in lower case. */
type Known = ReadonlyMap<string, OpcUaTag>;

export function createTagBook(
  keeper: SessionKeeper,
  config: OpcUaConfig,
  { log, clock }: { readonly log: Logger; readonly clock: Clock },
): TagBook {
  const lookedUp = new LRUCache<string, OpcUaTag>(LOOKED_UP);
  const looking = new Map<string, Promise<OpcUaTag | undefined>>();
  const forgotten = new Set<string>();
  let known: Known = new Map();
  let isLoaded = false;
  let noteLoaded: () => void = () => undefined;
  const firstLoad = new Promise<void>((resolve) => {
    noteLoaded = resolve;
  });
  const index = createTagIndex({
    loadPages,
    refreshMs: config.tagIndex ? config.tagIndexRefreshMinutes * MINUTE_MS : null,
    retryMs: retryMsAfter,
    log,
    clock,
  });

  async function* loadPages(signal: AbortSignal): AsyncGenerator<readonly TagInfo[]> {
    const fresh = new Map<string, OpcUaTag>();
    const ask = <T>(question: (open: OpenSession) => Promise<T>): Promise<T> =>
      keeper.ask(question, AbortSignal.any([signal, AbortSignal.timeout(PAGE_WITHIN_MS)]));
    if (!isLoaded) known = fresh;
    const most = config.maxIndexedTags;
    let count = 0;
    for await (const page of walkAddressSpace(ask, config.rootNode, most, signal)) {
      for (const found of page) {
        fresh.set(keyOf(found.tag.name), found);
        fresh.set(keyOf(found.nodeId), found);
      }
      count += page.length;
      yield page.map(({ tag }) => tag);
    }
    if (count >= most) {
      log.warn({ tags: count }, 'The OPC UA server has more variables than this source indexes');
    }
    known = fresh;
    isLoaded = true;
    noteLoaded();
    forgotten.clear();
    lookedUp.clear();
  }

  function peek(name: string): OpcUaTag | undefined {
    const key = keyOf(name);
    const looked = lookedUp.get(key);
    if (looked) return looked;
    const found = forgotten.has(key) ? undefined : known.get(key);
    // Asked for by its NodeId it is called so, as whoever asked will look for it under that name.
    const isByNodeId = found && keyOf(found.nodeId) === key && keyOf(found.tag.name) !== key;
    return isByNodeId ? { ...found, tag: { ...found.tag, name: found.nodeId } } : found;
  }

  /** Those who ask for the same name meanwhile share the look-up, each waiting no longer than its own signal. */
  async function lookUp(name: string, signal: AbortSignal): Promise<OpcUaTag | undefined> {
    const key = keyOf(name);
    const shared = looking.get(key) ?? lookUpOnce(name).finally(() => looking.delete(key));
    looking.set(key, shared);
    return await abortable(shared, signal);
  }

  async function lookUpOnce(name: string): Promise<OpcUaTag | undefined> {
    const signal = AbortSignal.timeout(config.timeoutMs);
    const asked = nodeIdOf(name);
    const found = await keeper.ask(async (open) => {
      const node: NamedNode | undefined = asked
        ? { name: asked, nodeId: asked }
        : await findByPath(open, config.rootNode, name, signal);
      const [described] = node ? await describeVariables(open, [node], signal) : [];
      return described;
    }, signal);
    if (found) lookedUp.set(keyOf(name), found);
    return found;
  }

  async function resolveOne(name: string, signal: AbortSignal): Promise<Slot> {
    if (signal.aborted) throw timedOut();
    const found = peek(name) ?? (await lookUp(name, signal));
    return found ? { ok: true, found } : { ok: false, name, error: notFound(name) };
  }

  /** Tags of the index by a pattern, or right below a node, sorted by name. */
  async function resolveMany(
    name: string,
    matches: (name: string) => boolean,
    signal: AbortSignal,
  ): Promise<readonly Slot[]> {
    if (!isLoaded) await untilLoaded(signal);
    const found = [...new Set(known.values())]
      .filter(({ tag }) => matches(tag.name))
      .toSorted((a, b) => compareNames(a.tag.name, b.tag.name));
    if (found.length > config.maxTagsPerQuestion) {
      return [{ ok: false, name, error: tooManyTags(config.maxTagsPerQuestion) }];
    }
    if (found.length === 0) return [{ ok: false, name, error: notFound(name) }];
    return found.map((each) => ({ ok: true, found: each }));
  }

  async function untilLoaded(signal: AbortSignal): Promise<void> {
    if (!config.tagIndex) throw indexNotReady();
    // A server that is away is the reason, rather than that its tags are not listed yet.
    await keeper.ask(async () => undefined, signal);
    const late = AbortSignal.timeout(config.timeoutMs / 2);
    await abortable(firstLoad, AbortSignal.any([signal, late])).catch((error: unknown) => {
      throw signal.aborted ? error : indexNotReady();
    });
  }

  async function resolveSlots(name: string, signal: AbortSignal): Promise<readonly Slot[]> {
    // The identifier of a NodeId may hold any character.
    const isPattern = /[*?]/.test(name) && nodeIdOf(name) === undefined;
    if (!isPattern) return [await resolveOne(name, signal)];
    const pattern = patternOf(name);
    return await resolveMany(name, (each) => pattern.test(each), signal);
  }

  async function resolveElement(name: string, signal: AbortSignal): Promise<readonly Slot[]> {
    const prefix = `${keyOf(name).replace(/\/+$/, '')}/`;
    const isBelow = (each: string): boolean =>
      each.toLowerCase().startsWith(prefix) && !each.slice(prefix.length).includes('/');
    return await resolveMany(name, isBelow, signal);
  }

  return {
    async resolve({ tags, elements = [] }, signal) {
      if (tags.length > config.maxTagsPerQuestion) throw tooManyTags(config.maxTagsPerQuestion);
      const named = await Promise.all([
        ...tags.map((name) => inPlace(name, resolveSlots(name.trim(), signal))),
        ...elements.map((name) => inPlace(name, resolveElement(name.trim(), signal))),
      ]);
      return named.flat();
    },
    forget(tags) {
      for (const { tag, nodeId } of tags) {
        lookedUp.delete(keyOf(tag.name));
        forgotten.add(keyOf(tag.name)).add(keyOf(nodeId));
      }
    },
    search: (words, limit) => index.search(words, limit),
    findTag: (name) => peek(name)?.tag,
    status: () => index.status(),
    close: () => index.close(),
  };
}

/** What concerns one name alone hides no other. */
async function inPlace(name: string, slots: Promise<readonly Slot[]>): Promise<readonly Slot[]> {
  try {
    return await slots;
  } catch (error) {
    const isOfName = error instanceof Failure && NAME_CODES.has(error.code);
    if (!isOfName) throw error;
    return [{ ok: false, name: name.trim(), error }];
  }
}

const NAME_CODES = new Set(['opcua.refused', 'opcua.index_not_ready']);

/** Names of OPC UA tell cases apart, people do not. */
function keyOf(name: string): string {
  return name.trim().toLowerCase();
}

function patternOf(wildcard: string): RegExp {
  const source = wildcard.replaceAll(/[^*?]+/g, (text) => RegExp.escape(text));
  return new RegExp(`^${source.replaceAll('*', '.*').replaceAll('?', '.')}$`, 'isu');
}

function compareNames(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** A refused log-in is not tried every minute: a directory locks the account after a few wrong passwords. */
function retryMsAfter(error: unknown): number {
  return error instanceof Failure && error.kind === 'unauthenticated' ? Infinity : MINUTE_MS;
}
