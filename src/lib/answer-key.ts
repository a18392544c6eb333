/**
 * What two names must share to be the same name in a chat: lower case, without white space.
 * Lower-casing is that of no locale, so a Turkish machine gives the key every other machine gives.
 */
export function answerKey(name: string): string {
  return name.toLowerCase().replaceAll(/\s+/gu, '');
}
