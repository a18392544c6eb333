import { answersResult } from './answers-result.ts';
import { askTags } from './ask-tags.ts';
import { resolveTags } from './resolve-tags.ts';
import { TOOL_INPUTS } from './tool-inputs.ts';
import { defineTool } from './tool.ts';

/** The present values of tags, as if each had been asked by its name. */
export const currentValuesTool = defineTool({
  name: 'current_values',
  description:
    'The present value of tags, by their exact names, each with its own unit, time and quality. A bad value has none: say so, with the last good one and its age.',
  input: TOOL_INPUTS.current_values,
  async run({ tags, source }, asking) {
    const resolved = await resolveTags(tags, source, asking);
    const answers = await askTags(
      resolved,
      (selection) => ({ type: 'value', ...selection }),
      {},
      asking,
    );
    return answersResult(answers, resolved, asking);
  },
});
