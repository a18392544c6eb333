import { expect, test } from 'vitest';
import { createClockWatch } from './clock-watch.ts';

function watch() {
  let monotonicMs = 5_000;
  let wallMs = Date.UTC(2026, 10, 27);
  const { steadyForMs } = createClockWatch(
    () => new Date(wallMs),
    () => monotonicMs,
  );
  return (passMs: number, jumpMs = 0) => {
    monotonicMs += passMs;
    wallMs += passMs + jumpMs;
    return steadyForMs();
  };
}

test.each([86_400_000, -86_400_000, 12_000])(
  'a clock that jumps %i ms is steady only after that',
  (jumpMs) => {
    const pass = watch();
    expect(pass(2_000)).toBe(2_000);
    expect(pass(2_000, jumpMs)).toBe(0);
    expect(pass(3_000)).toBe(3_000);
  },
);

test('a clock that is set right little by little stays steady', () => {
  const pass = watch();
  for (let second = 1; second < 100; second += 1) {
    expect(pass(1_000, 20)).toBe(second * 1_000);
  }
});
