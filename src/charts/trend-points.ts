import type { Reading, SeriesOutcome, TagInfo } from '#sdk';
import { isNewer, isStale, newestFirst, say, type ReplyContext } from '../replies/index.ts';
import type { TrendAnswer } from '../triggers/index.ts';

/** One reading as it is drawn: a number, the name of a state, or null for what is not known from there on. */
export interface TrendPoint {
  readonly at: number;
  readonly value: number | string | null;
  readonly reading?: Reading;
}

type Answered = Extract<SeriesOutcome, { ok: true }>;

/**
 * A tag's readings as points, the oldest first.
 *
 * A source's plot ends with values it computed for the ends of the range. What it made of the newest value up to now is
 * left out: a line must not go on as if it had been measured. A state, or a value that holds until the next, does go on.
 */
export function trendPoints(
  outcome: Answered,
  answer: Pick<TrendAnswer, 'range' | 'latest'>,
  context: ReplyContext,
): readonly TrendPoint[] {
  const { tag, held, truncated } = outcome;
  const { now, language } = context;
  const latest = tag.future ? undefined : answer.latest?.get(tag.name);
  const toPoint = (reading: Reading, at = Date.parse(reading.timestamp)): TrendPoint => ({
    at,
    value: valueOf(reading, language),
    reading,
  });
  const start = Date.parse(answer.range.start);
  if (held && !isNewer(latest, held)) {
    const point = toPoint(held, start);
    if (!isHolding(tag, held)) return [{ ...point, value: null }];
    return [point, { ...point, at: Math.min(Date.parse(answer.range.end), now.getTime()) }];
  }
  const points = newestFirst(outcome.readings)
    .toReversed()
    .map((reading) => toPoint(reading));
  const known = truncated ? [{ at: start, value: null }, ...points] : points;
  if (!latest) return known;
  const newest = toPoint(latest);
  const upToLatest = known.filter(({ at }) => at <= newest.at);
  if (isHolding(tag, latest) && newest.value !== null) {
    return [...upToLatest, newest, { ...newest, at: Math.max(newest.at, known.at(-1)?.at ?? 0) }];
  }
  const end = isStale(latest, tag, now) ? [{ at: newest.at, value: null }] : [];
  return [...upToLatest, newest, ...end];
}

/** Whether a value is true until the next one. */
function isHolding(tag: TagInfo, reading: Reading): boolean {
  return tag.step || reading.state !== undefined || typeof reading.value === 'boolean';
}

function valueOf(
  { value, quality, state }: Reading,
  language: ReplyContext['language'],
): TrendPoint['value'] {
  if (quality === 'bad' || value === null) return null;
  if (state) return state.name;
  if (typeof value === 'boolean') return say(language, value ? 'yes' : 'no');
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  return value;
}
