import type { Executor, Reader } from '../db/index.ts';

/** The second factor of a user as it is kept. */
export type KeptSecondFactor = {
  /** Encrypted; null where none was ever begun. */
  readonly secret: string | null;
  /** Since when it is asked for; null while it is only begun. */
  readonly since: Date | null;
  /** The time step of the last code taken. */
  readonly step: number | null;
  /** Hashes of the recovery codes not used yet. */
  readonly recoveryCodes: readonly string[];
};

export async function findSecondFactor(
  db: Reader,
  userId: string,
): Promise<KeptSecondFactor | undefined> {
  const row = await db
    .selectFrom('users')
    .select(['second_factor_secret', 'second_factor_since', 'second_factor_step', 'recovery_codes'])
    .where('id', '=', userId)
    .executeTakeFirst();
  if (!row) return undefined;
  const codes = row.recovery_codes;
  return {
    secret: row.second_factor_secret,
    since: row.second_factor_since,
    step: row.second_factor_step,
    recoveryCodes: Array.isArray(codes) ? codes.filter((code) => typeof code === 'string') : [],
  };
}

export async function saveSecondFactor(
  tx: Executor,
  userId: string,
  { secret, since, step, recoveryCodes }: KeptSecondFactor,
): Promise<void> {
  await tx
    .updateTable('users')
    .set({
      second_factor_secret: secret,
      second_factor_since: since,
      second_factor_step: step,
      recovery_codes: recoveryCodes,
    })
    .where('id', '=', userId)
    .execute();
}
