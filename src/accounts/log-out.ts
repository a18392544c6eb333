import type { Clock } from '#sdk';
import type { Audit } from '../audit/index.ts';
import type { Db } from '../db/index.ts';
import type { Actor } from '../lib/http/index.ts';
import { deleteSession } from './sessions.repository.ts';

/** Ends a session as its user wants it; whoever has none, such as a program, has nothing to end. */
export async function logOut(
  { db, audit, clock }: { readonly db: Db; readonly audit: Audit; readonly clock: Clock },
  actor: Actor,
  sessionId: string | undefined,
): Promise<void> {
  if (sessionId === undefined) return;
  const at = clock();
  await db.write(async (tx) => {
    await deleteSession(tx, sessionId);
    await audit.record(tx, { actor, action: 'auth.logged_out', at });
  });
}
