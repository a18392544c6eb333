import type { StoreChange } from '#sdk';

/** The one way from this process to what is kept. */
export interface GroupCommit {
  /** Resolves once all of it is on the disk. */
  write(changes: readonly StoreChange[]): Promise<void>;
  /** After all writes before it, and before all after it. */
  inTurn(work: () => Promise<void>): Promise<void>;
}

/**
 * One write at a time, in order. What is asked for while one is on its way goes together with the next: each change
 * costs a round trip and a disk flush, and they come in bursts. All changes of one call stay in one write.
 */
export function createGroupCommit(
  write: (changes: readonly StoreChange[]) => Promise<void>,
): GroupCommit {
  let last = Promise.resolve();
  let waiting: { changes: Map<string, StoreChange>; done: Promise<void> } | undefined;

  function inTurn(work: () => Promise<void>): Promise<void> {
    // What came before may have failed; who asked for it knows.
    last = last.catch(() => {}).then(work);
    return last;
  }

  return {
    inTurn(work) {
      waiting = undefined;
      return inTurn(work);
    },
    write(changes) {
      if (changes.length === 0) return Promise.resolve();
      if (waiting === undefined) {
        const group = new Map<string, StoreChange>();
        const done = inTurn(() => {
          if (waiting?.changes === group) waiting = undefined;
          return write([...group.values()]);
        });
        waiting = { changes: group, done };
      }
      for (const change of changes) waiting.changes.set(`${change.kind} ${change.id}`, change);
      return waiting.done;
    },
  };
}
