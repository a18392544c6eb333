import type { Executor, Reader } from '../db/index.ts';

/** A key of the audit log before the present one, encrypted with that: entries up to `untilSeq` were written with it. */
export type SealedKey = { readonly untilSeq: number; readonly sealed: string };

/** The earliest first. */
export async function listSealedKeys(db: Reader): Promise<readonly SealedKey[]> {
  const rows = await db.selectFrom('audit_keys').selectAll().orderBy('until_seq').execute();
  return rows.map((row) => ({ untilSeq: row.until_seq, sealed: row.sealed_key }));
}

export async function putSealedKey(
  tx: Executor,
  { untilSeq, sealed }: SealedKey,
  at: Date,
): Promise<void> {
  await tx
    .insertInto('audit_keys')
    .values({ until_seq: untilSeq, sealed_key: sealed, created_at: at })
    .onConflict((conflict) => conflict.column('until_seq').doUpdateSet({ sealed_key: sealed }))
    .execute();
}
