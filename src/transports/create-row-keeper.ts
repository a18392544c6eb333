import type { Clock, Logger } from '#sdk';
import type { Db } from '../db/index.ts';
import { type Connection, resetConnection, updateConnection } from './connection.repository.ts';
import type { TransportState } from './transports.schema.ts';

type Shown = Omit<Connection, 'lastUpdate'>;

/** Keeps the row that other programs read as the link is now: the newest state counts, and no two writes overtake. */
export interface RowKeeper {
  /** Returns at once. @param qr what the pairing picture encodes, while one is shown */
  write(link: TransportState, qr: string | null): void;
  /** Nothing is connected any more, or not yet; who was linked stays. */
  reset(): void;
  /** Resolves when all is written. */
  settled(): Promise<void>;
}

export function createRowKeeper({
  db,
  clock,
  log,
}: {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Logger;
}): RowKeeper {
  let next: Shown | 'reset' | undefined;
  let last = '';
  let writing: Promise<void> | undefined;

  async function writeAll(): Promise<void> {
    for (let wanted = next; wanted !== undefined; wanted = next) {
      next = undefined;
      const change = wanted;
      const at = clock();
      await db
        .write((tx) =>
          change === 'reset' ? resetConnection(tx, at) : updateConnection(tx, change, at),
        )
        .catch((error: unknown) => {
          last = '';
          log.error({ error }, 'The state of WhatsApp could not be written down');
        });
    }
    writing = undefined;
  }

  function put(change: Shown | 'reset'): void {
    const text = JSON.stringify(change);
    if (text === last) return;
    last = text;
    next = change;
    writing ??= writeAll();
  }

  return {
    write({ isReady, phase, account, reconnects }, qr) {
      const phone = account?.phone ?? null;
      put({
        isReady,
        isInitializing: phase === 'linking' || phase === 'connecting',
        phoneNumber: phone,
        botNumber: phone?.replace(/^\+/u, '') ?? null,
        botId: account?.id ?? null,
        qrData: phase === 'linking' ? qr : null,
        reconnectAttempts: reconnects,
      });
    },
    reset: () => put('reset'),
    settled: async () => await writing,
  };
}
