import { distance } from 'fastest-levenshtein';
import { searchTags } from '../../tag-search/index.ts';
import type { ToolAsking } from './tool.ts';

const NEAR_SHOWN = 3;
const LOOKED_AT = 20;
/** Of a longer name, the first words tell enough of what was meant. */
const WORDS_MAX = 5;

/**
 * Names of tags that somebody may have meant by one there is none of, the nearest first: those that have all its words,
 * or all but one, that being where the slip is. Only of sources the person may use; reads memory only.
 */
export function nearNames(
  tag: string,
  asking: Pick<ToolAsking, 'sources' | 'rights'>,
): readonly string[] {
  const words = tag.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
  const some = words.slice(0, WORDS_MAX);
  const without = some.length < 2 ? [] : some.map((_, index) => some.toSpliced(index, 1));
  const found = [some, ...without].flatMap((wanted) =>
    wanted.length === 0 ? [] : searchTags(asking, wanted.join(' '), LOOKED_AT),
  );
  const names = [...new Set(found.map((one) => one.tag.name))];
  const typed = tag.toLowerCase();
  const slips = new Map(names.map((name) => [name, distance(typed, name.toLowerCase())]));
  return names.toSorted((a, b) => (slips.get(a) ?? 0) - (slips.get(b) ?? 0)).slice(0, NEAR_SHOWN);
}
