import { contactIn } from './contact-in.ts';
import { legacyInstant } from './legacy-instant.ts';
import type { LegacyRow } from './open-legacy-file.ts';
import { plainAddress } from './plain-address.ts';
import { readJson, textOf } from './read-json.ts';

/** What messages tell of who wrote them. */
export type Sender = {
  readonly name: string | undefined;
  /** The phone number that WhatsApp told of a LID. */
  readonly number: string | undefined;
  /** In a chat of their own, where every text was a command. */
  readonly hasAskedPrivately: boolean;
  readonly isSaved: boolean;
  readonly firstAt: Date | null;
};

/** Adds what a message tells of its sender. */
export function noteSender(senders: Map<string, Sender>, row: LegacyRow): void {
  const written = textOf(row['sender']);
  if (written === undefined) return;
  const address = plainAddress(written);
  const metadata = readJson(row['metadata']) ?? {};
  const contact = contactIn(metadata);
  const known = senders.get(address);
  const hasText = textOf(row['content']) !== undefined && row['type'] === 'chat';
  senders.set(address, {
    name: known?.name ?? textOf(contact['name'])?.slice(0, 200),
    number: known?.number ?? textOf(contact['number']),
    hasAskedPrivately:
      known?.hasAskedPrivately === true || (hasText && metadata['isGroup'] !== true),
    isSaved: known?.isSaved === true || contact['isMyContact'] === true,
    firstAt: known?.firstAt ?? legacyInstant(row['created_at']),
  });
}
