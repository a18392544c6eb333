import { rangeMissing } from '../ai.errors.ts';
import { answersResult } from './answers-result.ts';
import { askTags } from './ask-tags.ts';
import { resolveTags } from './resolve-tags.ts';
import { toRange } from './to-range.ts';
import { TOOL_INPUTS } from './tool-inputs.ts';
import { defineTool } from './tool.ts';

/** Recorded values of tags, the newest first. */
export const historyTool = defineTool({
  name: 'history',
  description:
    'The recorded values of up to four tags, the newest first: of a range (start and end), the newest few of a range (with last), or the newest few whatever their time. For an average or an extreme use statistics instead; these values are not evenly spaced.',
  input: TOOL_INPUTS.history,
  async run({ tags, source, start, end, last }, asking) {
    if (end !== undefined && start === undefined) throw rangeMissing();
    const resolved = await resolveTags(tags, source, asking);
    const asked = start === undefined ? undefined : { start, end: end ?? asking.now.toISOString() };
    const infos = resolved.map(({ tag }) => tag);
    const range = asked && toRange(asked, infos, asking.now);
    const answers = await askTags(
      resolved,
      (selection) => ({ type: 'history', mode: 'recorded', ...selection }),
      { range, count: last },
      asking,
    );
    return answersResult(answers, resolved, asking);
  },
});
