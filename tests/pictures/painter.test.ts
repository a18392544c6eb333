import { afterEach, describe, expect, test } from 'vitest';
import { createPainter, type Painter, type PainterOptions } from '../../src/charts/index.ts';
import type { Picture } from '../../src/charts/picture.schema.ts';
import { REFERENCES } from './sample-pictures.ts';

let painter: Painter;

function open(options: Partial<PainterOptions> = {}): Painter {
  painter = createPainter({ workers: 2, limitMs: 60_000, ...options });
  return painter;
}

afterEach(async () => {
  await painter.close();
});

const { compare } = REFERENCES;
if (!compare) throw new Error('There is no such picture.');
const BAD = new URL('bad.worker.ts', import.meta.url);
const named = (title: string): Picture => ({ ...compare, title });
const PNG_SIGNATURE = [0x89, 0x50, 0x4e, 0x47];

describe('a painter', () => {
  test('draws a PNG whose name says what and when, by the plant’s clocks', async () => {
    const { bytes, mimeType, fileName } = await open().draw(compare);
    expect([...bytes.subarray(0, 4)]).toEqual(PNG_SIGNATURE);
    expect(mimeType).toBe('image/png');
    expect(fileName).toBe('net-load-of-unit-1-20261128-1400.png');
  });

  test('draws many that come at once, each of them right', async () => {
    const { draw } = open();
    const one = await draw(compare);
    const many = await Promise.all(Array.from({ length: 12 }, () => draw(compare)));
    for (const { bytes } of many) expect(Buffer.from(bytes).equals(one.bytes)).toBe(true);
  });

  test.each(['crash', 'throw', 'fill memory'])(
    'whose thread does this: %s – fails that picture alone',
    async (title) => {
      const { draw } = open({ worker: BAD, workers: 1 });
      await expect(draw(named(title))).rejects.toMatchObject({
        name: 'AppError',
        code: 'charts.not_drawn',
      });
      expect((await draw(named('fine'))).bytes).toHaveLength(3);
    },
  );

  test('ends a thread that hangs, says so, and draws the next', async () => {
    const { draw } = open({ worker: BAD, workers: 1, limitMs: 2_000 });
    const hanging = draw(named('hang'));
    const next = draw(named('fine'));
    await expect(hanging).rejects.toMatchObject({ code: 'charts.too_slow', kind: 'timeout' });
    expect((await next).bytes).toHaveLength(3);
  });

  test('gives a picture up when it is told to, drawing or waiting', async () => {
    const { draw } = open({ worker: BAD, workers: 1 });
    await draw(named('fine'));
    const drawing = new AbortController();
    const waiting = new AbortController();
    const first = draw(named('hang'), drawing.signal);
    const second = draw(named('fine'), waiting.signal);
    const third = draw(named('fine'));
    waiting.abort();
    await expect(second).rejects.toMatchObject({ code: 'charts.given_up' });
    drawing.abort();
    await expect(first).rejects.toMatchObject({ code: 'charts.given_up' });
    expect((await third).bytes).toHaveLength(3);
    await expect(draw(named('fine'), AbortSignal.abort())).rejects.toMatchObject({
      code: 'charts.given_up',
    });
  });

  test('that is closed ends what it draws, and draws no more', async () => {
    const { draw, close } = open({ worker: BAD, workers: 1 });
    const drawing = draw(named('hang'));
    const waiting = draw(named('fine'));
    const both = Promise.allSettled([drawing, waiting]);
    await close();
    for (const { status } of await both) expect(status).toBe('rejected');
    await expect(draw(named('fine'))).rejects.toMatchObject({ code: 'charts.given_up' });
  });
});
