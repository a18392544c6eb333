import { type BinaryNode, getBinaryNodeChildren } from 'baileys';
import type { DeliveryReport } from '#sdk';
import type { SentNotes } from './sent-notes.ts';

/** What a receipt says of our messages, by its type; the others are of other devices of ours. */
const STATES: Readonly<Record<string, DeliveryReport['state']>> = {
  delivered: 'delivered',
  inactive: 'delivered',
  read: 'read',
  played: 'read',
};

/** The reports that a receipt stands for. Those of messages which are not ours, or are long gone, are left out. */
export async function reportsOf(receipt: BinaryNode, notes: SentNotes): Promise<DeliveryReport[]> {
  const { attrs, content } = receipt;
  const state = STATES[attrs['type'] ?? 'delivered'];
  if (state === undefined || attrs['recipient'] !== undefined) return [];
  const list = Array.isArray(content) ? content[0] : undefined;
  const further = getBinaryNodeChildren(list, 'item').map((item) => item.attrs['id']);
  const at = attrs['t'] === undefined ? new Date() : new Date(Number(attrs['t']) * 1000);

  const reports: DeliveryReport[] = [];
  for (const id of [attrs['id'], ...further]) {
    const note = id === undefined ? undefined : await notes.find(id);
    if (id !== undefined && note !== undefined) {
      reports.push({ key: note.partKey, state, at, providerId: id });
    }
  }
  return reports;
}
