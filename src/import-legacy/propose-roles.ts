import type { Role } from '../db/index.ts';
import { userUnknown } from './imports.errors.ts';

type Known = {
  readonly username: string;
  readonly isActive: boolean;
  readonly createdAt: Date;
};

/**
 * A role for everybody: the chosen one, else a proposal. The predecessor made everybody an admin, so only the first who
 * may log in is proposed as one; the others keep what an engineer needs.
 *
 * @throws AppError `imports.user_unknown` for a choice that names nobody
 */
export function proposeRoles(
  users: readonly Known[],
  chosen: Readonly<Record<string, Role>>,
): ReadonlyMap<string, { readonly role: Role; readonly isChosen: boolean }> {
  for (const username of Object.keys(chosen)) {
    if (!users.some((user) => user.username === username)) throw userUnknown(username);
  }
  const [first] = users
    .filter(({ isActive }) => isActive)
    .toSorted(
      (a, b) => a.createdAt.getTime() - b.createdAt.getTime() || (a.username < b.username ? -1 : 1),
    );
  return new Map(
    users.map((user) => {
      const role = Object.hasOwn(chosen, user.username) ? chosen[user.username] : undefined;
      const proposed = user === first ? 'admin' : 'user';
      return [user.username, { role: role ?? proposed, isChosen: role !== undefined }];
    }),
  );
}
