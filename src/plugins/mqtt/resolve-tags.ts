import type { AppError, TagSelection } from '#sdk';
import { closed, notFound, timedOut, tooManyTags } from './mqtt.errors.ts';
import type { SourceParts } from './source-parts.ts';
import type { StoredTag } from './tag-store.ts';

/** A connection that is being taken up again is waited for this long; then what is known is told as stale. */
const RECONNECT_WITHIN_MS = 2_000;

export type Slot =
  | { readonly ok: true; readonly found: StoredTag }
  | { readonly ok: false; readonly name: string; readonly error: AppError };

/**
 * The tags of a question. Right after connecting, one that is not known yet is waited for: retained messages are on their
 * way.
 *
 * @throws AppError when nothing is known and the broker cannot be reached
 */
export async function resolveTags(
  parts: SourceParts,
  { tags, elements = [] }: TagSelection,
  signal: AbortSignal,
): Promise<readonly Slot[]> {
  const { config, store } = parts;
  if (signal.aborted) throw timedOut();
  if (tags.length > config.maxTagsPerQuestion) throw tooManyTags(config.maxTagsPerQuestion);
  if (tags.length + elements.length === 0) return [];
  await untilReady(parts, signal);
  const isKnown = (name: string): boolean => isWild(name) || store.find(name) !== undefined;
  if (!tags.every(isKnown) || tags.some(isWild) || elements.length > 0) {
    await untilFirstValues(
      parts,
      () => tags.every((name) => !isWild(name) && isKnown(name)),
      signal,
    );
  }
  return [
    ...tags.flatMap((name) => slotsOf(parts, name.trim())),
    ...elements.flatMap((name) => {
      const prefix = `${name.trim().toLowerCase().replace(/\/+$/, '')}/`;
      return matching(parts, name.trim(), (each) => {
        return each.toLowerCase().startsWith(prefix) && !each.slice(prefix.length).includes('/');
      });
    }),
  ];
}

async function untilReady({ connection, store }: SourceParts, signal: AbortSignal): Promise<void> {
  if (connection.isUp()) return;
  const hasValues = store.count() > 0;
  const soon = hasValues
    ? AbortSignal.any([signal, AbortSignal.timeout(RECONNECT_WITHIN_MS)])
    : signal;
  await connection.ready(soon).catch((error: AppError) => {
    if (signal.aborted || !hasValues || error.code === closed().code) throw error;
  });
}

/** Until a condition holds, or what comes right after connecting has come. */
async function untilFirstValues(
  { connection, store, config, clock }: SourceParts,
  isEnough: () => boolean,
  signal: AbortSignal,
): Promise<void> {
  const upSinceMs = connection.upSinceMs();
  if (upSinceMs === undefined) return;
  const leftMs = upSinceMs + config.firstValueWithinMs - clock().getTime();
  if (leftMs <= 0 || isEnough()) return;
  await new Promise<void>((resolve, reject) => {
    const end = (settle: () => void): void => {
      clearTimeout(timer);
      stopListening();
      signal.removeEventListener('abort', onAbort);
      settle();
    };
    const onAbort = (): void => end(() => reject(timedOut()));
    const timer = setTimeout(() => end(resolve), leftMs);
    const stopListening = store.onChange(() => {
      if (isEnough()) end(resolve);
    });
    signal.addEventListener('abort', onAbort, { once: true });
  });
}

function slotsOf(parts: SourceParts, name: string): readonly Slot[] {
  if (isWild(name)) {
    const pattern = patternOf(name);
    return matching(parts, name, (each) => pattern.test(each));
  }
  const found = parts.store.find(name);
  return [found ? { ok: true, found } : { ok: false, name, error: notFound(name) }];
}

function matching(
  { store, config }: SourceParts,
  name: string,
  matches: (name: string) => boolean,
): readonly Slot[] {
  const found = [...store.all()]
    .filter(({ info }) => matches(info.name))
    .toSorted((a, b) => compareNames(a.info.name, b.info.name));
  if (found.length === 0) return [{ ok: false, name, error: notFound(name) }];
  if (found.length > config.maxTagsPerQuestion) {
    return [{ ok: false, name, error: tooManyTags(config.maxTagsPerQuestion) }];
  }
  return found.map((each) => ({ ok: true, found: each }));
}

function isWild(name: string): boolean {
  return /[*?]/.test(name);
}

function patternOf(wildcard: string): RegExp {
  const source = wildcard.replaceAll(/[^*?]+/g, (text) => RegExp.escape(text));
  return new RegExp(`^${source.replaceAll('*', '.*').replaceAll('?', '.')}$`, 'isu');
}

function compareNames(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
