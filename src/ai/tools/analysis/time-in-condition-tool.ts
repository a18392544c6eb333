import type { Reading, TagInfo, TimeRange } from '#sdk';
import { type TimeInCondition, timeInCondition } from '#sdk/series';
import {
  type BuiltReply,
  bold,
  durationText,
  isStale,
  paginate,
  type ReplyContext,
  type ReplyLine,
  say,
  shortTime,
} from '../../../replies/index.ts';
import { formatNumber, formatRange } from '../../../triggers/index.ts';
import { rangeData, tagData } from '../answer-data.ts';
import type { ResolvedTag } from '../resolve-tags.ts';
import { siteTime } from '../site-time.ts';
import { type Condition, TOOL_INPUTS } from '../tool-inputs.ts';
import { defineTool, type ToolAsking } from '../tool.ts';
import { toRange } from '../to-range.ts';
import { aboutTag, headOf, resolveTag, tagProblem } from './about-tag.ts';
import { holdsValues, withState } from './condition-of.ts';
import { conditionText } from './condition-text.ts';
import { readRecorded } from './read-recorded.ts';
import { countFact, durationFact, shareFact } from './span-facts.ts';
import { isStillSo } from './is-still-so.ts';
import { unknownLine } from './unknown-line.ts';

const PERIODS_MAX = 50;

interface Found extends TimeInCondition {
  readonly tag: TagInfo;
  readonly condition: Condition;
  /** The last value, when it is so old that nobody knows whether it still holds. */
  readonly stale: Reading | undefined;
}

/** How long, how often and when a condition held over a range. */
export const timeInConditionTool = defineTool({
  name: 'time_in_condition',
  description:
    'How long a condition held over a range, in how many periods, the longest with its times: "how long was load above 500 yesterday", "not above 540" (atMost). A crossing between two recorded values is found by interpolation. Time with bad or missing data is told apart and is neither in nor out.',
  input: TOOL_INPUTS.time_in_condition,
  async run({ tag, source, condition, start, end }, asking) {
    const resolved = await resolveTag(tag, source, asking);
    const range = toRange({ start, end }, [resolved.tag], asking.now);
    return await aboutTag(resolved, asking, async (context) => {
      const series = await readRecorded(resolved, range, asking);
      if (!series.ok) return tagProblem(series, resolved, context);
      const { readings } = series;
      const nowMs = series.tag.future ? Infinity : asking.now.getTime();
      const meant = withState(condition, readings);
      const options = { step: holdsValues(series.tag), nowMs };
      const last = readings.at(-1);
      const isUpToNow = isStillSo(range, range, asking.now);
      const found = {
        ...timeInCondition(readings, meant, range, options),
        tag: series.tag,
        condition: meant,
        stale: last && isUpToNow && isStale(last, series.tag, asking.now) ? last : undefined,
      };
      return {
        reply: replyOf(found, resolved, range, context),
        data: dataOf(found, resolved, range, asking),
      };
    });
  },
});

function replyOf(
  found: Found,
  { source }: ResolvedTag,
  range: TimeRange,
  context: ReplyContext,
): BuiltReply {
  const { language } = context;
  const { tag, totalMs, share, periods, longest, condition, stale } = found;
  const what = conditionText(condition, tag.unit, context);
  const unknown = unknownLine(found.unknownMs, source.name, tag.name, range, context);
  const note = stale
    ? [{ text: say(language, 'heldFromStale', { time: shortTime(stale.timestamp, context) }) }]
    : [];
  if (share === null) {
    const rows = [{ text: say(language, 'nothingKnown') }, ...unknown];
    return paginate({ language, head: headOf(tag, range, context), rows });
  }
  const percent = formatNumber(share * 100, -3, language);
  const wording = unknown.length > 0 ? 'conditionShareKnown' : 'conditionShare';
  const total: ReplyLine = {
    text: `${bold(durationText(totalMs, language))} ${say(language, wording, { what, percent })}`,
    facts: [
      durationFact(source.name, tag.name, totalMs, range),
      shareFact(source.name, tag.name, share, range),
    ],
  };
  return paginate({
    language,
    head: headOf(tag, range, context),
    rows: [total, ...(longest ? [periodsLine(longest)] : []), ...stillLine(), ...unknown, ...note],
  });

  function periodsLine(most: TimeRange): ReplyLine {
    const lastedMs = Date.parse(most.end) - Date.parse(most.start);
    const told = {
      count: periods.length,
      duration: durationText(lastedMs, language),
      range: formatRange(most, context),
    };
    return {
      text: say(language, 'conditionPeriods', told),
      facts: [
        countFact(source.name, tag.name, periods.length, range),
        durationFact(source.name, tag.name, lastedMs, most),
      ],
    };
  }

  function stillLine(): readonly ReplyLine[] {
    const last = periods.at(-1);
    const isStill = last && !stale && !tag.future && isStillSo(last, range, context.now);
    return isStill ? [{ text: say(language, 'conditionStill') }] : [];
  }
}

function dataOf(found: Found, { source }: ResolvedTag, range: TimeRange, asking: ToolAsking) {
  const { totalMs, unknownMs, share, periods, longest, condition, stale } = found;
  return {
    source: source.name,
    ...tagData(found.tag),
    ...rangeData(range, asking),
    condition,
    seconds: totalMs / 1_000,
    shown: durationText(totalMs, asking.language),
    percentOfKnownTime: share === null ? null : share * 100,
    unknownSeconds: unknownMs / 1_000,
    periodCount: periods.length,
    longest: longest && rangeData(longest, asking),
    periods: periods.slice(-PERIODS_MAX).map((period) => rangeData(period, asking)),
    ...(stale && { lastValueHeldSince: siteTime(stale.timestamp, asking.timeZone) }),
  };
}
