import { type Fact, formatInstant, formatNumber, formatRange } from '../triggers/index.ts';
import type { BuiltReply, ReplyContext } from './built-reply.ts';
import { bold, plainText } from './message-text.ts';
import { paginate } from './paginate.ts';
import { say } from './say.ts';

/** A request to a data source, or a tool that was asked, as it was kept with the answer. */
export interface MadeRequest {
  readonly source?: string | undefined;
  /** `read`, `history`, …, or the tool's name. */
  readonly operation: string;
  /** How many tags it asked for at once. */
  readonly tags?: number | undefined;
  readonly ms: number;
  readonly ok: boolean;
}

/** Digits enough for what any source gives: a value as read is not rounded. */
const AS_READ = -15;
const FACTS_PER_PAGE = 15;

/**
 * Where the numbers of an answer come from: of each fact its tag, its value as read, instant, quality and source, and
 * what was asked for it.
 */
export function sourceReply(
  answer: {
    readonly asked: string;
    readonly facts: readonly Fact[];
    readonly requests: readonly MadeRequest[];
  },
  context: ReplyContext,
): BuiltReply {
  const { language } = context;
  const { asked, facts, requests } = answer;
  const title = say(language, 'sourceOf', { text: plainText(asked, 60) });
  return paginate({
    language,
    head: [{ text: title }],
    rows: facts.map((fact) => ({ text: factText(fact, context), facts: [fact] })),
    rowsPerPage: FACTS_PER_PAGE,
    foot: requests.map((request) => ({ text: requestText(request, context) })),
  });
}

function factText(fact: Fact, context: ReplyContext): string {
  const { tag, unit, quality, source, kind, start, end, timestamp } = fact;
  const { language, timeZone, now } = context;
  const value = valueText(fact, context);
  const shown = unit === null || fact.value === null ? value : `${value} ${plainText(unit, 20)}`;
  const range = start !== undefined && end !== undefined && formatRange({ start, end }, context);
  // Of a range the least and the greatest have an instant of their own, and nothing else has.
  const isMoment = !range || kind === 'minimum' || kind === 'maximum';
  const time = isMoment ? formatInstant(timestamp, timeZone, language, now, true) : range;
  const what = kind === 'value' ? '' : ` (${say(language, KINDS[kind])})`;
  const good = say(language, QUALITIES[quality]);
  return [
    `${bold(plainText(tag, 80))}${what} = ${shown}`,
    `${time} · ${good} · ${plainText(source, 60)}`,
    ...(isMoment && range ? [range] : []),
  ].join('\n');
}

const KINDS = {
  average: 'average',
  minimum: 'minimum',
  maximum: 'maximum',
  range: 'range',
  total: 'total',
  count: 'count',
  percentGood: 'percentGood',
  duration: 'sourceDuration',
} as const satisfies Record<Exclude<Fact['kind'], 'value'>, string>;

const QUALITIES = {
  good: 'qualityGood',
  bad: 'qualityBad',
  questionable: 'questionableShort',
  substituted: 'substitutedShort',
} as const;

function valueText({ value, state }: Fact, { language }: ReplyContext): string {
  if (value === null) return state === undefined ? '–' : plainText(state, 60);
  if (typeof value === 'number') return formatNumber(value, AS_READ, language);
  if (typeof value === 'boolean') return say(language, value ? 'yes' : 'no');
  return plainText(value, 200);
}

function requestText({ source, operation, tags, ms, ok }: MadeRequest, context: ReplyContext) {
  const { language } = context;
  const what = [
    operation,
    ...(tags === undefined ? [] : [say(language, 'sourceTags', { count: tags })]),
    ...(source === undefined ? [] : [plainText(source, 60)]),
    `${Math.round(ms)} ms`,
    ...(ok ? [] : [say(language, 'sourceFailedRequest')]),
  ];
  return say(language, 'sourceRequest', { what: what.join(' · ') });
}
