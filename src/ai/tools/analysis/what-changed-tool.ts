import {
  AppError,
  type PlantEvent,
  type Reading,
  type SeriesOutcome,
  type TagInfo,
  type TimeRange,
} from '#sdk';
import { cannot, type Source } from '../../../data-sources/index.ts';
import {
  type BuiltReply,
  bold,
  paginate,
  plainText,
  readingText,
  type ReplyContext,
  type ReplyLine,
  say,
  shortTime,
  toFact,
} from '../../../replies/index.ts';
import { instantInFuture } from '../../ai.errors.ts';
import { rangeData, readingData, tagData } from '../answer-data.ts';
import type { ResolvedTag } from '../resolve-tags.ts';
import { siteTime } from '../site-time.ts';
import { TOOL_INPUTS } from '../tool-inputs.ts';
import { defineTool, type ToolAsking } from '../tool.ts';
import { aboutTag, headOf, resolveTag, tagProblem } from './about-tag.ts';
import { eventData, eventLine } from './event-line.ts';
import { type Movement, movementOf, type StateChange, stateChanges } from './movements.ts';
import { readRecorded } from './read-recorded.ts';
import { sameUnitTags } from './same-unit-tags.ts';
import { instantFact } from './span-facts.ts';

const MINUTE_MS = 60_000;
/** What numbers did in these hours tells how far they usually go. */
const USUAL_MS = 6 * 60 * MINUTE_MS;
/** Values of each number, over the hours before and the time asked about. */
const SAMPLES = 420;
const CHANGES_SHOWN = 12;
const MOVERS_SHOWN = 5;
const EVENTS_SHOWN = 5;
const EVENTS_READ = 20;
/** A number that went no farther than this many times what it usually does did nothing worth telling. */
const MOVED_FROM = 3;

interface Found {
  /** The asked tag: how far it went, or into which states. */
  readonly own: Movement | undefined;
  readonly ownChanges: readonly StateChange[];
  readonly changes: readonly StateChange[];
  readonly movers: readonly Movement[];
  readonly events: readonly PlantEvent[];
  /** How many other tags were looked at. */
  readonly others: number;
}

/** What happened around an instant in the unit of a tag. It tells no cause. */
export const whatChangedTool = defineTool({
  name: 'what_changed',
  description:
    'What happened around an instant, for "why did load drop at 3": how the tag itself changed, events, states of the same unit that changed, and numbers of it that moved most compared with how far they usually go. These are things that happened around then; none of them is told to be the cause, and you must not either.',
  input: TOOL_INPUTS.what_changed,
  async run({ tag, source, at, minutesBefore, minutesAfter }, asking) {
    const resolved = await resolveTag(tag, source, asking);
    const atMs = Date.parse(at);
    const nowMs = asking.now.getTime();
    if (atMs > nowMs) throw instantInFuture(resolved.tag.name);
    const range = {
      start: new Date(atMs - minutesBefore * MINUTE_MS).toISOString(),
      end: new Date(Math.min(atMs + minutesAfter * MINUTE_MS, nowMs)).toISOString(),
    };
    return await aboutTag(resolved, asking, async (context) => {
      const own = await readRecorded(resolved, range, asking);
      if (!own.ok) return tagProblem(own, resolved, context);
      const found = await lookAround(resolved, own.readings, range, asking);
      return {
        reply: replyOf(found, resolved, range, context),
        data: dataOf(found, resolved, range, asking),
      };
    });
  },
});

async function lookAround(
  resolved: ResolvedTag,
  ownReadings: readonly Reading[],
  range: TimeRange,
  asking: ToolAsking,
): Promise<Found> {
  const { tag } = resolved;
  const others = sameUnitTags(resolved);
  const [recorded, sampled, events] = await Promise.all([
    readStates(resolved, others, range, asking),
    readSamples(resolved, others, range, asking),
    readEvents(resolved, range, asking),
  ]);
  const movers = sampled.flatMap((outcome) => {
    const isNumber = outcome.ok && outcome.tag.valueType === 'number';
    return isNumber ? (movementOf(outcome.tag, outcome.readings, range) ?? []) : [];
  });
  const own = { ok: true, tag, readings: ownReadings, truncated: false } as const;
  const isNumber = tag.valueType === 'number';
  return {
    own: isNumber ? movementOf(tag, ownReadings, range) : undefined,
    ownChanges: isNumber ? [] : stateChanges([own], [own], range),
    changes: stateChanges(recorded, sampled, range),
    movers: movers.filter(({ size }) => size >= MOVED_FROM).toSorted((a, b) => b.size - a.size),
    events,
    others: others.length,
  };
}

async function readStates(
  { source }: ResolvedTag,
  others: readonly TagInfo[],
  range: TimeRange,
  { signal }: ToolAsking,
): Promise<readonly SeriesOutcome[]> {
  const tags = others.filter(({ valueType }) => valueType === 'digital').map(({ name }) => name);
  if (tags.length === 0) return [];
  return await historyOf(source)({ tags, range, mode: 'recorded' }, signal);
}

