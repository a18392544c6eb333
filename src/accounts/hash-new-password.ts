import type { PasswordOwner } from './guessable-password.ts';
import { LONGEST_PASSWORD, hashPassword } from './hash-password.ts';
import {
  passwordCommon,
  passwordOwnName,
  passwordTooLong,
  passwordTooShort,
} from './passwords.errors.ts';

const SHORTEST_PASSWORD = 12;

/**
 * The hash of a password that somebody chose, if it is one that nobody guesses soon. It never has to be changed for
 * its age: who must think of a new one every month counts up a digit.
 *
 * @throws AppError `users.password_too_short`, `users.password_too_long`, `users.password_common` or
 *   `users.password_own_name`
 */
export async function hashNewPassword(password: string, owner: PasswordOwner): Promise<string> {
  // As people count: an emoji is one character.
  const { length } = [...password.normalize('NFC')];
  if (length < SHORTEST_PASSWORD) throw passwordTooShort(SHORTEST_PASSWORD);
  if (password.length > LONGEST_PASSWORD) throw passwordTooLong(LONGEST_PASSWORD);
  // Read when it is needed: the list is the larger part of this feature.
  const { whyGuessable } = await import('./guessable-password.ts');
  const why = whyGuessable(password, owner);
  if (why === 'common') throw passwordCommon();
  if (why === 'own_name') throw passwordOwnName();
  return await hashPassword(password);
}
