import { type Executor, takeTurns } from '../db/index.ts';
import { logInTurn } from './log-in-turn.ts';
import { type User, requireUser } from './users.repository.ts';

/**
 * Waits until nothing else decides by this user's row, neither a log-in nor another admin, and reads it.
 *
 * @param newUsername the name the user is to have: nobody else may be given it meanwhile
 * @throws AppError `users.not_found`
 */
export async function takeUsersTurn(tx: Executor, id: string, newUsername?: string): Promise<User> {
  const { username } = await requireUser(tx, id);
  // In one order for everybody, so that no two wait for each other.
  const names = new Set([username, newUsername ?? username]);
  for (const name of [...names].toSorted()) await takeTurns(tx, logInTurn(name));
  return await requireUser(tx, id);
}

/** Waits until nobody else makes or unmakes an admin. Before `takeUsersTurn`. */
export async function takeAdminsTurn(tx: Executor): Promise<void> {
  await takeTurns(tx, 'admins');
}
