import { AppError, type PlantEvent, type TimeRange } from '#sdk';
import type { Source } from '../../../data-sources/index.ts';
import {
  type BuiltReply,
  bold,
  paginate,
  plainText,
  type ReplyContext,
  type ReplyLine,
  say,
} from '../../../replies/index.ts';
import { formatRange } from '../../../triggers/index.ts';
import { noEvents } from '../../ai.errors.ts';
import { rangeData } from '../answer-data.ts';
import { replyContextOf } from '../reply-context-of.ts';
import { allowedSources, findSource } from '../resolve-tags.ts';
import { TOOL_INPUTS } from '../tool-inputs.ts';
import { defineTool, type ToolAsking } from '../tool.ts';
import { toRange } from '../to-range.ts';
import { eventData, eventLine } from './event-line.ts';
import { countFact } from './span-facts.ts';
import { ofOneKind, singularWords } from './event-words.ts';

/** Events counted of one source; more are said to be more. */
const COUNTED_MAX = 1_000;

interface SourceEvents {
  readonly source: Source;
  readonly events: readonly PlantEvent[];
  /** Whether there may be more than were counted. */
  readonly mayBeMore: boolean;
}

interface Failed {
  readonly source: Source;
  readonly error: AppError;
}

/** What the plant noted down over a range: trips, outages, alarms. */
export const eventsTool = defineTool({
  name: 'events',
  description:
    'Events that a system noted down, such as trips and outages, that overlap a range: how many of each kind, and each with its start, how long it lasted, what it happened to and the cause that was noted. "trips this month", "what happened last night". Words narrow it to kind and equipment: "mill trip unit 1".',
  input: TOOL_INPUTS.events,
  isOffered: (asking) => allowedSources(asking).some(({ connection }) => connection.events),
  async run({ start, end, words, limit, source }, asking) {
    const range = toRange({ start, end }, [], asking.now);
    const asked = source === undefined ? allowedSources(asking) : [findSource(source, asking)];
    const found = await askSources(asked, range, words, asking);
    const context = replyContextOf(asking);
    return {
      reply: replyOf(found, range, words, limit, context),
      data: dataOf(found, range, limit, asking),
      sourceIds: [...found.told, ...found.failed].map((one) => one.source.id),
    };
  },
});

interface Found {
  readonly told: readonly SourceEvents[];
  readonly failed: readonly Failed[];
}

/** A source that has no events is none of those asked; one that fails hides no other. */
async function askSources(
  sources: readonly Source[],
  range: TimeRange,
  words: string,
  { signal }: ToolAsking,
): Promise<Found> {
  const told: SourceEvents[] = [];
  const failed: Failed[] = [];
  const refused: AppError[] = [];
  await Promise.all(
    sources.map(async (source) => {
      const { events } = source.connection;
      if (!events) return;
      try {
        const query = { range, words: singularWords(words), limit: COUNTED_MAX };
        const all = await events(query, signal);
        const mayBeMore = all.length >= COUNTED_MAX;
        told.push({ source, events: ofOneKind(all, words), mayBeMore });
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        if (error.kind === 'invalid') refused.push(error);
        else failed.push({ source, error });
      }
    }),
  );
  if (told.length + failed.length > 0) return { told, failed };
  throw refused[0] ?? noEvents();
}

function replyOf(
  { told, failed }: Found,
  range: TimeRange,
  words: string,
  limit: number,
  context: ReplyContext,
): BuiltReply {
  const { language } = context;
  const all = newestFirst(told);
  const shown = all.slice(0, limit);
  const title = plainText(words, 60) || say(language, 'eventsTitle');
  const hidden = all.length - shown.length;
  return paginate({
    language,
    head: [{ text: bold(title) }, { text: formatRange(range, context) }],
    rows: [
      ...(told.length > 0 ? [countLine(told, range, words, context)] : []),
      ...shown.map(({ source, event }) => eventLine(source, event, context)),
      ...(hidden > 0 ? [{ text: say(language, 'eventsMore', { count: hidden }) }] : []),
      ...failed.map(({ source }) => ({
        text: say(language, 'sourceNoAnswer', { source: plainText(source.name, 60) }),
      })),
    ],
  });
}

/** `*12 events*: 9 Mill Trip, 3 Unit Trip`; those that began before are told apart, since they are not of this time. */
function countLine(
  told: readonly SourceEvents[],
  range: TimeRange,
  words: string,
  context: ReplyContext,
): ReplyLine {
  const { language } = context;
  const all = newestFirst(told);
  const began = all.filter(({ event }) => Date.parse(event.start) >= Date.parse(range.start));
  const before = all.length - began.length;
  const kinds = Map.groupBy(began, ({ event }) => event.template ?? event.name);
  const source = told.map((one) => one.source.name).join(', ');
  const count = (name: string, value: number) => countFact(source, name, value, range);
  const byKind = [...kinds].map(([kind, { length }]) => `${length} ${plainText(kind, 40)}`);
  const total = say(language, 'eventsCount', { count: began.length });
  const more = told.some((one) => one.mayBeMore) ? ` ${say(language, 'eventsAtLeast')}` : '';
  const list = kinds.size > 1 ? `: ${byKind.join(', ')}` : '';
  const earlier = before > 0 ? `. ${say(language, 'eventsFromBefore', { count: before })}` : '';
  return {
    text: `${bold(total)}${more}${list}${earlier}`,
    facts: [
      count(words || 'events', began.length),
      ...(kinds.size > 1 ? [...kinds].map(([kind, { length }]) => count(kind, length)) : []),
      ...(before > 0 ? [count(words || 'events', before)] : []),
    ],
  };
}

function newestFirst(told: readonly SourceEvents[]) {
  return told
    .flatMap(({ source, events }) => events.map((event) => ({ source: source.name, event })))
    .toSorted((a, b) => Date.parse(b.event.start) - Date.parse(a.event.start));
}

function dataOf({ told, failed }: Found, range: TimeRange, limit: number, asking: ToolAsking) {
  const all = newestFirst(told);
  const began = all.filter(({ event }) => Date.parse(event.start) >= Date.parse(range.start));
  return {
    ...rangeData(range, asking),
    beganInRange: began.length,
    beganBefore: all.length - began.length,
    ...(told.some((one) => one.mayBeMore) && { mayBeMore: true }),
    kinds: [...Map.groupBy(began, ({ event }) => event.template ?? event.name)].map(
      ([kind, { length }]) => ({ kind, count: length }),
    ),
    events: all
      .slice(0, limit)
      .map(({ source, event }) => ({ source, ...eventData(event, asking) })),
    failed: failed.map(({ source, error }) => ({ source: source.name, problem: error.message })),
  };
}
