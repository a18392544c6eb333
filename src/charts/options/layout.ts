import type { TrendPicture } from '../picture.schema.ts';
import { EM } from './em.ts';
import type { Looks } from './looks.ts';
import { type Panel, panelsOf, type Panels, type Placed } from './panels.ts';
import { type LegendRow, legendRows } from './legend-rows.ts';

/** No panel is less tall than this, in ems: many lines need room between them. */
const PANEL_LEAST = { empty: 6, line: 0.75 };

export interface PlacedPanel extends Panel {
  readonly top: number;
  readonly height: number;
}

export interface PlacedBand extends Placed {
  /** Of its name; the band is below. */
  readonly top: number;
  readonly bandTop: number;
  readonly bandHeight: number;
}

export interface Layout {
  readonly panels: readonly PlacedPanel[];
  readonly bands: readonly PlacedBand[];
  /** Where the axis of time is. */
  readonly timeTop: number;
  readonly legend: readonly LegendRow[];
  readonly legendTop: number;
}

/** Where everything goes, from above: title, panels of lines, bands of states, times, legend. In pixels. */
export function layoutOf(picture: TrendPicture, looks: Looks): Layout {
  const panels = panelsOf(picture);
  const legend = legendRows(picture, panels, looks);
  const em = looks.textPx;
  const top = em * (EM.edge + EM.titleRow + EM.subtitleRow);
  const legendTop = looks.height - em * (EM.edge + legendEms(legend));
  const timeTop = legendTop - em * EM.timeRow;
  const bandsTop = timeTop - em * bandEms(panels);
  const each = (bandsTop - top) / Math.max(panels.values.length, 1);
  return {
    panels: panels.values.map((panel, index) => ({
      ...panel,
      top: top + index * each + em * EM.unitRow,
      height: each - em * EM.unitRow - (index < panels.values.length - 1 ? em * 0.8 : 0),
    })),
    bands: panels.states.map((band, index) => {
      const from = bandsTop + em * (EM.stateGap + index * stateEms());
      return {
        ...band,
        top: from,
        bandTop: from + em * EM.stateName,
        bandHeight: em * EM.stateBand,
      };
    }),
    timeTop,
    legend,
    legendTop,
  };
}

/** The height a trend needs to be read, in pixels: its width's two thirds, and more for panels that do not fit. */
export function trendHeight(picture: TrendPicture, looks: Omit<Looks, 'height'>): number {
  const { width, textPx } = looks;
  const panels = panelsOf(picture);
  const around =
    2 * EM.edge +
    EM.titleRow +
    EM.subtitleRow +
    EM.timeRow +
    legendEms(legendRows(picture, panels, looks)) +
    bandEms(panels);
  const least = panels.values.reduce((ems, { axes }) => {
    const lines = axes.reduce((sum, axis) => sum + axis.lines.length, 0);
    return ems + EM.unitRow + PANEL_LEAST.empty + PANEL_LEAST.line * lines;
  }, around);
  // States alone leave no room that would be filled.
  const usual = panels.values.length === 0 ? 0 : (width * 2) / 3;
  return Math.round(Math.max(usual, least * textPx));
}

function legendEms(rows: readonly LegendRow[]): number {
  return rows.length === 0 ? 0 : EM.legendGap + rows.length * EM.legendRow;
}

function bandEms({ states }: Panels): number {
  return states.length === 0 ? 0 : states.length * stateEms() + EM.stateGap;
}

function stateEms(): number {
  return EM.stateName + EM.stateBand + EM.stateGap;
}
