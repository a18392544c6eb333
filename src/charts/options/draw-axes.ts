import type { TrendPicture } from '../picture.schema.ts';
import { EM } from './em.ts';
import type { Layout } from './layout.ts';
import { type Looks, nth, themeOf } from './looks.ts';
import { LABEL_GAP, type PlotArea, type PlotPanel, type ScaledAxis } from './plot-area.ts';
import { zoneName } from '../../triggers/format-instant.ts';
import { textAt, type Element } from './text-at.ts';
import { textWidth } from './text-width.ts';
import { timeLabel } from './time-label.ts';
import { timeTicks } from './time-ticks.ts';

/** The unit above its axis; in its line's colour where that tells two axes apart. */
export function drawUnits(area: PlotArea, looks: Looks): readonly Element[] {
  const em = looks.textPx;
  return area.panels.flatMap((panel) =>
    panel.axes.map((axis, side) =>
      textAt(looks, {
        text: axis.unit ?? '',
        x: side === 0 ? em * EM.edge : looks.width - em * EM.edge,
        y: panel.top - em * (EM.unitRow - 0.05),
        isBold: true,
        colour: colourOf(axis, panel, looks),
        align: side === 0 ? 'left' : 'right',
        width: looks.width / 2 - em,
      }),
    ),
  );
}

/** One line alone on one of two axes gives it its colour. */
export function colourOf(axis: ScaledAxis, { axes }: PlotPanel, looks: Looks): string {
  const theme = themeOf(looks);
  const [only, ...others] = axis.lines;
  return axes.length > 1 && only && others.length === 0
    ? nth(theme.lines, only.place)
    : theme.paleInk;
}

/** Times below everything, with the zone beside them and fine lines up through panels and bands. */
export function drawTimes(
  picture: TrendPicture,
  layout: Layout,
  area: PlotArea,
  looks: Looks,
): readonly Element[] {
  const { start, end, timeZone } = picture;
  const theme = themeOf(looks);
  const em = looks.textPx;
  const zone = zoneName(end, timeZone);
  const zoneRight = em * EM.edge + textWidth(zone, em * 0.85);
  const { at, stepMs } = timeTicks(start, end, timeZone, Math.floor(area.width / (em * 4.6)));
  const top = layout.panels[0]?.top ?? layout.bands[0]?.bandTop ?? 0;
  const marks = at.flatMap((ms): Element[] => {
    const x = area.xOf(ms);
    const text = timeLabel(ms, stepMs, picture);
    const half = textWidth(text, em) / 2;
    const label = textAt(looks, {
      text,
      x,
      y: layout.timeTop + em * LABEL_GAP,
      colour: theme.ink,
      align: 'center',
    });
    const line = {
      type: 'line',
      silent: true,
      z: -2,
      shape: { x1: x, y1: top, x2: x, y2: layout.timeTop + em * 0.25 },
      style: { stroke: theme.grid, lineWidth: em * 0.05 },
    };
    const isWithin = x + half <= looks.width - em * 0.2 && x - half >= zoneRight + em * 0.4;
    return isWithin ? [line, label] : [line];
  });
  return [
    textAt(looks, {
      text: zone,
      x: em * EM.edge,
      y: layout.timeTop + em * (LABEL_GAP + 0.12),
      em: 0.85,
      colour: theme.paleInk,
    }),
    ...marks,
  ];
}
