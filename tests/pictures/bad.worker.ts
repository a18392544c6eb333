import { setTimeout } from 'node:timers/promises';
import type { Picture } from '../../src/charts/picture.schema.ts';

/** A thread that does what a title says: for what a painter makes of a bad one. */
export async function paint({ title }: Picture): Promise<Uint8Array> {
  if (title === 'crash') process.exit(3);
  if (title === 'throw') throw new Error('It cannot be drawn.');
  if (title === 'fill memory') {
    const all: object[] = [];
    for (;;) all.push(Array.from({ length: 10_000 }, (_, index) => ({ index })));
  }
  if (title === 'hang') for (;;) Math.random();
  if (title === 'wait') await setTimeout(300);
  return new Uint8Array([1, 2, 3]);
}
