import { createPainter } from '../src/charts/index.ts';
import type { ChartSeries, TrendPicture } from '../src/charts/picture.schema.ts';
import { quantile } from './load.ts';

/*
 * What a picture takes from being asked for to its bytes, and whether memory stays flat over a thousand of them. In a
 * process of its own, whose memory is that of the painter alone.
 */

const SERIES = 3;
const POINTS = 500;
/** By then everything is loaded and translated, and the heaps have the size they keep. */
const WARM_UP = 1_000;
const PICTURES = 1_000;
/** Memory is told as the median over so many pictures. */
const WINDOW = 100;
const START = Date.parse('2026-11-27T23:00:00Z');
const END = START + 8 * 3_600_000;

/** What `bench/run.ts` is told. */
export interface PicturesResult {
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly grownMb: number;
  readonly cpuMs: number;
}

function seriesOf(place: number, phase: number): ChartSeries {
  const unit = place === 0 ? 'MW' : 'bar';
  const points = Array.from({ length: POINTS }, (_, index): [number, number | null] => [
    START + (index / (POINTS - 1)) * (END - START),
    place === 1 && index > 200 && index < 230
      ? null
      : 600 + place * 20 + 20 * Math.sin(index / 40 + phase) + 2 * Math.sin(index * 1.7),
  ]);
  const known = { last: 612.4, minimum: 577.9, maximum: 622.1, average: 601.2 };
  return { label: `Signal ${place + 1}`, unit, form: 'line', decimals: 1, points, ...known };
}

function picture(phase: number): TrendPicture {
  return {
    kind: 'trend',
    title: 'Load and steam of unit 1',
    subtitle: 'trend u1 · PI',
    language: 'en',
    timeZone: 'Asia/Jakarta',
    start: START,
    end: END,
    series: Array.from({ length: SERIES }, (_, place) => seriesOf(place, phase)),
  };
}

function median(values: readonly number[]): number {
  return quantile(
    values.toSorted((a, b) => a - b),
    0.5,
  );
}

const painter = createPainter({ workers: 1 });
try {
  for (let index = 0; index < WARM_UP; index += 1) await painter.draw(picture(index));
  const times: number[] = [];
  const residentMb: number[] = [];
  const cpuBefore = process.cpuUsage();
  for (let index = 0; index < PICTURES; index += 1) {
    const asked = picture(index);
    const beganMs = performance.now();
    await painter.draw(asked);
    times.push(performance.now() - beganMs);
    residentMb.push(process.memoryUsage.rss() / 1_048_576);
  }
  const { user, system } = process.cpuUsage(cpuBefore);
  times.sort((a, b) => a - b);
  const result: PicturesResult = {
    p50Ms: quantile(times, 0.5),
    p95Ms: quantile(times, 0.95),
    grownMb: median(residentMb.slice(-WINDOW)) - median(residentMb.slice(0, WINDOW)),
    cpuMs: (user + system) / 1_000 / PICTURES,
  };
  if (process.send) process.send(result);
  else console.log(JSON.stringify(result, null, 2));
} finally {
  await painter.close();
  if (process.connected) process.disconnect();
}
