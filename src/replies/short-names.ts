import { plainText } from './message-text.ts';

const BORDER = /[_.\-:/ |#]/;

/**
 * Short names for tags shown together: the admin's own where there is one; otherwise, for names too long for a
 * phone's line, what tells them apart: `U1_MILL_A_STATUS` and `U1_MILL_B_STATUS` are `A` and `B`.
 *
 * @param longest the length up to which names stay whole; 0 shortens all that can be
 */
export function shortNames(
  tags: readonly string[],
  labels: Readonly<Record<string, string>> | undefined,
  longest: number,
): readonly string[] {
  const own = new Map(
    Object.entries(labels ?? {}).map(([tag, label]) => [tag.toLowerCase(), label]),
  );
  const isShortened = tags.length > 1 && tags.some((tag) => tag.length > longest);
  const start = isShortened ? commonStart(tags) : 0;
  const end = isShortened ? commonEnd(tags, start) : 0;
  return tags.map((tag) =>
    plainText(own.get(tag.toLowerCase()) ?? tag.slice(start, tag.length - end), 40),
  );
}

function commonStart(tags: readonly string[]): number {
  const [first = '', ...others] = tags;
  let start = 0;
  for (let index = 0; index < first.length; index += 1) {
    if (others.some((tag) => tag[index] !== first[index])) break;
    if (BORDER.test(first[index] ?? '')) start = index + 1;
  }
  return tags.every((tag) => tag.length > start) ? start : 0;
}

function commonEnd(tags: readonly string[], start: number): number {
  const [first = '', ...others] = tags;
  const shortest = Math.min(...tags.map((tag) => tag.length)) - start;
  let end = 0;
  for (let index = 1; index < shortest; index += 1) {
    if (others.some((tag) => tag.at(-index) !== first.at(-index))) break;
    if (BORDER.test(first.at(-index) ?? '')) end = index;
  }
  return end;
}
