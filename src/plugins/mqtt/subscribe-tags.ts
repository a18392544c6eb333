import type { TagSelection, ValueOutcome } from '#sdk';
import { connectionLost } from './mqtt.errors.ts';
import { readingOf } from './read-values.ts';
import { resolveTags } from './resolve-tags.ts';
import type { Slot } from './resolve-tags.ts';
import type { SourceParts } from './source-parts.ts';
import type { StoredTag } from './tag-store.ts';

/**
 * Tells the present value of each tag and every new one until the signal ends. A tag that is not known yet is told as
 * such once, and by its values when they come. While the broker is away, that is told once for each tag.
 */
export async function subscribeTags(
  parts: SourceParts,
  selection: TagSelection,
  tell: (outcome: ValueOutcome) => void,
  signal: AbortSignal,
): Promise<void> {
  if (signal.aborted) return;
  const { store, connection, clock } = parts;
  const followed = new Set<string>();
  const told = (outcome: ValueOutcome): void => {
    if (!signal.aborted) tell(outcome);
  };
  const tellValue = (found: StoredTag): void => {
    told({ ok: true, tag: found.info, reading: readingOf(parts, found, clock()) });
  };
  const tellBroken = (): void => {
    const names = followed.size > 0 ? followed : selection.tags;
    const error = connection.failure() ?? connectionLost();
    for (const name of names) told({ ok: false, name, error });
  };
  const isAsked = new Set(selection.tags.map((name) => name.trim().toLowerCase()));
  let isFollowing = false;
  const stops = [
    store.onChange((found) => {
      const { name } = found.info;
      if (isFollowing && isAsked.has(name.toLowerCase())) followed.add(name);
      if (isFollowing && followed.has(name) && connection.isUp()) tellValue(found);
    }),
    connection.onTurn((isUp) => {
      if (!isFollowing) return;
      if (!isUp) return tellBroken();
      for (const name of followed) {
        const found = store.find(name);
        if (found) tellValue(found);
      }
    }),
  ];
  try {
    const slots = await resolveTags(parts, selection, signal).catch((): readonly Slot[] => []);
    isFollowing = true;
    for (const slot of slots) {
      if (slot.ok) followed.add(slot.found.info.name);
      if (!slot.ok) told(slot);
      else if (connection.isUp()) tellValue(slot.found);
    }
    if (!connection.isUp()) tellBroken();
    await untilAborted(signal);
  } finally {
    for (const stop of stops) stop();
  }
}

async function untilAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
