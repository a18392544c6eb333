import type { StoreChange, TransportStore } from '#sdk';
import type { ParentCalls } from '../calls.ts';
import type { Peer } from '../ipc.ts';
import { createGroupCommit } from './group-commit.ts';

/** What is kept, as this process sees it: the database itself is in the other process. */
export interface Kept extends TransportStore {
  clear(kinds: readonly string[]): Promise<void>;
}

/**
 * @param onLost called when something could not be kept. The process must end before it says a word more to the
 * network: what was received would count as received, and what was sent could be sent with the same key again.
 */
export function openKept(peer: Peer<ParentCalls>, onLost: (error: unknown) => void): Kept {
  const commit = createGroupCommit((changes) => must(peer.call('write', changes)));

  async function must(kept: Promise<void>): Promise<void> {
    try {
      await kept;
    } catch (error) {
      onLost(error);
      // Nobody may go on as if it were kept, not even for the moment until the process is gone.
      await new Promise<never>(() => {});
    }
  }

  return {
    read: (kind, ids) => peer.call('read', kind, ids),
    list: (kind) => peer.call('list', kind),
    write: (changes: readonly StoreChange[]) => commit.write(changes),
    clear: (kinds) => commit.inTurn(() => must(peer.call('clear', kinds))),
  };
}
