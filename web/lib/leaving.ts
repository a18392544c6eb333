import { useSyncExternalStore } from 'react';
import { call } from './call.ts';
import { refresh } from './query-client.ts';

/** How long somebody may take back a deletion. */
export const UNDO_MS = 10_000;

type Leaving = {
  readonly path: string;
  readonly id: string | number;
  readonly timer: number;
  readonly onFailed: (error: unknown) => void;
};

const NONE: ReadonlySet<string | number> = new Set();
const leaving = new Map<string, Leaving>();
const idsByPath = new Map<string, ReadonlySet<string | number>>();
const listeners = new Set<() => void>();

/**
 * Takes a row out of every list now, and out of the store when the time to undo is over or the page is left.
 *
 * @returns brings it back, as long as nothing was sent
 */
export function letGo(
  path: string,
  id: string | number,
  onFailed: (error: unknown) => void,
): () => void {
  const key = `${path}/${id}`;
  const timer = window.setTimeout(() => void send(key), UNDO_MS);
  leaving.set(key, { path, id, timer, onFailed });
  changed(path);
  return () => {
    if (!leaving.has(key)) return;
    window.clearTimeout(timer);
    leaving.delete(key);
    changed(path);
  };
}

/** Sends what still waits; before a log-out, as nobody could send it afterwards. */
export async function letAllGo(): Promise<void> {
  await Promise.all([...leaving.keys()].map(send));
}

/** The ids of a collection that are about to be deleted. */
export function useLeaving(path: string): ReadonlySet<string | number> {
  return useSyncExternalStore(subscribe, () => idsByPath.get(path) ?? NONE);
}

window.addEventListener('pagehide', () => void letAllGo());

async function send(key: string): Promise<void> {
  const gone = leaving.get(key);
  if (!gone) return;
  window.clearTimeout(gone.timer);
  try {
    await call('DELETE', `${gone.path}/${encodeURIComponent(gone.id)}`, { keepalive: true });
  } catch (error) {
    gone.onFailed(error);
  }
  await refresh(gone.path);
  leaving.delete(key);
  changed(gone.path);
}

function changed(path: string): void {
  const ids = [...leaving.values()].filter((one) => one.path === path).map(({ id }) => id);
  idsByPath.set(path, new Set(ids));
  for (const told of listeners) told();
}

function subscribe(told: () => void): () => void {
  listeners.add(told);
  return () => listeners.delete(told);
}
