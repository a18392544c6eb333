import type { ChartPoint, ChartSeries, TrendPicture } from '../picture.schema.ts';
import type { Layout, PlacedBand } from './layout.ts';
import { type Looks, themeOf } from './looks.ts';
import type { PlotArea } from './plot-area.ts';
import { stateColours } from './state-colours.ts';
import { fontOf, textAt, type Element } from './text-at.ts';
import { textWidth } from './text-width.ts';
import { wordsFor } from './words.ts';

/** A trip of a second must be seen on a picture of a day. */
const LEAST_PX = 4;
const TEXT_EM = 0.9;
/** The part of a band's heading that is kept for its tag's name. */
const NAME_LEAST = 0.25;
const DARK_INK = '#101416';

/** Series of states as bands: each stretch in its state's colour and with its name, all states named above. */
export function drawBands(
  picture: TrendPicture,
  layout: Layout,
  area: PlotArea,
  looks: Looks,
): readonly Element[] {
  const colourOf = stateColours(picture, themeOf(looks));
  return layout.bands.flatMap((band) => [
    ...drawNames(band, picture, area, looks, colourOf),
    ...drawBand(band, picture, area, looks, colourOf),
  ]);
}

/** The tag's name at the left, and its states that occur, with their colours, at the right. */
function drawNames(
  { series, top }: PlacedBand,
  picture: TrendPicture,
  area: PlotArea,
  looks: Looks,
  colourOf: (state: string) => string,
): readonly Element[] {
  const theme = themeOf(looks);
  const em = looks.textPx;
  const swatch = em * 0.7;
  const items: Element[] = [];
  let right = area.left + area.width;
  for (const { name } of explainedStates(series, picture, area, looks).toReversed()) {
    const x = right - textWidth(name, em * TEXT_EM) - swatch - em * 0.3;
    items.push(
      {
        type: 'rect',
        silent: true,
        shape: { x, y: top + em * 0.22, width: swatch, height: swatch },
        style: { fill: colourOf(name) },
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

/**
 * The states whose colours are explained, in their order: as many as there is room for, and first those that no stretch
 * of the band is long enough to be named in.
 */
function explainedStates(
  { points, states = [] }: ChartSeries,
  picture: TrendPicture,
  area: PlotArea,
  looks: Looks,
): readonly { readonly name: string; readonly index: number }[] {
  const em = looks.textPx;
  const widest = new Map<number, number>();
  for (const { from, to, state } of stretchesOf(points, picture)) {
    const width = area.xOf(to) - area.xOf(from);
    if (state !== null) widest.set(state, Math.max(widest.get(state) ?? 0, width));
  }
  const isNamed = (name: string, index: number) => Number(fits(name, widest.get(index) ?? 0, em));
  let room = area.width * (1 - NAME_LEAST);
  return states
    .map((name, index) => ({ name, index }))
    .filter(({ index }) => widest.has(index))
    .toSorted((a, b) => isNamed(a.name, a.index) - isNamed(b.name, b.index))
    .filter(({ name }) => {
      const width = textWidth(name, em * TEXT_EM) + em * 1.7;
      if (width <= room) room -= width;
      else return false;
      return true;
    })
    .toSorted((a, b) => a.index - b.index);
}

function fits(name: string, width: number, em: number): boolean {
  return textWidth(name, em * TEXT_EM) + em * 0.4 <= width;
}

function drawBand(
  band: PlacedBand,
  picture: TrendPicture,
  area: PlotArea,
  looks: Looks,
  colourOf: (state: string) => string,
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
      const isFitting = (text: string) => fits(text, width, em);
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
                  fill: colourOf(known),
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
