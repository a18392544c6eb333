import type { Statistic } from '#sdk';
import { type BuiltReply, bold, paginate, plainText, say } from '../../replies/index.ts';
import { formatInstant, formatRange } from '../../triggers/index.ts';
import { unitsNote } from './compare-tool.ts';
import { numberOf } from './difference-of.ts';
import { type Measured, measure } from './measure.ts';
import { measuredData } from './measured-data.ts';
import { measuredText } from './measured-text.ts';
import { replyContextOf } from './reply-context-of.ts';
import { resolveTags, sourceIdsOf } from './resolve-tags.ts';
import { TOOL_INPUTS } from './tool-inputs.ts';
import { defineTool, type ToolAsking } from './tool.ts';

/** Without a good number shown at most; the others are counted. */
const UNRANKED_SHOWN = 10;

/** The highest or lowest of some tags, by their present value or a statistic. */
export const topTool = defineTool({
  name: 'top',
  description:
    'Ranks tags by their present value, or by a time-weighted statistic over start to end: the highest or the lowest few. Tags without a good number are listed apart, never ranked. All should be in the same unit.',
  input: TOOL_INPUTS.top,
  async run({ tags, source, by, order, limit, start, end }, asking) {
    const resolved = await resolveTags(tags, source, asking);
    const once = [
      ...new Map(resolved.map((one) => [`${one.source.id}\n${one.tag.name}`, one])).values(),
    ];
    const time = by === 'value' ? {} : { start, end };
    const operands = once.map((one) => ({ ...one, ...time }));
    const measured = await measure(operands, by, asking);
    const sign = order === 'highest' ? -1 : 1;
    const ranked = measured
      .filter((one) => numberOf(one) !== undefined)
      .toSorted((a, b) => sign * ((numberOf(a) ?? 0) - (numberOf(b) ?? 0)));
    const unranked = measured.filter((one) => numberOf(one) === undefined);
    return {
      reply: topReply({ ranked, unranked, by, order, limit }, asking),
      data: {
        by,
        order,
        ranked: ranked.slice(0, limit).map((one) => measuredData(one, by, asking)),
        rankedCount: ranked.length,
        notRanked: unranked.map((one) => measuredData(one, by, asking)),
        ...(unitsNote(ranked, asking).length > 0 && { unitsDiffer: true }),
      },
      sourceIds: sourceIdsOf(resolved),
    };
  },
});

function topReply(
  top: {
    readonly ranked: readonly Measured[];
    readonly unranked: readonly Measured[];
    readonly by: 'value' | Statistic;
    readonly order: 'highest' | 'lowest';
    readonly limit: number;
  },
  asking: ToolAsking,
): BuiltReply {
  const { ranked, unranked, by, order, limit } = top;
  const context = replyContextOf(asking);
  const { language, timeZone, now } = context;
  const shown = ranked.slice(0, limit);
  const what = say(language, by === 'value' ? 'plainValue' : by);
  const count = { count: shown.length, total: ranked.length };
  const title = say(language, order === 'highest' ? 'plainTopHighest' : 'plainTopLowest', count);
  const range = [...ranked, ...unranked][0]?.range;
  const time = range
    ? formatRange(range, context)
    : formatInstant(now.toISOString(), timeZone, language, now);
  const line = (one: Measured, number?: number) => {
    const told = measuredText(one, by, context);
    const place = number === undefined ? '' : `${number}. `;
    return { text: `${place}${plainText(one.tag.name, 60)}: ${told.text}`, facts: told.facts };
  };
  const apart = unranked.slice(0, UNRANKED_SHOWN);
  const more = unranked.length - apart.length;
  return paginate({
    language,
    head: [{ text: `${bold(title)} – ${what}` }, { text: time }],
    rows: [
      ...shown.map((one, index) => line(one, index + 1)),
      ...unitsNote(ranked, asking).map((text) => ({ text })),
      ...(apart.length > 0 ? [{ text: say(language, 'plainNotRanked') }] : []),
      ...apart.map((one) => line(one)),
      ...(more > 0 ? [{ text: say(language, 'plainMoreUnranked', { count: more }) }] : []),
    ],
  });
}
