import { move } from 'piscina';
import { drawPng } from './draw-png.ts';
import type { Picture } from './picture.schema.ts';

/* The thread of `createPainter`: draws one picture after the other. */

export function paint(picture: Picture): ReturnType<typeof move> {
  // In memory of its own, which is handed over and not copied.
  return move(new Uint8Array(drawPng(picture)));
}
