import { detectLanguage } from '../../../grammar/index.ts';
import { say } from '../../../replies/index.ts';
import type { ToolAsking } from '../../tools/index.ts';
import { mayAskTags } from '../find/find-subject.ts';
import { findNamedTag } from '../find/plant-tag.ts';
import { isNameOfTag } from '../find/named-answers.ts';

/** One or two questions that this person may ask, for when a question could not be answered. */
export function exampleLines(asking: ToolAsking): readonly string[] {
  const { language, named } = asking;
  const all = named
    .filter((entry) => isNameOfTag(entry) && isNumber(entry, asking))
    .map(({ item }) => item.name);
  const inLanguage = all.filter((name) => detectLanguage(name) === language);
  const inNone = all.filter((name) => detectLanguage(name) === undefined);
  const names = [...inLanguage, ...inNone, ...all];
  const [first] = names;
  if (first === undefined) return [say(language, 'knowsNothingToAsk')];
  const examples = [
    say(language, 'exampleNow', { name: first }),
    ...(mayAskTags(asking) ? [say(language, 'exampleAverage', { name: first })] : []),
  ];
  return [say(language, 'knowsExamples'), ...examples.map((example) => `• ${example}`)];
}

/** Whether the tag behind a name holds numbers, as far as that can be seen. */
function isNumber(entry: ToolAsking['named'][number], asking: ToolAsking): boolean {
  const tag = entry.kind === 'trigger' ? entry.item.firstTag : undefined;
  const found = tag === undefined ? undefined : findNamedTag(tag, asking);
  return found === undefined || found.valueType === 'number';
}
