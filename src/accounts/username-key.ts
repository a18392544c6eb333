/**
 * What two user names share that people would take for one: `Sari` and `sari`, or letters of another width. The log-in
 * still asks for the name exactly as it is.
 */
export function usernameKey(username: string): string {
  return username.normalize('NFKC').toLowerCase().trim();
}
