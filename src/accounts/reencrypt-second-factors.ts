import type { Executor } from '../db/index.ts';
import { type SecretBox, reencrypt } from '../lib/secrets.ts';

/** What a second factor's secret is encrypted for: moved to another user's row, it cannot be read. */
export function secondFactorContext(userId: string): string {
  return `${userId}.second_factor`;
}

/** Encrypts the secrets of second factors with another key. */
export async function reencryptSecondFactors(
  tx: Executor,
  from: SecretBox,
  to: SecretBox,
): Promise<{ readonly done: number; readonly lost: number }> {
  let done = 0;
  let lost = 0;
  const users = await tx.selectFrom('users').select(['id', 'second_factor_secret']).execute();
  for (const { id, second_factor_secret: kept } of users) {
    if (kept === null) continue;
    const secret = reencrypt(kept, secondFactorContext(id), from, to);
    if (secret === undefined) {
      lost += 1;
      continue;
    }
    done += 1;
    const change = { second_factor_secret: secret };
    await tx.updateTable('users').set(change).where('id', '=', id).execute();
  }
  return { done, lost };
}

/** Ends every session: their tokens were signed with a key that is no more. */
export async function endAllSessions(tx: Executor): Promise<number> {
  const { numDeletedRows } = await tx.deleteFrom('sessions').executeTakeFirst();
  return Number(numDeletedRows);
}
