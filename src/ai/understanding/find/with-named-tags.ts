import type { TagName } from '../../../tag-search/index.ts';
import type { ToolAsking } from '../../tools/index.ts';
import { readQuestion } from '../read-question.ts';
import type { Present } from '../time/when.ts';
import { findNamedTag } from './plant-tag.ts';

/**
 * The text with tags in place of people's names for them that the grammar would take apart: of `sent out load` it drops
 * the `out`. A name of a tag that the person may not use stays as it is.
 *
 * @param names the nearest to the person first
 */
export function withNamedTags(
  text: string,
  names: readonly TagName[],
  present: Present,
  asking: ToolAsking,
): string {
  return names.reduce((whole, name) => {
    const said = saidAs(name);
    if (!said.test(whole) || !losesWords(name, present)) return whole;
    const tag = findNamedTag(name.tag, asking);
    return tag?.sourceId === name.sourceId ? whole.replace(said, () => tag.name) : whole;
  }, text);
}

/** The words of a name side by side, whatever stands between them. */
function saidAs({ key }: TagName): RegExp {
  const words = key.split(' ').map((word) => RegExp.escape(word));
  return new RegExp(`(?<![\\p{L}\\p{N}])${words.join('[^\\p{L}\\p{N}]+')}(?![\\p{L}\\p{N}])`, 'iu');
}

function losesWords({ key }: TagName, present: Present): boolean {
  const [subject, ...others] = readQuestion(key, present).reading.subjects;
  const isWhole = others.length === 0 && subject?.words === key;
  // A unit in a name is found as a unit: another may be asked beside it.
  return !isWhole && subject?.area === undefined;
}
