import type { CurrentUser } from './accounts.schema.ts';
import type { User } from './users.repository.ts';

/** A user as the API tells them who they are. */
export function currentUser({ id, username, fullName, role, hasSecondFactor }: User): CurrentUser {
  return { id, username, fullName, role, hasSecondFactor };
}
