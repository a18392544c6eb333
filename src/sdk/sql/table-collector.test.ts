import { expect, test } from 'vitest';
import { createTableCollector } from './index.ts';

test('a row more than wanted is left out and tells that there were more', () => {
  const collector = createTableCollector({ maxRows: 2, maxBytes: 1_000 });
  expect([[1], [2], [3], [4]].map((row) => collector.add(row))).toEqual([true, true, false, false]);
  expect(collector.table(['n'])).toEqual({ columns: ['n'], rows: [[1], [2]], truncated: true });
});

test('exactly as many rows as wanted are all there were', () => {
  const collector = createTableCollector({ maxRows: 2, maxBytes: 1_000 });
  collector.add([1]);
  collector.add([2]);
  expect(collector.table(['n']).truncated).toBe(false);
});

test('rows are left out once they are too large together', () => {
  const collector = createTableCollector({ maxRows: 100, maxBytes: 50 });
  expect(collector.add(['é'.repeat(20)])).toBe(true);
  expect(collector.add(['é'.repeat(20)])).toBe(false);
  expect(collector.table(['text'])).toMatchObject({ rows: [['é'.repeat(20)]], truncated: true });
});

test('a very long text is cut, and says so', () => {
  const collector = createTableCollector({ maxRows: 10, maxBytes: 1_000_000 });
  collector.add(['x'.repeat(2_000_000)]);
  const [cell] = collector.table(['text']).rows[0] ?? [];
  expect(cell).toMatch(/^x{32768}… \(cut, 2 MB in all\)$/);
});
