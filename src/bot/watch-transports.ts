import type { TransportState } from '../chat/index.ts';
import type { Events } from '../lib/events.ts';

const LOOK_EVERY_MS = 2_000;

/** Tells when a transport becomes ready, or ceases to be. */
export function watchTransports(
  states: () => readonly Pick<TransportState, 'kind' | 'isReady'>[],
  publish: Events['publish'],
  everyMs = LOOK_EVERY_MS,
): { stop(): void } {
  const seen = new Map(states().map(({ kind, isReady }) => [kind, isReady]));
  const timer = setInterval(() => {
    for (const { kind, isReady } of states()) {
      if (seen.get(kind) === isReady) continue;
      seen.set(kind, isReady);
      publish({ kind: 'transport', id: kind, isReady });
    }
  }, everyMs);
  return { stop: () => clearInterval(timer) };
}
