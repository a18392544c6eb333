import type { User } from './users.repository.ts';

/** What the audit log keeps of a user. */
export function loggedUser({ username, fullName, email, role, isActive }: User) {
  return { username, fullName, email, role, isActive };
}
