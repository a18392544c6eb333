import { expect, test } from 'vitest';
import { spanOf } from './day-span.ts';

test.each([
  ['Asia/Jakarta', '2026-11-26T17:00:00.000Z', '2026-11-27T17:00:00.000Z'],
  ['UTC', '2026-11-27T00:00:00.000Z', '2026-11-28T00:00:00.000Z'],
])('a day at %s is meant whole', (zone, from, to) => {
  const span = spanOf({ from: '2026-11-27', to: '2026-11-27' }, zone);
  expect([span.from?.toISOString(), span.to?.toISOString()]).toEqual([from, to]);
});

test('the day on which clocks are put back has twenty-five hours', () => {
  const { from, to } = spanOf({ from: '2026-10-25', to: '2026-10-25' }, 'Europe/Berlin');
  expect(Number(to) - Number(from)).toBe(25 * 3_600_000);
});

test('an instant is meant as it is, and nothing as no bound', () => {
  expect(spanOf({ to: '2026-11-27T05:00:00Z' }, 'Asia/Jakarta')).toEqual({
    from: undefined,
    to: new Date('2026-11-27T05:00:00Z'),
  });
});