/** Numbers and states at even distances, from hours before: where they were, and how far they usually go. */
async function readSamples(
  { source }: ResolvedTag,
  others: readonly TagInfo[],
  { start, end }: TimeRange,
  { signal }: ToolAsking,
): Promise<readonly SeriesOutcome[]> {
  const tags = others.map(({ name }) => name);
  if (tags.length === 0) return [];
  const startMs = Date.parse(start);
  const spanMs = Date.parse(end) - startMs + USUAL_MS;
  // A sample falls on the start, which is where changes are counted from.
  const intervalMs = Math.ceil(spanMs / SAMPLES / 1_000) * 1_000;
  const count = Math.floor(USUAL_MS / intervalMs);
  const range = { start: new Date(startMs - count * intervalMs).toISOString(), end };
  return await historyOf(source)({ tags, range, mode: 'interpolated', intervalMs }, signal);
}

async function readEvents(
  { source }: ResolvedTag,
  range: TimeRange,
  { signal }: ToolAsking,
): Promise<readonly PlantEvent[]> {
  try {
    return (await source.connection.events?.({ range, limit: EVENTS_READ }, signal)) ?? [];
  } catch (error) {
    // A source without events has none to tell.
    if (error instanceof AppError && error.kind === 'invalid') return [];
    throw error;
  }
}

function historyOf(source: Source): NonNullable<Source['connection']['history']> {
  const { history } = source.connection;
  if (!history) throw cannot(source.name, 'give past values');
  return history;
}

function replyOf(
  found: Found,
  { source, tag }: ResolvedTag,
  range: TimeRange,
  context: ReplyContext,
): BuiltReply {
  const { language } = context;
  const { own, ownChanges, changes, movers, events } = found;
  const title = (key: 'changedEvents' | 'changedStates' | 'changedMost') => ({
    text: bold(say(language, key)),
  });
  const ownLines = own
    ? [moveLine(own, source.name, context)]
    : ownChanges.map((change) => changeLine(change, source.name, context));
  const nothing = { text: say(language, 'changedNothing', { name: plainText(tag.name, 60) }) };
  const eventLines = events
    .slice(0, EVENTS_SHOWN)
    .map((event) => eventLine(source.name, event, context));
  const stateLines = changes
    .slice(0, CHANGES_SHOWN)
    .map((change) => changeLine(change, source.name, context));
  const moverLines = movers
    .slice(0, MOVERS_SHOWN)
    .map((movement) => moveLine(movement, source.name, context));
  const isQuiet = eventLines.length + stateLines.length + moverLines.length === 0;
  return paginate({
    language,
    head: headOf(tag, range, context),
    rows: [
      ...(ownLines.length > 0 ? ownLines : [nothing]),
      ...(eventLines.length > 0 ? [title('changedEvents'), ...eventLines] : []),
      ...(stateLines.length > 0 ? [title('changedStates'), ...stateLines] : []),
      ...(moverLines.length > 0 ? [title('changedMost'), ...moverLines] : []),
      { text: say(language, isQuiet ? 'changedQuiet' : 'changedNoCause') },
    ],
  });
}

/** `03:12  U1_LOAD_NET 590.1 → 483.2 MW`. */
function moveLine(
  { tag, before, after }: Movement,
  source: string,
  context: ReplyContext,
): ReplyLine {
  const told = {
    time: shortTime(after.timestamp, context),
    name: plainText(tag.name, 60),
    from: readingText({ ...before, unit: null }, { ...tag, unit: null }, context) ?? '–',
    to: readingText(after, tag, context) ?? '–',
  };
  return {
    text: say(context.language, 'changeLine', told),
    facts: [toFact(source, tag.name, before), toFact(source, tag.name, after)],
  };
}

/** `03:06  U1_MILL_C_STATUS Running → Tripped`. */
function changeLine(
  { tag, from, to, timestamp }: StateChange,
  source: string,
  context: ReplyContext,
): ReplyLine {
  const told = {
    time: shortTime(timestamp, context),
    name: plainText(tag.name, 60),
    from: plainText(from, 40),
    to: plainText(to, 40),
  };
  return {
    text: say(context.language, 'changeLine', told),
    facts: [instantFact(source, tag, to, timestamp)],
  };
}

function dataOf(found: Found, { source, tag }: ResolvedTag, range: TimeRange, asking: ToolAsking) {
  const { own, ownChanges, changes, movers, events } = found;
  return {
    source: source.name,
    ...tagData(tag),
    ...rangeData(range, asking),
    note: 'These things happened around then. None is known to be the cause.',
    itself: own ? moveData(own) : ownChanges.map(changeData),
    events: events.slice(0, EVENTS_SHOWN).map((event) => eventData(event, asking)),
    stateChanges: changes.slice(0, CHANGES_SHOWN).map(changeData),
    biggestMovers: movers.slice(0, MOVERS_SHOWN).map(moveData),
    otherTagsLookedAt: found.others,
  };

  function moveData({ tag: moved, before, after, size }: Movement) {
    return {
      ...tagData(moved),
      before: readingData(before, moved, asking),
      after: readingData(after, moved, asking),
      timesItsUsualChange: Math.round(size * 10) / 10,
    };
  }

  function changeData({ tag: changed, from, to, timestamp }: StateChange) {
    return { ...tagData(changed), from, to, time: siteTime(timestamp, asking.timeZone) };
  }
}
