import type { Executor } from '../db/index.ts';
import { LINKED_DEVICE } from './whatsapp-kinds.ts';

/**
 * Removes the keys of the linked device, so that it must be linked again: two stores with the same keys would take each
 * other's messages away.
 *
 * @returns whether there were any
 */
export async function forgetLinkedDevice(tx: Executor): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('transport_store')
    .where('transport', '=', LINKED_DEVICE)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}
