import type { Statistic } from '#sdk';
import {
  type BuiltReply,
  bold,
  paginate,
  plainText,
  type ReplyContext,
  say,
  titleLine,
} from '../../replies/index.ts';
import { formatInstant, formatRange } from '../../triggers/index.ts';
import { differenceOf, isOfSameUnit, numberOf, unitOf } from './difference-of.ts';
import { type Measured, measure } from './measure.ts';
import { measuredData } from './measured-data.ts';
import { measuredText } from './measured-text.ts';
import { replyContextOf } from './reply-context-of.ts';
import { resolveTags, sourceIdsOf } from './resolve-tags.ts';
import { TOOL_INPUTS } from './tool-inputs.ts';
import { defineTool, type ToolAsking } from './tool.ts';

type What = 'value' | Statistic;

/** The same number of several tags or periods, and how each differs from the first. */
export const compareTool = defineTool({
  name: 'compare',
  description:
    'Compares the same number of several tags (unit 1 and unit 2) or of one tag over several periods (today and yesterday): the present value, the value at start when what is value and an item has a start, or a time-weighted statistic over start to end. Gives each number, its difference from the first in the unit and in percent, and the highest. Numbers in different units are shown and not compared.',
  input: TOOL_INPUTS.compare,
  async run({ what, source, items }, asking) {
    const tags = items.map(({ tag }) => tag);
    const resolved = await resolveTags(tags, source, asking);
    const operands = resolved.map((one, index) => ({
      ...one,
      start: items[index]?.start,
      end: items[index]?.end,
    }));
    const measured = await measure(operands, what, asking);
    const context = replyContextOf(asking);
    const [first] = measured;
    const highest = highestOf(measured, what, context);
    return {
      reply: compareReply(measured, what, asking),
      data: {
        what,
        items: measured.map((one, index) => {
          const difference = index > 0 && first && differenceOf(one, first, what, context);
          return {
            ...measuredData(one, what, asking),
            ...(difference && { differenceFromFirst: difference }),
          };
        }),
        ...(highest && { highest: measured.indexOf(highest) + 1 }),
      },
      sourceIds: sourceIdsOf(resolved),
    };
  },
});

function compareReply(measured: readonly Measured[], what: What, asking: ToolAsking): BuiltReply {
  const context = replyContextOf(asking);
  const { language } = context;
  const [first] = measured;
  if (!first) return { text: '', facts: [] };
  const isOneTag = measured.every(
    (one) => one.tag.name === first.tag.name && one.source === first.source,
  );
  const isOneTime = measured.every((one) => timeText(one, asking) === timeText(first, asking));
  const statistic = what === 'value' ? say(language, 'plainValue') : say(language, what);
  const head = isOneTag
    ? [titleLine({ name: first.tag.name, description: first.tag.description }, context), statistic]
    : [bold(statistic)];
  if (isOneTime) head.push(timeText(first, asking));
  const highest = highestOf(measured, what, context);
  const label = (one: Measured) =>
    [
      ...(isOneTag ? [] : [plainText(one.tag.name, 60)]),
      ...(isOneTime ? [] : [timeText(one, asking)]),
    ].join(', ') || plainText(one.tag.name, 60);
  const rows = measured.map((one, index) => {
    const told = measuredText(one, what, context);
    const difference = index > 0 ? differenceOf(one, first, what, context)?.shown : undefined;
    const behind = difference === undefined ? '' : `  ${plainText(difference, 80)}`;
    return { text: `${label(one)}: ${told.text}${behind}`, facts: told.facts };
  });
  const foot = [
    ...(highest ? [say(language, 'plainHighest', { name: label(highest) })] : []),
    ...unitsNote(measured, asking),
  ];
  return paginate({
    language,
    head: head.map((text) => ({ text })),
    rows,
    foot: foot.map((text) => ({ text })),
  });
}

/** The one that is more than all others; undefined when they cannot be compared, or the two highest are written alike. */
function highestOf(
  measured: readonly Measured[],
  what: What,
  context: ReplyContext,
): Measured | undefined {
  const [first] = measured;
  const isComparable =
    first !== undefined &&
    measured.every((one) => numberOf(one) !== undefined && isOfSameUnit(one, first));
  if (!isComparable) return undefined;
  const [highest, next] = measured.toSorted((a, b) => (numberOf(b) ?? 0) - (numberOf(a) ?? 0));
  const isAlike = highest && next && differenceOf(next, highest, what, context)?.isNone;
  return isAlike ? undefined : highest;
}

/** That numbers in different units stand side by side, which nobody may miss. */
export function unitsNote(
  measured: readonly Measured[],
  { language }: ToolAsking,
): readonly string[] {
  const known = measured.filter((one) => typeof one.reading?.value === 'number');
  const [first] = known;
  if (!first || known.every((one) => isOfSameUnit(one, first))) return [];
  const units = [...new Set(known.map((one) => unitOf(one) ?? '–'))];
  const names = units.map((unit) => plainText(unit, 20)).join(', ');
  return [say(language, 'plainUnitsDiffer', { names })];
}

function timeText({ range, at }: Measured, asking: ToolAsking): string {
  const context = replyContextOf(asking);
  if (range) return formatRange(range, context);
  const { timeZone, language, now } = context;
  if (at !== undefined) return formatInstant(at, timeZone, language, now);
  return `${say(language, 'plainNow')}, ${formatInstant(now.toISOString(), timeZone, language, now)}`;
}
