import type { TimeRange } from '#sdk';
import { type StateEntry, stateHistory, timeInCondition } from '#sdk/series';
import {
  type BuiltReply,
  bold,
  durationText,
  paginate,
  plainText,
  type ReplyContext,
  type ReplyLine,
  say,
  shortTime,
} from '../../../replies/index.ts';
import { noStates } from '../../ai.errors.ts';
import { rangeData, tagData } from '../answer-data.ts';
import type { ResolvedTag } from '../resolve-tags.ts';
import { siteTime } from '../site-time.ts';
import { TOOL_INPUTS } from '../tool-inputs.ts';
import { defineTool, type ToolAsking } from '../tool.ts';
import { toRange } from '../to-range.ts';
import { aboutTag, headOf, resolveTag, tagProblem } from './about-tag.ts';
import { holdsValues } from './condition-of.ts';
import { isStillSo } from './is-still-so.ts';
import { matchState } from './match-state.ts';
import { readRecorded, type RecordedSeries } from './read-recorded.ts';
import { countFact, durationFact, instantFact } from './span-facts.ts';
import { unknownLine } from './unknown-line.ts';

/** More states than this are no states: it is a number or a text that moves. */
const STATES_MAX = 30;
/** Entries a model is told of. */
const ENTRIES_MAX = 50;

/** How long a tag was in each of its states over a range, and how often and when it came into them. */
export const stateHistoryTool = defineTool({
  name: 'state_history',
  description:
    'How long a digital tag was in each state over a range, how often it came into each and when: "how often did mill A trip", "how long was it stopped". Give a state to get each of its periods. A state that held at the start was not entered.',
  input: TOOL_INPUTS.state_history,
  async run({ tag, source, start, end, state }, asking) {
    const resolved = await resolveTag(tag, source, asking);
    if (!holdsValues(resolved.tag)) throw noStates(resolved.tag.name);
    const range = toRange({ start, end }, [resolved.tag], asking.now);
    return await aboutTag(resolved, asking, async (context) => {
      const series = await readRecorded(resolved, range, asking);
      if (!series.ok) return tagProblem(series, resolved, context);
      const found = examine(series, range, asking, state);
      return {
        reply: replyOf(found, resolved, range, context),
        data: dataOf(found, resolved, range, asking),
      };
    });
  },
});

type Examined = ReturnType<typeof examine>;

function examine(
  series: Extract<RecordedSeries, { ok: true }>,
  range: TimeRange,
  asking: ToolAsking,
  asked: string | undefined,
) {
  const nowMs = series.tag.future ? Infinity : asking.now.getTime();
  const history = stateHistory(series.readings, range, nowMs);
  const names = history.states.map(({ state }) => state);
  const name = asked === undefined ? undefined : (matchState(asked, names) ?? asked);
  const only = history.states.find(({ state }) => state === name);
  const periods =
    name === undefined
      ? []
      : timeInCondition(series.readings, { equals: name }, range, { step: true, nowMs }).periods;
  return { ...history, tag: series.tag, name, only, periods };
}

function replyOf(
  found: Examined,
  { source }: ResolvedTag,
  range: TimeRange,
  context: ReplyContext,
): BuiltReply {
  const { language } = context;
  const { tag, name } = found;
  const rows =
    name === undefined
      ? found.states
          .slice(0, STATES_MAX)
          .map((entry) => stateLine(entry, source.name, tag.name, range, context))
      : onlyState(found, source.name, range, context);
  const unknown = unknownLine(found.unknownMs, source.name, tag.name, range, context);
  const empty = found.states.length === 0 ? [{ text: say(language, 'nothingKnown') }] : [];
  return paginate({
    language,
    head: headOf(tag, range, context),
    rows: [...(found.states.length === 0 ? empty : rows), ...unknown],
  });
}

/** `*Tripped*: 1 h 30 min, 2 times, last 12 Nov 01:40`. */
function stateLine(
  { state, totalMs, entries }: StateEntry,
  source: string,
  tag: string,
  range: TimeRange,
  context: ReplyContext,
): ReplyLine {
  const { language } = context;
  const last = entries.at(-1);
  const duration = durationText(totalMs, language);
  const text = say(language, 'stateTotal', { state: bold(plainText(state, 60)), duration });
  const entered =
    last === undefined
      ? ''
      : say(language, 'stateEntered', { count: entries.length, time: shortTime(last, context) });
  return {
    text: `${text}${entered}`,
    facts: [
      durationFact(source, tag, totalMs, range),
      countFact(source, tag, entries.length, range),
      ...(last === undefined ? [] : [instantFact(source, { name: tag, unit: null }, state, last)]),
    ],
  };
}

function onlyState(
  { tag, name = '', only, periods, states }: Examined,
  source: string,
  range: TimeRange,
  context: ReplyContext,
): readonly ReplyLine[] {
  const { language } = context;
  const state = plainText(only?.state ?? name, 60);
  const count = countFact(source, tag.name, only?.entries.length ?? 0, range);
  if (!only) {
    const names = states.map((each) => plainText(each.state, 40)).join(', ');
    return [
      {
        text: say(language, 'stateNever', { state, names }),
        facts: [count, durationFact(source, tag.name, 0, range)],
      },
    ];
  }
  const times = say(language, 'stateTimes', { count: only.entries.length });
  const duration = durationText(only.totalMs, language);
  const wasAlready = periods[0]?.start === range.start && only.entries[0] !== range.start;
  return [
    {
      text: say(language, 'stateAsked', { state, times, duration }),
      facts: [count, durationFact(source, tag.name, only.totalMs, range)],
    },
    ...(wasAlready ? [{ text: say(language, 'stateBefore', { state }) }] : []),
    ...periods.toReversed().map((period): ReplyLine => {
      const lastedMs = Date.parse(period.end) - Date.parse(period.start);
      const isOpen = isStillSo(period, range, context.now);
      const told = {
        time: shortTime(period.start, context),
        duration: durationText(lastedMs, language),
      };
      return {
        text: say(language, isOpen ? 'periodOpen' : 'period', told),
        facts: [
          instantFact(source, { name: tag.name, unit: null }, only.state, period.start),
          durationFact(source, tag.name, lastedMs, period),
        ],
      };
    }),
  ];
}

function dataOf(found: Examined, { source }: ResolvedTag, range: TimeRange, asking: ToolAsking) {
  const { name, only } = found;
  const shown = name === undefined ? found.states.slice(0, STATES_MAX) : only ? [only] : [];
  return {
    source: source.name,
    ...tagData(found.tag),
    ...rangeData(range, asking),
    ...(name !== undefined && { state: name, happened: only !== undefined }),
    states: shown.map(({ state, totalMs, entries }) => ({
      state,
      seconds: totalMs / 1_000,
      shown: durationText(totalMs, asking.language),
      times: entries.length,
      enteredAt: entries.slice(-ENTRIES_MAX).map((entry) => siteTime(entry, asking.timeZone)),
    })),
    ...(name !== undefined && {
      periods: found.periods.slice(-ENTRIES_MAX).map((period) => rangeData(period, asking)),
      otherStates: found.states.filter((each) => each !== only).map(({ state }) => state),
    }),
    unknownSeconds: found.unknownMs / 1_000,
  };
}
