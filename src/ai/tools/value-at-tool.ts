import { triggerReply } from '../../replies/index.ts';
import { failedData, problemData, readingData, tagData } from './answer-data.ts';
import { joinReplies } from './join-replies.ts';
import { readValuesAt, type ValuesAt } from './read-values-at.ts';
import { replyContextOf } from './reply-context-of.ts';
import { resolveTags, sourceIdsOf } from './resolve-tags.ts';
import { siteTime } from './site-time.ts';
import { TOOL_INPUTS } from './tool-inputs.ts';
import { defineTool, type ToolAsking } from './tool.ts';
import { valueAtReply } from './value-at-reply.ts';

/** What tags were at an instant of the past; forecasts also what they will be. */
export const valueAtTool = defineTool({
  name: 'value_at',
  description:
    'The value of tags at one instant of the past: interpolated for what moves continuously, what held then for steps and states. Its time is that instant. For the present use current_values.',
  input: TOOL_INPUTS.value_at,
  async run({ tags, source, at }, asking) {
    const resolved = await resolveTags(tags, source, asking);
    const instant = new Date(at);
    const found = await readValuesAt(resolved, instant, asking);
    const context = replyContextOf(asking);
    const replies = found.map((one) =>
      one.kind === 'failed'
        ? triggerReply(one.answer, context)
        : valueAtReply(one.outcomes, one.source.name, instant, context),
    );
    const data = found.map((one) => dataOf(one, asking));
    return {
      reply: joinReplies(replies, asking.language),
      data: { at: siteTime(instant.toISOString(), asking.timeZone), sources: data },
      sourceIds: sourceIdsOf(resolved),
    };
  },
});

function dataOf(found: ValuesAt, asking: ToolAsking): object {
  if (found.kind === 'failed') return failedData(found.answer, asking);
  return {
    source: found.source.name,
    values: found.outcomes.map((outcome) => {
      if (!outcome.ok) return problemData(outcome);
      const { tag, reading, heldSince } = outcome;
      // How old it is and whether that is stale is asked of a present value only.
      const { ageSeconds: _age, stale: _stale, ...then } = readingData(reading, tag, asking);
      return {
        ...tagData(tag),
        ...then,
        ...(heldSince !== undefined && { heldSince: siteTime(heldSince, asking.timeZone) }),
      };
    }),
  };
}
