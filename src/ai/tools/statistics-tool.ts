import { answersResult } from './answers-result.ts';
import { askStatistics } from './ask-statistics.ts';
import { resolveTags } from './resolve-tags.ts';
import { toRange } from './to-range.ts';
import { TOOL_INPUTS } from './tool-inputs.ts';
import { defineTool } from './tool.ts';

/** Time-weighted statistics of tags over a range, or over each of its buckets. */
export const statisticsTool = defineTool({
  name: 'statistics',
  description:
    'Time-weighted average, minimum, maximum, range (maximum minus minimum), total, count (of recorded values) and percentGood of tags over a range, or per bucket of it. Always computed here: never compute them from a history. A total is of a rate and in the amount: MW gives MWh, t/h gives t, m3/h gives m3; a tag whose unit is no rate has none. A percentGood under 100 means that the rest of the time had no good data.',
  input: TOOL_INPUTS.statistics,
  async run({ tags, source, statistics, start, end, bucket }, asking) {
    const resolved = await resolveTags(tags, source, asking);
    const infos = resolved.map(({ tag }) => tag);
    const range = toRange({ start, end }, infos, asking.now);
    const answers = await askStatistics(resolved, { statistics, range, bucket }, asking);
    return answersResult(answers, resolved, asking);
  },
});
