import type { Executor } from '../db/index.ts';
import { type SecretBox, reencrypt, reencryptRows } from '../lib/secrets.ts';
import { listTransports } from './transports.repository.ts';

/** Read at once, so that a linked device's thousands of keys do not fill memory. */
const ROWS_AT_ONCE = 500;

/** Encrypts what transports are set up with and what they keep with another key. */
export async function reencryptTransports(
  tx: Executor,
  from: SecretBox,
  to: SecretBox,
): Promise<{ readonly done: number; readonly lost: number }> {
  const setUp = (await listTransports(tx)).map(({ kind, config }) => ({ id: kind, config }));
  let { done, lost } = await reencryptRows(setUp, from, to, (kind, config) =>
    tx.updateTable('transports').set({ config }).where('kind', '=', kind).execute(),
  );
  let last = { transport: '', kind: '', id: '' };
  for (;;) {
    const rows = await listEntries(tx, last);
    for (const row of rows) {
      const { transport, kind, id } = row;
      last = { transport, kind, id };
      const value = reencrypt(row.value, `${transport}.${kind}.${id}`, from, to);
      if (value === undefined) {
        lost += 1;
        continue;
      }
      done += 1;
      await tx
        .updateTable('transport_store')
        .set({ value })
        .where('transport', '=', transport)
        .where('kind', '=', kind)
        .where('id', '=', id)
        .execute();
    }
    if (rows.length < ROWS_AT_ONCE) return { done, lost };
  }
}

async function listEntries(
  tx: Executor,
  {
    transport,
    kind,
    id,
  }: { readonly transport: string; readonly kind: string; readonly id: string },
) {
  return await tx
    .selectFrom('transport_store')
    .select(['transport', 'kind', 'id', 'value'])
    .where((row) =>
      row.or([
        row('transport', '>', transport),
        row.and([row('transport', '=', transport), row('kind', '>', kind)]),
        row.and([row('transport', '=', transport), row('kind', '=', kind), row('id', '>', id)]),
      ]),
    )
    .orderBy('transport')
    .orderBy('kind')
    .orderBy('id')
    .limit(ROWS_AT_ONCE)
    .execute();
}
