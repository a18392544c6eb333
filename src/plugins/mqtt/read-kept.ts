import type {
  AppError,
  HistoryQuery,
  Reading,
  SeriesOutcome,
  SummaryBucket,
  SummaryOutcome,
  SummaryQuery,
} from '#sdk';
import { bucketEdges, interpolate, reduceForPlot, summariseRecorded } from '#sdk/series';
import { notKeptSince, notNumeric, nothingKept, rangeBackwards } from './mqtt.errors.ts';
import { resolveTags } from './resolve-tags.ts';
import type { SourceParts } from './source-parts.ts';
import type { StoredTag } from './tag-store.ts';

const DEFAULT_PLOT_INTERVALS = 300;
const DEFAULT_SAMPLES = 100;
/** Of one answer: what a small box sends to a phone or draws. */
const MAX_SAMPLES = 100_000;

/**
 * Values of the last minutes, as far as they are kept in memory. Where the range begins before them, the series says that
 * it is truncated. The newest few can always be asked for: the last good value is known even where nothing is kept.
 */
export async function readHistory(
  parts: SourceParts,
  query: HistoryQuery,
  signal: AbortSignal,
): Promise<readonly SeriesOutcome[]> {
  const startMs = Date.parse(query.range.start);
  const endMs = Date.parse(query.range.end);
  if (!(startMs <= endMs)) throw rangeBackwards();
  const last = query.mode === 'recorded' ? query.last : undefined;
  const slots = await resolveTags(parts, query, signal);
  return slots.map((slot): SeriesOutcome => {
    if (!slot.ok) return slot;
    const { found } = slot;
    const tag = found.info;
    if (parts.config.keepMinutes === 0 && last === undefined) return keptNothing(found);
    if (last !== undefined) return { ok: true, tag, ...newest(found, endMs, last) };
    const inRange = within(found.kept, startMs, endMs);
    const isCut = !(Date.parse(found.kept[0]?.timestamp ?? '') <= startMs);
    if (query.mode === 'interpolated') {
      const { readings, isShort } = sample(parts, found, query, startMs, endMs);
      return { ok: true, tag, readings, truncated: isCut || isShort };
    }
    const wanted = query.intervalMs
      ? Math.ceil((endMs - startMs) / query.intervalMs)
      : DEFAULT_PLOT_INTERVALS;
    const readings =
      query.mode === 'plot' ? reduceForPlot(inRange, query.range, Math.max(1, wanted)) : inRange;
    const held = inRange.length === 0 ? within(found.kept, -Infinity, startMs).at(-1) : undefined;
    return { ok: true, tag, readings, truncated: isCut, ...(held && { held }) };
  });
}

function keptNothing({ info: { name } }: StoredTag) {
  return { ok: false, name, error: nothingKept(name) } as const;
}

/** The newest at or before an instant; of a tag of which nothing is kept, the last good and the last one. */
function newest(
  { kept, lastGood, reading }: StoredTag,
  endMs: number,
  last: number,
): { readonly readings: readonly Reading[]; readonly truncated: boolean } {
  const known = kept.length > 0 ? kept : [lastGood, reading].filter((each) => each !== undefined);
  const distinct = known.filter((each, place) => known.indexOf(each) === place);
  const readings = within(distinct, -Infinity, endMs).slice(-last);
  return { readings, truncated: readings.length < last };
}

function sample(
  { clock }: SourceParts,
  { kept, info }: StoredTag,
  { intervalMs: asked }: HistoryQuery,
  startMs: number,
  endMs: number,
): { readonly readings: readonly Reading[]; readonly isShort: boolean } {
  const intervalMs = Math.max(1, Math.round(asked ?? (endMs - startMs) / DEFAULT_SAMPLES));
  const lastMs = Math.min(endMs, clock().getTime());
  const count = lastMs < startMs ? 0 : Math.floor((lastMs - startMs) / intervalMs) + 1;
  const first = Math.max(0, count - MAX_SAMPLES);
  const knownMs = Date.parse(kept[0]?.timestamp ?? '');
  const instants = Array.from(
    { length: count - first },
    (_, index) => startMs + (first + index) * intervalMs,
  ).filter((ms) => ms >= knownMs);
  return { readings: interpolate(kept, instants, info), isShort: first > 0 };
}

/**
 * Statistics of the values that are kept. A range that begins before them is refused: an average of its end is not the
 * average of it.
 */
export async function readSummary(
  parts: SourceParts,
  query: SummaryQuery,
  signal: AbortSignal,
): Promise<readonly SummaryOutcome[]> {
  const edgesMs = bucketEdges(query.range, query.bucket, query.timeZone);
  const slots = await resolveTags(parts, query, signal);
  return slots.map((slot): SummaryOutcome => {
    if (!slot.ok) return slot;
    const { found } = slot;
    if (parts.config.keepMinutes === 0) return keptNothing(found);
    const part = summarise(parts, found, query, edgesMs);
    return part instanceof Error
      ? { ok: false, name: found.info.name, error: part }
      : { ok: true, tag: found.info, buckets: part };
  });
}

function summarise(
  { clock }: SourceParts,
  { kept, info, reading }: StoredTag,
  query: SummaryQuery,
  edgesMs: readonly number[],
): readonly SummaryBucket[] | AppError {
  if (info.valueType !== 'number') return notNumeric(info.name);
  const [first] = kept;
  const startMs = edgesMs[0] ?? 0;
  if (!first || Date.parse(first.timestamp) > startMs) {
    return notKeptSince(info.name, first?.timestamp ?? reading.timestamp);
  }
  return summariseRecorded({
    readings: kept,
    edgesMs,
    tag: info,
    statistics: query.statistics,
    weighting: query.weighting ?? 'time',
    nowMs: clock().getTime(),
  });
}

function within(readings: readonly Reading[], fromMs: number, toMs: number): readonly Reading[] {
  return readings.filter(({ timestamp }) => {
    const ms = Date.parse(timestamp);
    return ms >= fromMs && ms <= toMs;
  });
}
