import { type Executor, type Reader, type ValueOf, prepareQuery } from '../db/index.ts';
import type { MessageCharge } from './transports.schema.ts';

type ChargeValues = { day: string; transport: string; category: string; isBillable: boolean };

const addOne = prepareQuery((db, value: ValueOf<ChargeValues>) =>
  db
    .insertInto('message_charges')
    .values({
      day: value('day'),
      transport: value('transport'),
      category: value('category'),
      is_billable: value('isBillable'),
      messages: 1,
    })
    .onConflict((conflict) =>
      conflict.columns(['day', 'transport', 'category', 'is_billable']).doUpdateSet((row) => ({
        messages: row('message_charges.messages', '+', row.lit(1)),
      })),
    ),
);

/** Counts a message that may cost, on its UTC day. */
export async function countCharge(
  tx: Executor,
  transport: string,
  charge: { readonly category: string; readonly isBillable: boolean; readonly at: Date },
): Promise<void> {
  const { category, isBillable, at } = charge;
  await addOne(tx, { day: at.toISOString().slice(0, 10), transport, category, isBillable });
}

/** What was counted since the first of the month of that instant. */
export async function listCharges(db: Reader, now: Date): Promise<readonly MessageCharge[]> {
  const rows = await db
    .selectFrom('message_charges')
    .select(['transport', 'category', 'is_billable'])
    .select((row) => row.fn.sum('messages').as('sent'))
    .where('day', '>=', `${now.toISOString().slice(0, 7)}-01`)
    .groupBy(['transport', 'category', 'is_billable'])
    .orderBy('transport')
    .orderBy('category')
    .orderBy('is_billable')
    .execute();
  return rows.map(({ transport, category, is_billable: isBillable, sent }) => ({
    transport,
    category,
    isBillable,
    messages: Number(sent),
  }));
}
