import type { Audit } from '../audit/index.ts';
import type { Db } from '../db/index.ts';
import { checkUsername } from './check-username.ts';
import { makeFirstAdmin } from './make-first-admin.ts';
import { firstAdminIncomplete } from './users.errors.ts';
import { type User, countUsers } from './users.repository.ts';

/**
 * Makes the first admin of an empty store, unattended. With any user there already, nothing is read or changed.
 *
 * @returns the admin made, or undefined
 * @throws AppError `users.first_admin_incomplete`, `users.username_invalid`, or as `hashNewPassword` does
 */
export async function ensureFirstAdmin(
  deps: { readonly db: Db; readonly audit: Audit },
  given: { readonly username: string | undefined; readonly password: string | undefined },
  at: Date,
): Promise<User | undefined> {
  const { username, password } = given;
  if (username === undefined && password === undefined) return undefined;
  if ((await countUsers(deps.db.read)) > 0) return undefined;
  if (username === undefined || password === undefined) throw firstAdminIncomplete();
  const wanted = { username: checkUsername(username), password };
  return await makeFirstAdmin(deps, wanted, { ipAddress: null, userAgent: null }, at);
}
