import { trendPicture } from '../../charts/index.ts';
import type { Answer, TrendAnswer } from '../../triggers/index.ts';
import { answersResult } from './answers-result.ts';
import { askTags } from './ask-tags.ts';
import { replyContextOf } from './reply-context-of.ts';
import { resolveTags } from './resolve-tags.ts';
import { toRange } from './to-range.ts';
import { TOOL_INPUTS } from './tool-inputs.ts';
import { defineTool } from './tool.ts';

/** How tags went over a range: in words, and as a picture. */
export const trendTool = defineTool({
  name: 'trend',
  description:
    'How up to six tags went over a range: a picture, and their last, least and greatest values. With compareWithBefore, the picture also shows the same hours of the days before. Use it when a person wants to see a trend, a graph or a chart.',
  input: TOOL_INPUTS.trend,
  async run({ tags, source, start, end, compareWithBefore }, asking) {
    const resolved = await resolveTags(tags, source, asking);
    const infos = resolved.map(({ tag }) => tag);
    const range = toRange({ start, end }, infos, asking.now);
    const answers = await askTags(
      resolved,
      (selection) => ({ type: 'trend', ...selection, range: '8h', compareWithBefore }),
      { range },
      asking,
    );
    const drawn = merge(answers.filter(({ kind }) => kind === 'trend') as TrendAnswer[]);
    const picture = drawn && trendPicture(drawn, replyContextOf(asking));
    return { ...answersResult(answers, resolved, asking), picture };
  },
});

/** Tags of several sources are drawn in one picture. */
function merge(answers: readonly Extract<Answer, { kind: 'trend' }>[]): TrendAnswer | undefined {
  const [first, ...others] = answers;
  if (!first || others.length === 0) return first;
  const before = answers.flatMap((one) => one.before?.outcomes ?? []);
  return {
    ...first,
    name: answers.map(({ name }) => name).join(', '),
    source: answers.map(({ source }) => source).join(', '),
    outcomes: answers.flatMap(({ outcomes }) => outcomes),
    latest: new Map(answers.flatMap(({ latest }) => [...(latest ?? [])])),
    averages: new Map(answers.flatMap(({ averages }) => [...(averages ?? [])])),
    before: first.before && { ...first.before, outcomes: before },
  };
}
