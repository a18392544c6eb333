/** A message for the question answerer. `question` is empty when only the prefix was sent. */
export interface AiQuestion {
  readonly prefix: string;
  readonly question: string;
}

/**
 * The longest of the prefixes that the text starts with, in any case, since phones write a first capital themselves.
 *
 * @param text as `normaliseText` gives it
 * @param prefixes of the enabled AI triggers
 */
export function matchAiPrefix(text: string, prefixes: readonly string[]): AiQuestion | undefined {
  let longest: string | undefined;
  for (const prefix of prefixes) {
    if (prefix === '' || prefix.length <= (longest?.length ?? 0)) continue;
    if (text.slice(0, prefix.length).toLowerCase() === prefix.toLowerCase()) longest = prefix;
  }
  if (longest === undefined) return undefined;
  return { prefix: longest, question: text.slice(longest.length).trim() };
}
