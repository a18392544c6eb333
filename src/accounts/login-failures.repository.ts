import type { Executor, Reader } from '../db/index.ts';

/** Who tries to log in, and from where: two columns of one row. */
export type LoginPlace = {
  readonly username: string;
  /** `networkOf` the address, or `EVERYWHERE`. */
  readonly address: string;
};

/** The row that counts for a name whatever the address. */
export const EVERYWHERE = '*';

/** Wrong passwords in a row. */
export type LoginFailures = {
  readonly attempts: number;
  readonly lockedUntil: Date | null;
  /** When the right password last came from there. */
  readonly lastLogin: Date | null;
  readonly updatedAt: Date;
};

const NONE: LoginFailures = {
  attempts: 0,
  lockedUntil: null,
  lastLogin: null,
  updatedAt: new Date(0),
};

/** What is counted for a place and for its name as a whole. */
export async function findLoginFailures(
  db: Reader,
  { username, address }: LoginPlace,
): Promise<{ readonly here: LoginFailures; readonly everywhere: LoginFailures }> {
  const rows = await db
    .selectFrom('login_failures')
    .selectAll()
    .where('username', '=', username)
    .where('address', 'in', [address, EVERYWHERE])
    .execute();
  const of = (wanted: string): LoginFailures => {
    const row = rows.find((row) => row.address === wanted);
    if (!row) return NONE;
    const { attempts, locked_until: lockedUntil, last_login: lastLogin } = row;
    return { attempts, lockedUntil, lastLogin, updatedAt: row.updated_at };
  };
  return { here: of(address), everywhere: of(EVERYWHERE) };
}

export async function saveLoginFailures(
  tx: Executor,
  { username, address }: LoginPlace,
  { attempts, lockedUntil, lastLogin, updatedAt }: LoginFailures,
): Promise<void> {
  const values = {
    attempts,
    locked_until: lockedUntil,
    last_login: lastLogin,
    updated_at: updatedAt,
  };
  await tx
    .insertInto('login_failures')
    .values({ username, address, ...values })
    .onConflict((conflict) => conflict.columns(['username', 'address']).doUpdateSet(values))
    .execute();
}

/** Whether the name is locked at any place. */
export async function isLockedSomewhere(db: Reader, username: string, now: Date): Promise<boolean> {
  const row = await db
    .selectFrom('login_failures')
    .select('username')
    .where('username', '=', username)
    .where('locked_until', '>', now)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Forgets what was counted for a name; from where it logged in stays known. */
export async function clearLoginFailures(tx: Executor, username: string): Promise<void> {
  await tx
    .updateTable('login_failures')
    .set({ attempts: 0, locked_until: null })
    .where('username', '=', username)
    .execute();
}

/** Removes what no longer counts: failures before `failedBefore`, unless a log-in since `knownSince` makes the place known. */
export async function deleteOldLoginFailures(
  tx: Executor,
  { failedBefore, knownSince }: { readonly failedBefore: Date; readonly knownSince: Date },
): Promise<void> {
  await tx
    .deleteFrom('login_failures')
    .where('updated_at', '<', failedBefore)
    .where((row) => row.or([row('last_login', 'is', null), row('last_login', '<', knownSince)]))
    .execute();
}
