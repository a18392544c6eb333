import type { Selectable } from 'kysely';
import type { Executor, Reader, Schema } from '../db/index.ts';

/** What is known of the linked WhatsApp device. */
export type Connection = {
  readonly isReady: boolean;
  readonly isInitializing: boolean;
  readonly botNumber: string | null;
  readonly phoneNumber: string | null;
  readonly botId: string | null;
  /** What the pairing picture encodes, while one is shown. */
  readonly qrData: string | null;
  readonly reconnectAttempts: number;
  readonly lastUpdate: Date;
};

const ONLY_ROW = 1;

/** The row other programs may read; undefined until something was connected for the first time. */
export async function findConnection(db: Reader): Promise<Connection | undefined> {
  const row = await db
    .selectFrom('whatsapp_status')
    .selectAll()
    .where('id', '=', ONLY_ROW)
    .executeTakeFirst();
  return row && toConnection(row);
}

export async function updateConnection(
  tx: Executor,
  change: Partial<Omit<Connection, 'lastUpdate'>>,
  at: Date,
): Promise<void> {
  const values = {
    ...(change.isReady === undefined ? {} : { is_ready: change.isReady }),
    ...(change.isInitializing === undefined ? {} : { is_initializing: change.isInitializing }),
    ...(change.botNumber === undefined ? {} : { bot_number: change.botNumber }),
    ...(change.phoneNumber === undefined ? {} : { phone_number: change.phoneNumber }),
    ...(change.botId === undefined ? {} : { bot_id: change.botId }),
    ...(change.qrData === undefined ? {} : { qr_data: change.qrData }),
    ...(change.reconnectAttempts === undefined
      ? {}
      : { reconnect_attempts: change.reconnectAttempts }),
    last_update: at,
    updated_at: at,
  };
  await tx
    .insertInto('whatsapp_status')
    .values({ id: ONLY_ROW, created_at: at, ...values })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute();
}

function toConnection(row: Selectable<Schema['whatsapp_status']>): Connection {
  return {
    isReady: row.is_ready,
    isInitializing: row.is_initializing,
    botNumber: row.bot_number,
    phoneNumber: row.phone_number,
    botId: row.bot_id,
    qrData: row.qr_data,
    reconnectAttempts: row.reconnect_attempts,
    lastUpdate: row.last_update,
  };
}

/** Nothing is connected: not ready, and no code to scan. Where nothing was ever connected, nothing is written. */
export async function resetConnection(tx: Executor, at: Date): Promise<void> {
  await tx
    .updateTable('whatsapp_status')
    .set({
      is_ready: false,
      is_initializing: false,
      qr_data: null,
      last_update: at,
      updated_at: at,
    })
    .where('id', '=', ONLY_ROW)
    .where((row) =>
      row.or([
        row('is_ready', '=', true),
        row('is_initializing', '=', true),
        row('qr_data', 'is not', null),
      ]),
    )
    .execute();
}
