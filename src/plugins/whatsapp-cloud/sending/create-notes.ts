import { z } from 'zod';
import type { Clock, TransportStore } from '#sdk';

const Note = z.object({ wamid: z.string(), chat: z.string().optional(), hasFailed: z.boolean() });

/** What is known of a message by its key: the network's id, where it went, and whether it failed. */
export type Note = Readonly<z.output<typeof Note>>;

/** Which message of ours is which of the network's; it outlives a crash between sending and writing down. */
export interface Notes {
  ofKey(key: string): Promise<Note | undefined>;
  keyOf(wamid: string): Promise<string | undefined>;
  write(key: string, note: Note): Promise<void>;
  /** The id of a file uploaded lately, by what is in it. */
  mediaId(fingerprint: string): Promise<string | undefined>;
  keepMediaId(fingerprint: string, id: string | null): Promise<void>;
  wasCharged(wamid: string): Promise<boolean>;
  charged(wamid: string): Promise<void>;
  /** Earlier addresses of who got a new id. */
  formerAddresses(address: string): Promise<readonly string[]>;
  moved(from: string, to: string): Promise<void>;
}

const DAY_MS = 24 * 3_600_000;
/** Statuses are repeated for a week at most. */
const KEEP_MS = 8 * DAY_MS;
/** Uploaded files live for 30 days. */
const KEEP_MEDIA_MS = 29 * DAY_MS;
const MAX_FORMER = 5;

export function createNotes(store: TransportStore, clock: Clock): Notes {
  const read = async (kind: string, id: string): Promise<string | undefined> =>
    (await store.read(kind, [id])).get(id);
  const inMs = (ms: number): Date => new Date(clock().getTime() + ms);

  async function formerAddresses(address: string): Promise<readonly string[]> {
    const former = await read('former', address);
    return former === undefined ? [] : former.split(' ');
  }

  return {
    async ofKey(key) {
      const value = await read('key', key);
      return value === undefined ? undefined : Note.parse(JSON.parse(value));
    },
    keyOf: (wamid) => read('wamid', wamid),
    write: (key, note) =>
      store.write([
        { kind: 'key', id: key, value: JSON.stringify(note), keepUntil: inMs(KEEP_MS) },
        { kind: 'wamid', id: note.wamid, value: key, keepUntil: inMs(KEEP_MS) },
      ]),
    mediaId: (fingerprint) => read('media', fingerprint),
    keepMediaId: (fingerprint, id) =>
      store.write([{ kind: 'media', id: fingerprint, value: id, keepUntil: inMs(KEEP_MEDIA_MS) }]),
    wasCharged: async (wamid) => (await read('charged', wamid)) !== undefined,
    charged: (wamid) =>
      store.write([{ kind: 'charged', id: wamid, value: '1', keepUntil: inMs(KEEP_MS) }]),
    formerAddresses,
    async moved(from, to) {
      const former = [from, ...(await formerAddresses(from))].filter((address) => address !== to);
      const value = [...new Set(former)].slice(0, MAX_FORMER).join(' ');
      await store.write([{ kind: 'former', id: to, value }]);
    },
  };
}
