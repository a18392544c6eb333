import { type Executor, type Reader, isPostgres } from '../db/index.ts';

/** A lease that ends so much later than any is given for was written by a clock that was wrong. */
const IMPOSSIBLE_TERMS = 3;

/**
 * Takes a lease, or keeps it for another term.
 *
 * @param wanted.isForced takes it from whoever holds it
 * @param wanted.from takes it from this holder, whenever its term ends
 * @returns whether it is ours now
 */
export async function takeLease(
  tx: Executor,
  wanted: {
    readonly name: string;
    readonly holder: string;
    readonly now: Date;
    readonly leaseMs: number;
    readonly isForced?: boolean;
    readonly from?: string;
  },
): Promise<boolean> {
  const { name, holder, now, leaseMs, isForced = false, from = holder } = wanted;
  const nowMs = now.getTime();
  const expiresAt = new Date(nowMs + leaseMs);
  const impossibleAt = new Date(nowMs + IMPOSSIBLE_TERMS * leaseMs);
  const taken = await tx
    .insertInto('leases')
    .values({ name, holder, expires_at: expiresAt })
    .onConflict((conflict) => {
      const update = conflict.column('name').doUpdateSet({ holder, expires_at: expiresAt });
      if (isForced) return update;
      return update.where((row) =>
        row.or([
          row('leases.holder', 'in', [holder, from]),
          row('leases.expires_at', '<=', now),
          row('leases.expires_at', '>', impossibleAt),
        ]),
      );
    })
    .returning('name')
    .executeTakeFirst();
  return taken !== undefined;
}

/** Keeps a lease for another term; false when somebody else has it by now. */
export async function renewLease(
  tx: Executor,
  {
    name,
    holder,
    expiresAt,
  }: { readonly name: string; readonly holder: string; readonly expiresAt: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('leases')
    .set({ expires_at: expiresAt })
    .where('name', '=', name)
    .where('holder', '=', holder)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/**
 * Whether a lease is this holder's, until the transaction ends: nobody can take it before. Expired or not does not
 * matter: whoever takes it next waits, and then sees what was written.
 */
export async function holdsLease(tx: Executor, name: string, holder: string): Promise<boolean> {
  let query = tx
    .selectFrom('leases')
    .select('name')
    .where('name', '=', name)
    .where('holder', '=', holder);
  if (isPostgres(tx)) query = query.forShare();
  return (await query.executeTakeFirst()) !== undefined;
}

export async function findLeaseHolder(db: Reader, name: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('leases')
    .select('holder')
    .where('name', '=', name)
    .executeTakeFirst();
  return row?.holder;
}

export async function releaseLease(tx: Executor, name: string, holder: string): Promise<void> {
  await tx.deleteFrom('leases').where('name', '=', name).where('holder', '=', holder).execute();
}

/** The leases whose names begin so. */
export async function listLeases(
  db: Reader,
  prefix: string,
): Promise<
  readonly { readonly name: string; readonly holder: string; readonly expiresAt: Date }[]
> {
  const rows = await db
    .selectFrom('leases')
    .selectAll()
    .where('name', 'like', `${prefix}%`)
    .execute();
  return rows.map(({ name, holder, expires_at: expiresAt }) => ({ name, holder, expiresAt }));
}
