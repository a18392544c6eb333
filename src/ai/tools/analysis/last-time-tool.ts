import {
  type BuiltReply,
  bold,
  durationText,
  paginate,
  type ReplyContext,
  type ReplyLine,
  say,
} from '../../../replies/index.ts';
import { formatMinute } from '../../../triggers/index.ts';
import { rangeInFuture } from '../../ai.errors.ts';
import { rangeData, tagData } from '../answer-data.ts';
import type { ResolvedTag } from '../resolve-tags.ts';
import { siteTime } from '../site-time.ts';
import { TOOL_INPUTS } from '../tool-inputs.ts';
import { defineTool, type ToolAsking } from '../tool.ts';
import { aboutTag, headOf, resolveTag, tagProblem } from './about-tag.ts';
import { conditionText } from './condition-text.ts';
import { isStillSo } from './is-still-so.ts';
import { findLastPeriod, type LastPeriod } from './last-period.ts';
import { durationFact, instantFact } from './span-facts.ts';

/** When a condition last held: since when, until when, or that it still does. */
export const lastTimeTool = defineTool({
  name: 'last_time',
  description:
    'When a condition last held: "when was mill B last tripped", "when was load last above 600", "when did it last reach 600" (atLeast). Gives when it began and until when it lasted, or that it still holds. Looks up to a year back and says how far it looked when there was nothing.',
  input: TOOL_INPUTS.last_time,
  async run({ tag, source, condition, before }, asking) {
    const resolved = await resolveTag(tag, source, asking);
    const until = new Date(Math.min(before ? Date.parse(before) : Infinity, asking.now.getTime()));
    if (!(until.getTime() > 0)) throw rangeInFuture();
    return await aboutTag(resolved, asking, async (context) => {
      const found = await findLastPeriod(resolved, condition, until, asking);
      if ('ok' in found) return tagProblem(found, resolved, context);
      return {
        reply: replyOf(found, resolved, until, context),
        data: dataOf(found, resolved, until, asking),
      };
    });
  },
});

function replyOf(
  found: LastPeriod,
  { source, tag }: ResolvedTag,
  until: Date,
  context: ReplyContext,
): BuiltReply {
  const { language } = context;
  const what = conditionText(found.condition, tag.unit, context);
  const { period } = found;
  const gaps = found.hasGaps ? [{ text: say(language, 'lookedHasGaps') }] : [];
  const head = headOf(tag, undefined, context);
  if (!period) {
    const time = formatMinute(found.lookedFrom, context);
    const text = say(language, 'lastTimeNever', { what, time });
    return paginate({ language, head, rows: [{ text }, ...gaps] });
  }
  const isStill = isStillSo(period, { ...period, end: until.toISOString() }, context.now);
  const lastedMs = Date.parse(period.end) - Date.parse(period.start);
  const told = {
    what,
    start: bold(formatMinute(period.start, context)),
    end: formatMinute(period.end, context),
    duration: durationText(lastedMs, language),
  };
  const key = found.isFromBefore
    ? isStill
      ? 'lastTimeAlways'
      : 'lastTimeUntil'
    : isStill
      ? 'lastTimeStill'
      : lastedMs === 0
        ? 'lastTimeTouched'
        : 'lastTime';
  const value = found.condition.equals ?? found.first?.value ?? null;
  const at = found.condition.equals === undefined ? found.first?.timestamp : period.start;
  const line: ReplyLine = {
    text: say(language, key, told),
    facts: [
      ...(at === undefined ? [] : [instantFact(source.name, tag, value, at)]),
      durationFact(source.name, tag.name, lastedMs, period),
    ],
  };
  return paginate({ language, head, rows: [line, ...(found.isFromBefore ? gaps : [])] });
}

function dataOf(found: LastPeriod, { source, tag }: ResolvedTag, until: Date, asking: ToolAsking) {
  const { period, condition } = found;
  return {
    source: source.name,
    ...tagData(tag),
    condition,
    lookedFrom: siteTime(found.lookedFrom, asking.timeZone),
    lookedUntil: siteTime(until.toISOString(), asking.timeZone),
    happened: period !== undefined,
    ...(period && {
      ...rangeData(period, asking),
      seconds: (Date.parse(period.end) - Date.parse(period.start)) / 1_000,
      stillSo: isStillSo(period, { ...period, end: until.toISOString() }, asking.now),
      beganBeforeThat: found.isFromBefore,
    }),
    ...(found.hasGaps && { someTimeHasNoGoodData: true }),
  };
}
