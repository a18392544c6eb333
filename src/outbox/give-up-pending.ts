import type { Executor } from '../db/index.ts';

/** Sends nothing any more of what waits to be sent. @returns how many messages that were */
export async function giveUpPending(tx: Executor, reason: string): Promise<number> {
  const { numUpdatedRows } = await tx
    .updateTable('outgoing_messages')
    .set({ status: 'failed', error_message: reason, claimed_until: null })
    .where('status', 'in', ['pending', 'sending'])
    .executeTakeFirst();
  return Number(numUpdatedRows);
}
