import { AppError, type Reading, type TagInfo, type TimeRange } from '#sdk';
import { cannot } from '../../../data-sources/index.ts';
import { tooManyValues } from '../../ai.errors.ts';
import type { ResolvedTag } from '../resolve-tags.ts';
import type { ToolAsking } from '../tool.ts';

/** All that was recorded of a tag over a range, or why it could not be read. */
export type RecordedSeries =
  | { readonly ok: true; readonly tag: TagInfo; readonly readings: readonly Reading[] }
  | { readonly ok: false; readonly name: string; readonly error: AppError };

type Ask = Pick<ToolAsking, 'now' | 'signal'>;

/** What a small box holds in memory beside its other work, and a source hands over before nobody waits any more. */
const VALUES_MAX = 400_000;
/** A range that ends within this of the present is meant to reach up to it. */
const UP_TO_NOW_MS = 2_000;

/**
 * Every value recorded over a range, oldest first, with the ones around it that tell what was at its edges: the one
 * before its start and, for a signal that moves between its values, where its line is at the end. A source that gives
 * the newest part only is asked for the rest.
 *
 * @throws AppError `ai.too_many_values` when they cannot all be read: a part of them would give a wrong number
 */
export async function readRecorded(
  resolved: ResolvedTag,
  range: TimeRange,
  asking: Ask,
): Promise<RecordedSeries> {
  const [within, before, after] = await Promise.all([
    readWithin(resolved, range, asking),
    readBefore(resolved, range.start, asking),
    readAt(resolved, range.end, asking),
  ]);
  if (!within.ok) return within;
  const startMs = Date.parse(range.start);
  const earlier = before.filter(({ timestamp }) => Date.parse(timestamp) < startMs);
  return { ...within, readings: [...earlier, ...within.readings, ...after] };
}

async function readWithin(
  { source, tag }: ResolvedTag,
  { start, end }: TimeRange,
  { signal }: Ask,
): Promise<RecordedSeries> {
  const { history } = source.connection;
  if (!history) throw cannot(source.name, 'give past values');
  let newer: readonly Reading[] = [];
  for (let until = end; ;) {
    const query = { tags: [tag.name], range: { start, end: until }, mode: 'recorded' } as const;
    const [outcome] = await history(query, signal);
    if (!outcome) throw cannot(source.name, `give past values of ${tag.name}`);
    if (!outcome.ok) return outcome;
    const { readings, truncated } = outcome;
    if (!truncated) return { ok: true, tag: outcome.tag, readings: [...readings, ...newer] };
    // Of the oldest instant some values may be missing: they all come again with the next part.
    const oldest = readings[0]?.timestamp ?? until;
    const whole = readings.filter(({ timestamp }) => timestamp !== oldest);
    newer = [...whole, ...newer];
    if (whole.length === 0 || newer.length > VALUES_MAX) throw tooManyValues(tag.name);
    until = oldest;
  }
}

/** Two, since one may be of the instant itself. */
async function readBefore(
  { source, tag }: ResolvedTag,
  instant: string,
  { signal }: Ask,
): Promise<readonly Reading[]> {
  const start = new Date(Date.parse(instant) - 1).toISOString();
  const range = { start, end: instant };
  const query = { tags: [tag.name], range, mode: 'recorded', last: 2 } as const;
  const [outcome] = (await source.connection.history?.(query, signal)) ?? [];
  return outcome?.ok ? outcome.readings : [];
}

async function readAt(
  { source, tag }: ResolvedTag,
  instant: string,
  { now, signal }: Ask,
): Promise<readonly Reading[]> {
  const isMoving = tag.valueType === 'number' && !tag.step;
  if (!isMoving || Date.parse(instant) > now.getTime() - UP_TO_NOW_MS) return [];
  const range = { start: instant, end: new Date(Date.parse(instant) + 1_000).toISOString() };
  const query = { tags: [tag.name], range, mode: 'interpolated', intervalMs: 1_000 } as const;
  try {
    const [outcome] = (await source.connection.history?.(query, signal)) ?? [];
    return outcome?.ok ? outcome.readings.slice(0, 1) : [];
  } catch (error) {
    // A source that cannot interpolate leaves the last value holding up to the end.
    if (error instanceof AppError && error.kind === 'invalid') return [];
    throw error;
  }
}
