import { formatRange } from '../../triggers/format-instant.ts';
import type { ChartSeries, TrendPicture } from '../picture.schema.ts';
import { legendColumns } from './legend-columns.ts';
import type { Looks } from './looks.ts';
import { numberLabel } from './number-label.ts';
import type { Panels } from './panels.ts';
import { textWidth } from './text-width.ts';
import { wordsFor } from './words.ts';

export interface LegendRow {
  /** `name` and `figures` are the two halves of a line whose name does not fit beside its figures. */
  readonly kind: 'heading' | 'line' | 'name' | 'figures' | 'before';
  readonly label: string;
  /** In brackets behind the label. */
  readonly unit?: string | undefined;
  /** Last, least, greatest, average; empty where it is not known. */
  readonly cells: readonly string[];
  /** Of the series, for its colour and mark. */
  readonly place?: number | undefined;
}

type Statistic = 'last' | 'minimum' | 'maximum' | 'average';
const STATISTICS: readonly Statistic[] = ['last', 'minimum', 'maximum', 'average'];

/**
 * The legend as rows of a small table: what each line is, and its figures. A column that nobody fills is left out. Where
 * a name does not fit beside the figures, each has a row of its own: two tags may differ in their last letter only.
 */
export function legendRows(
  picture: TrendPicture,
  { values }: Panels,
  looks: Omit<Looks, 'height'>,
): readonly LegendRow[] {
  const lines = values.flatMap(({ axes }) => axes.flatMap((axis) => axis.lines));
  if (lines.length === 0) return [];
  const { language } = picture;
  const words = wordsFor(language);
  const shown = STATISTICS.filter((one) => lines.some(({ series }) => series[one] !== undefined));
  const heading = { kind: 'heading', label: '', cells: shown.map((one) => words[one]) } as const;
  const rows = lines.map(({ series, place }): LegendRow => ({
    kind: 'line',
    label: series.label,
    ...(series.unit !== null && series.unit !== '' && { unit: series.unit }),
    cells: shown.map((one) => cell(series, one, language)),
    place,
  }));
  const hasBefore = lines.some(({ series }) => (series.before?.length ?? 0) > 0);
  return [
    ...(shown.length > 0 ? [heading] : []),
    ...(doNamesFit(rows, looks) ? rows : rows.flatMap((row) => split(row))),
    ...(hasBefore ? [{ kind: 'before', label: beforeLabel(picture), cells: [] } as const] : []),
  ];
}

function doNamesFit(rows: readonly LegendRow[], looks: Omit<Looks, 'height'>): boolean {
  const { labelWidth } = legendColumns(rows, looks);
  return rows.every((row) => textWidth(labelText(row), looks.textPx) <= labelWidth);
}

function split({ label, unit, place, cells }: LegendRow): readonly LegendRow[] {
  return [
    { kind: 'name', label, unit, place, cells: [] },
    { kind: 'figures', label: '', cells },
  ];
}

/** A line's name with its unit. */
export function labelText({ label, unit }: LegendRow): string {
  return unit === undefined ? label : `${label} (${unit})`;
}

/** What the dashed line is, and which time it was. */
function beforeLabel({ before, language, timeZone }: TrendPicture): string {
  const words = wordsFor(language);
  if (!before) return words.before;
  const range = {
    start: new Date(before.start).toISOString(),
    end: new Date(before.end).toISOString(),
  };
  return `${words.before}: ${formatRange(range, { timeZone, language, now: new Date(0) })}`;
}

function cell(
  series: ChartSeries,
  statistic: Statistic,
  language: TrendPicture['language'],
): string {
  const value = series[statistic];
  if (value === undefined || value === null) return value === null ? '–' : '';
  const largest = Math.max(...STATISTICS.map((one) => Math.abs(series[one] ?? 0)));
  return numberLabel(value, series.decimals, language, largest);
}
