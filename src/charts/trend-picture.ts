import type { SeriesOutcome, TagInfo } from '#sdk';
import {
  isStale,
  localText,
  newestFirst,
  plainText,
  type ReplyContext,
  say,
  shortNames,
} from '../replies/index.ts';
import { decimalsOf, type TrendAnswer } from '../triggers/index.ts';
import type { ChartPoint, ChartSeries, TrendPicture } from './picture.schema.ts';
import { trendPoints, type TrendPoint } from './trend-points.ts';

type Answered = Extract<SeriesOutcome, { ok: true }>;

/** Beyond so many lines nobody tells them apart; the text has them all. */
const SERIES_MAX = 8;
const DECIMALS_MAX = 10;

/**
 * What a trend's answer looks like as a picture: a line for each tag of numbers, a band for each of states. Texts are
 * not drawn, bad readings are gaps, and a tag that failed is left to the text. Undefined when there is nothing to draw.
 */
export function trendPicture(answer: TrendAnswer, context: ReplyContext): TrendPicture | undefined {
  const names = answer.outcomes.map((one) => (one.ok ? one.tag.name : one.name));
  const labels = shortNames(names, answer.labels, 40);
  const series = answer.outcomes.flatMap((outcome, index) => {
    const drawn = outcome.ok ? toSeries(outcome, labels[index] ?? '', answer, context) : undefined;
    return drawn ? [drawn] : [];
  });
  if (!series.some(({ points }) => points.some(([, value]) => value !== null))) return undefined;
  return {
    kind: 'trend',
    ...titlesOf(answer, series.length, context),
    language: context.language,
    timeZone: context.timeZone,
    start: Date.parse(answer.range.start),
    end: Date.parse(answer.range.end),
    ...(answer.before && {
      before: {
        start: Date.parse(answer.before.range.start),
        end: Date.parse(answer.before.range.end),
      },
    }),
    series: series.slice(0, SERIES_MAX),
  };
}

/** The description is what people know it by; where nobody wrote one, the only tag's own. */
function titlesOf(answer: TrendAnswer, drawn: number, { language }: ReplyContext) {
  const [only, ...others] = answer.outcomes;
  const ofTag = others.length === 0 && only?.ok ? only.tag.description : undefined;
  const description = plainText(localText(answer.description ?? ofTag, language));
  const name = plainText(answer.name, 80);
  const subtitle = [
    ...(description === '' ? [] : [name]),
    plainText(answer.source, 40),
    ...(drawn > SERIES_MAX ? [say(language, 'keptRows', { kept: SERIES_MAX, total: drawn })] : []),
  ];
  return { title: description === '' ? name : description, subtitle: subtitle.join(' · ') };
}

function toSeries(
  outcome: Answered,
  name: string,
  answer: TrendAnswer,
  context: ReplyContext,
): ChartSeries | undefined {
  const { tag } = outcome;
  const all = trendPoints(outcome, answer, context);
  const label = name === '' ? plainText(tag.name) : name;
  const unit = all.find(({ reading }) => reading?.unit)?.reading?.unit ?? tag.unit;
  if (isDigital(tag, all)) {
    const states = statesOf(all);
    const points = all.map(({ at, value }): ChartPoint => [
      at,
      value === null ? null : states.indexOf(String(value)),
    ]);
    return states.length === 0
      ? undefined
      : { label, unit: null, form: 'digital', decimals: 0, states, points };
  }
  const isNumeric = all.some(({ reading }) => typeof reading?.value === 'number');
  if (!isNumeric) return undefined;
  const points = all.map(toChartPoint);
  const before = pointsBefore(tag, answer, context);
  const limits = (answer.limits ?? []).filter((one) => isOf(one.tag, tag, answer));
  const known = statisticsOf(outcome, points, answer, context);
  return {
    label,
    unit: unit === null ? null : plainText(unit, 20),
    form: tag.step ? 'step' : 'line',
    decimals: decimalsFor(known, answer.digits ?? tag.displayDigits),
    points,
    ...(before.length > 0 && { before }),
    ...(limits.length > 0 && {
      limits: limits.map((one) => ({
        value: one.value,
        ...(one.label !== undefined && { label: plainText(one.label, 40) }),
      })),
    }),
    ...known,
  };
}

