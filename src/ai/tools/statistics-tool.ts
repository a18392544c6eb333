import { plainText, say } from '../../replies/index.ts';
import { formatInstant } from '../../triggers/index.ts';
import { answersResult } from './answers-result.ts';
import { askStatistics } from './ask-statistics.ts';
import { joinReplies } from './join-replies.ts';
import { resolveTags } from './resolve-tags.ts';
import { siteTime } from './site-time.ts';
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
    const asked = await askStatistics(resolved, { statistics, range, bucket }, asking);
    const result = answersResult(asked.answers, resolved, asking);
    const silent = resolved.flatMap((one) => {
      const since = asked.silentSince(one);
      return since === undefined ? [] : [{ tag: one.tag.name, since }];
    });
    if (silent.length === 0) return result;
    const { language, timeZone, now } = asking;
    const notes = silent.map(({ tag, since }) => {
      const time = formatInstant(since, timeZone, language, now);
      return `${plainText(tag, 60)}: ${say(language, 'plainHeldSince', { time })}`;
    });
    // On the first page, where nobody can miss it.
    const note = { text: notes.join('\n'), facts: [] };
    const told = silent.map((one) => ({ ...one, since: siteTime(one.since, timeZone) }));
    return {
      ...result,
      reply: joinReplies(result.reply.rest ? [note, result.reply] : [result.reply, note], language),
      data: { ...(result.data as object), noNewValueSince: told },
    };
  },
});
