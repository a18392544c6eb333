import { type MessageArguments, parseArguments, type ArgumentsContext } from './parse-arguments.ts';

/** One way to read `<tag> [range]`: the tag may exist or not. */
export interface TagAndRange {
  readonly tag: string;
  readonly arguments: MessageArguments;
}

const TEXT_LENGTH_MAX = 200;
const RANGE_WORDS_MAX = 8;

/**
 * The ways to read a tag's name with a range after it, the longest name first: names hold blanks, digits and even
 * what looks like a range, so only whoever knows the tags can tell which is meant.
 *
 * @param text as `normaliseText` gives it, such as `U1_LOAD_NET 8 jam terakhir`
 */
export function splitTagAndRange(text: string, context: ArgumentsContext): readonly TagAndRange[] {
  if (text === '' || text.length > TEXT_LENGTH_MAX) return [];
  const ways: TagAndRange[] = [{ tag: text, arguments: {} }];
  const blanks = [...text.matchAll(/ /g)].map((blank) => blank.index).toReversed();
  for (const blank of blanks.slice(0, RANGE_WORDS_MAX)) {
    const read = parseArguments(text.slice(blank + 1), context);
    if (read.ok) ways.push({ tag: text.slice(0, blank), arguments: read.arguments });
  }
  return ways;
}
