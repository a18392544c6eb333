import type { Reading, TimeRange } from '#sdk';

const BLOCKS = '▁▂▃▄▅▆▇█';
const GAP = '·';

/**
 * A series as a line of blocks, each for an equal part of the range and showing the last good number in it; a part
 * without a value of its own keeps the one before, a bad one leaves a gap. Empty when there is no good number.
 */
export function sparkline(readings: readonly Reading[], range: TimeRange, width: number): string {
  const start = Date.parse(range.start);
  const length = Date.parse(range.end) - start;
  const cells: (number | null | undefined)[] = Array.from({ length: width }, () => undefined);
  for (const reading of readings) {
    const place = Math.floor(((Date.parse(reading.timestamp) - start) / length) * width);
    const cell = Math.min(Math.max(place, 0), width - 1);
    const { value, quality } = reading;
    const isNumber = quality !== 'bad' && typeof value === 'number' && Number.isFinite(value);
    cells[cell] = isNumber ? value : null;
  }
  const numbers = cells.filter((cell) => typeof cell === 'number');
  if (numbers.length === 0) return '';
  const least = Math.min(...numbers);
  const spread = Math.max(...numbers) - least;
  let held: number | null = null;
  return cells
    .map((cell) => {
      held = cell === undefined ? held : cell;
      if (held === null) return GAP;
      const height = spread === 0 ? 3 : Math.round(((held - least) / spread) * (BLOCKS.length - 1));
      return BLOCKS[height] ?? GAP;
    })
    .join('');
}
