import { formatRange } from '../../triggers/format-instant.ts';
import type { TrendPicture } from '../picture.schema.ts';
import { EM } from './em.ts';
import { type Looks, themeOf } from './looks.ts';
import { textAt, type Element } from './text-at.ts';

/** Title, and below it the time with its date and zone, which must still be true when the picture is passed on. */
export function drawHeader(picture: TrendPicture, looks: Looks): readonly Element[] {
  const em = looks.textPx;
  const theme = themeOf(looks);
  const width = looks.width - 2 * em * EM.edge;
  const range = formatRange(
    { start: new Date(picture.start).toISOString(), end: new Date(picture.end).toISOString() },
    { ...picture, now: new Date(0) },
  );
  const top = em * EM.edge;
  return [
    textAt(looks, {
      text: picture.title,
      x: em * EM.edge,
      y: top,
      em: EM.title,
      isBold: true,
      colour: theme.ink,
      width,
    }),
    textAt(looks, {
      text: picture.subtitle ? `${range}  ·  ${picture.subtitle}` : range,
      x: em * EM.edge,
      y: top + em * EM.titleRow,
      colour: theme.paleInk,
      width,
    }),
  ];
}
