import { say } from '../../../replies/index.ts';
import type { ToolAsking } from '../../tools/index.ts';
import { mayAskTags } from '../find/find-subject.ts';
import { isNameOfTag } from '../find/named-answers.ts';

/** One or two questions that this person may ask, for when a question could not be answered. */
export function exampleLines(asking: ToolAsking): readonly string[] {
  const { language, named } = asking;
  const names = named.filter(isNameOfTag).map(({ item }) => item.name);
  const [first] = names;
  if (first === undefined) return [say(language, 'knowsNothingToAsk')];
  const examples = [
    say(language, 'exampleNow', { name: first }),
    ...(mayAskTags(asking) ? [say(language, 'exampleAverage', { name: names[1] ?? first })] : []),
  ];
  return [say(language, 'knowsExamples'), ...examples.map((example) => `• ${example}`)];
}
