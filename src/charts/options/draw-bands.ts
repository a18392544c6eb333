import type { ChartPoint, TrendPicture } from '../picture.schema.ts';
import type { Layout, PlacedBand } from './layout.ts';
import { type Looks, themeOf } from './looks.ts';
import type { PlotArea } from './plot-area.ts';
import { stateColour } from './state-colour.ts';
import { fontOf, textAt, type Element } from './text-at.ts';
import { textWidth } from './text-width.ts';
import { wordsFor } from './words.ts';

/** A trip of a second must be seen on a picture of a day. */
const LEAST_PX = 4;
const TEXT_EM = 0.9;
const DARK_INK = '#101416';

/** Series of states as bands: each stretch in its state's colour and with its name, all states named above. */
export function drawBands(
  picture: TrendPicture,
  layout: Layout,
  area: PlotArea,
  looks: Looks,
): readonly Element[] {
  return layout.bands.flatMap((band) => [
    ...drawNames(band, area, looks),
    ...drawBand(band, picture, area, looks),
  ]);
}

/** The tag's name at the left, and its states that occur, with their colours, at the right. */
function drawNames({ series, top }: PlacedBand, area: PlotArea, looks: Looks): readonly Element[] {
  const theme = themeOf(looks);
  const em = looks.textPx;
  const swatch = em * 0.7;
  const occurring = new Set(series.points.map(([, value]) => value));
  const items: Element[] = [];
  let right = area.left + area.width;
  const states = (series.states ?? []).map((name, index) => ({ name, index }));
  for (const { name, index } of states.toReversed()) {
    if (!occurring.has(index)) continue;
    const width = textWidth(name, em * TEXT_EM);
    const x = right - width - swatch - em * 0.3;
    if (x < area.left + area.width * 0.4) break;
    items.push(
      {
        type: 'rect',
        silent: true,
        shape: { x, y: top + em * 0.22, width: swatch, height: swatch },
        style: { fill: stateColour(theme, name, index) },
      },
      textAt(looks, {
        text: name,
        x: x + swatch + em * 0.3,
        y: top + em * 0.05,
        em: TEXT_EM,
        colour: theme.paleInk,
      }),
    );
    right = x - em * 0.7;
  }
  const name = textAt(looks, {
    text: series.label,
    x: area.left,
    y: top,
    isBold: true,
    colour: theme.ink,
    width: right - area.left,
  });
  return [name, ...items];
}

function drawBand(
  band: PlacedBand,
  picture: TrendPicture,
  area: PlotArea,
  looks: Looks,
): readonly Element[] {
  const { series, bandTop: y, bandHeight: height } = band;
  const theme = themeOf(looks);
  const em = looks.textPx;
  const noData = wordsFor(picture.language).noData;
  const font = fontOf(looks, TEXT_EM);
  const ground = {
    type: 'rect',
    silent: true,
    shape: { x: area.left, y, width: area.width, height },
    style: { fill: 'none', stroke: theme.axis, lineWidth: em * 0.04 },
  };
  const stretches = stretchesOf(series.points, picture).map(({ from, to, state }) => {
    const x = area.xOf(from);
    const width = area.xOf(to) - x;
    return { x, width, state };
  });
  return [
    ...merged(stretches).flatMap(({ x, width, state }): Element[] => {
      const known = state === null ? noData : (series.states?.[state] ?? '');
      const isFitting = (text: string) => textWidth(text, em * TEXT_EM) + em * 0.4 <= width;
      const name = state === null && !isFitting(known) ? '?' : known;
      const text = {
        type: 'text',
        silent: true,
        z: 2,
        x: x + width / 2,
        y: y + height / 2,
        style: {
          text: name,
          ...font,
          fill: state === null ? theme.paleInk : DARK_INK,
          align: 'center',
          verticalAlign: 'middle',
        },
      };
      return [
        {
          type: 'rect',
          silent: true,
          z: 1,
          shape: { x, y, width: Math.max(width, LEAST_PX), height },
          style:
            state === null
              ? {
                  fill: 'none',
                  stroke: theme.axis,
                  lineWidth: em * 0.06,
                  lineDash: [em * 0.2, em * 0.2],
                }
              : {
                  fill: stateColour(theme, known, state),
                  stroke: theme.background,
                  lineWidth: width > em * 0.5 ? em * 0.06 : 0,
                },
        },
        ...(isFitting(name) ? [text] : []),
      ];
    }),
    ground,
  ];
}

interface Stretch {
  readonly from: number;
  readonly to: number;
  /** Place among the states; null where nothing good is known. */
  readonly state: number | null;
}

/** From each change to the next; the last one up to the last instant that is known. */
export function stretchesOf(
  points: readonly ChartPoint[],
  { start, end }: Pick<TrendPicture, 'start' | 'end'>,
): readonly Stretch[] {
  const stretches: { from: number; to: number; state: number | null }[] = [];
  for (const [at, state] of points) {
    const instant = Math.min(Math.max(at, start), end);
    const open = stretches.at(-1);
    if (open) open.to = instant;
    if (!open || open.state !== state) stretches.push({ from: instant, to: instant, state });
  }
  const last = stretches.at(-1);
  if (last?.state === null) last.to = end;
  return stretches;
}

/** Of stretches that fall on the same pixels only the last is drawn: a thousand of them look like one. */
function merged<T extends { readonly x: number; readonly width: number }>(stretches: readonly T[]) {
  const kept: T[] = [];
  for (const stretch of stretches) {
    const before = kept.at(-1);
    const isHidden = before && before.width < 1 && Math.floor(before.x) === Math.floor(stretch.x);
    if (isHidden) kept.pop();
    kept.push(stretch);
  }
  return kept;
}
