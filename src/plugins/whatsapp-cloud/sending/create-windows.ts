import type { Clock, TransportStore } from '#sdk';

/** The 24 hours after a person's last message, in which anything may be sent to that person. */
export interface Windows {
  isOpen(address: string): Promise<boolean>;
  /** The person wrote: under each of the addresses the network tells. */
  wrote(addresses: readonly string[], at: Date): Promise<void>;
  /** The network says that it was closed when `at` was. */
  close(address: string, at: Date): Promise<void>;
  /** Whether the template went out already, lately enough. */
  wasReminded(address: string, withinMs: number): Promise<boolean>;
  reminded(address: string): Promise<void>;
  forgetReminder(address: string): Promise<void>;
}

const WINDOW_MS = 24 * 3_600_000;
const KEEP_REMINDER_MS = 30 * WINDOW_MS;

export function createWindows(store: TransportStore, clock: Clock): Windows {
  const read = async (kind: string, address: string): Promise<number | undefined> => {
    const value = (await store.read(kind, [address])).get(address);
    return value === undefined ? undefined : Date.parse(value);
  };

  return {
    async isOpen(address) {
      const wroteAtMs = await read('window', address);
      return wroteAtMs !== undefined && clock().getTime() - wroteAtMs < WINDOW_MS;
    },
    async wrote(addresses, at) {
      const known = await store.read('window', addresses);
      const changes = addresses
        .filter((address) => isLater(at, known.get(address)))
        .flatMap((address) => [
          {
            kind: 'window',
            id: address,
            value: at.toISOString(),
            keepUntil: new Date(at.getTime() + WINDOW_MS),
          },
          { kind: 'reminder', id: address, value: null },
        ]);
      if (changes.length > 0) await store.write(changes);
    },
    async close(address, at) {
      const wroteAtMs = await read('window', address);
      // News of an older message says nothing about a window that opened later.
      if (wroteAtMs === undefined || wroteAtMs > at.getTime()) return;
      await store.write([{ kind: 'window', id: address, value: null }]);
    },
    async wasReminded(address, withinMs) {
      const remindedAtMs = await read('reminder', address);
      return remindedAtMs !== undefined && clock().getTime() - remindedAtMs < withinMs;
    },
    async reminded(address) {
      const now = clock();
      await store.write([
        {
          kind: 'reminder',
          id: address,
          value: now.toISOString(),
          keepUntil: new Date(now.getTime() + KEEP_REMINDER_MS),
        },
      ]);
    },
    forgetReminder: (address) => store.write([{ kind: 'reminder', id: address, value: null }]),
  };
}

function isLater(at: Date, known: string | undefined): boolean {
  return known === undefined || at.getTime() > Date.parse(known);
}
