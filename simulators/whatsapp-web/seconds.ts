/** An instant as stanzas have it. */
export function toSeconds(at: Date = new Date()): string {
  return Math.floor(at.getTime() / 1000).toString();
}