/** States by name are bands; so are yes and no. */
function isDigital(tag: TagInfo, points: readonly TrendPoint[]): boolean {
  const values = points.flatMap(({ value, reading }) => (value === null ? [] : [reading]));
  if (tag.valueType === 'digital' || tag.valueType === 'boolean') return true;
  return (
    values.length > 0 &&
    values.every((reading) => reading?.state !== undefined || typeof reading?.value === 'boolean')
  );
}

/** In the order of their codes, as the source numbers them. */
function statesOf(points: readonly TrendPoint[]): string[] {
  const codes = new Map<string, number>();
  for (const { value, reading } of points) {
    if (typeof value === 'string' && !codes.has(value)) {
      codes.set(value, reading?.state?.code ?? Number(reading?.value === true));
    }
  }
  return [...codes].toSorted(([, a], [, b]) => a - b).map(([name]) => name);
}

function toChartPoint({ at, value }: TrendPoint): ChartPoint {
  return [at, typeof value === 'number' ? value : null];
}

function pointsBefore(tag: TagInfo, answer: TrendAnswer, context: ReplyContext): ChartPoint[] {
  const { before } = answer;
  const outcome = before?.outcomes.find((one) => one.ok && one.tag.name === tag.name);
  if (!before || !outcome?.ok) return [];
  const movedMs = Date.parse(answer.range.start) - Date.parse(before.range.start);
  return trendPoints(outcome, { range: before.range }, context).map((point) => {
    const [at, value] = toChartPoint(point);
    return [at + movedMs, value];
  });
}

/** A limit without a tag is the only tag's. */
function isOf(limited: string | undefined, tag: TagInfo, { outcomes }: TrendAnswer): boolean {
  if (limited === undefined) return outcomes.length === 1;
  return limited.toLowerCase() === tag.name.toLowerCase();
}

/** What the legend says of a series. */
function statisticsOf(
  { tag, readings, held }: Answered,
  points: readonly ChartPoint[],
  answer: TrendAnswer,
  { now }: ReplyContext,
) {
  const numbers = points.flatMap(([, value]) => (value === null ? [] : [value]));
  const latest = answer.latest?.get(tag.name);
  const newest = latest ?? held ?? newestFirst(readings)[0];
  const last = newest?.quality === 'bad' ? null : newest?.value;
  // A source's average goes on with the last value it has; nobody measured that.
  const isOld = latest !== undefined && isStale(latest, tag, now);
  const average = isOld ? undefined : answer.averages?.get(tag.name);
  const isKnown = average?.quality !== 'bad' && Number.isFinite(average?.value);
  return {
    ...(last === null || (typeof last === 'number' && Number.isFinite(last)) ? { last } : {}),
    ...(numbers.length > 0 && {
      minimum: numbers.reduce((a, b) => Math.min(a, b)),
      maximum: numbers.reduce((a, b) => Math.max(a, b)),
    }),
    ...(isKnown && { average: Number(average?.value) }),
  };
}

/** Decimals that show every figure of a legend as finely as the tag's display digits ask for, and no useless zeros. */
function decimalsFor(
  known: Readonly<Record<string, number | null>>,
  displayDigits: number | null,
): number {
  if (displayDigits !== null && displayDigits >= 0) return Math.min(displayDigits, DECIMALS_MAX);
  const values = Object.values(known).filter((value) => value !== null);
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  let decimals = largest === 0 ? 0 : Math.min(decimalsOf(largest, displayDigits), DECIMALS_MAX);
  const shown = (value: number, places: number) => Number(value.toFixed(places));
  while (
    decimals > 0 &&
    values.every((value) => shown(value, decimals) === shown(value, decimals - 1))
  ) {
    decimals -= 1;
  }
  return decimals;
}
