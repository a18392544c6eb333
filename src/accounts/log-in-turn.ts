/** The turn of whatever decides by a user's row: a log-in, another password, a second factor, a lock. */
export function logInTurn(username: string): string {
  return `log-in ${username}`;
}
