import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';
import { describe, expect, test } from 'vitest';
import { drawPng } from '../../src/charts/draw-png.ts';
import { ODD_ONES, REFERENCES } from './sample-pictures.ts';

/*
 * Pictures against the ones somebody looked at and found good. After a change that is meant:
 * PLANTLINE_RENEW_PICTURES=1 vitest run tests/pictures, and look at them before they are committed.
 */
const FOLDER = new URL('references/', import.meta.url);
const isRenewed = process.env['PLANTLINE_RENEW_PICTURES'] === '1';
/** Of all pixels: edges of letters differ a little between processors. */
const DIFFERENT_MOST = 0.002;

describe('a picture looks as it did when somebody looked at it', () => {
  test.each(Object.entries(REFERENCES))('%s', (name, picture) => {
    const bytes = Buffer.from(drawPng(picture));
    const file = new URL(`${name}.png`, FOLDER);
    if (isRenewed) {
      if (!existsSync(FOLDER)) mkdirSync(FOLDER);
      writeFileSync(file, bytes);
    }
    const drawn = PNG.sync.read(bytes);
    const kept = PNG.sync.read(readFileSync(file));
    const { width, height } = kept;
    expect([drawn.width, drawn.height]).toEqual([width, height]);
    const different = pixelmatch(drawn.data, kept.data, undefined, width, height, {
      threshold: 0.15,
    });
    expect(different / (width * height)).toBeLessThan(DIFFERENT_MOST);
  });
});

describe('a picture is drawn', () => {
  test.each(Object.entries(ODD_ONES))('of %s', (_, picture) => {
    const { width, height, data } = PNG.sync.read(Buffer.from(drawPng(picture)));
    expect(width).toBeGreaterThanOrEqual(720);
    expect(height).toBeGreaterThan(100);
    // Something dark on it: a picture that failed half way is an empty sheet.
    expect(data.some((byte, index) => index % 4 === 0 && byte < 80)).toBe(true);
  });
});
