import { describe, expect, test } from 'vitest';
import { ENGINES } from '../support/databases.ts';
import { runTorture } from './run-torture.ts';
import { startCrowds } from './start-crowds.ts';

/** CI kills 130 times beside this. */
const KILLS = Number(process.env['PLANTLINE_TEST_KILLS'] ?? 8);
const SEED = 20261128;

describe.each(ENGINES)('killed on %s', (engine) => {
  const kills = engine === 'sqlite' ? KILLS : Math.ceil(KILLS / 3);

  test(
    `what was accepted on any wire is answered once, however often a process is killed (${kills} times)`,
    { retry: 0, timeout: 180_000 + KILLS * 6_000 },
    async () => {
      const { crowds, env, close } = await startCrowds();
      try {
        const report = await runTorture({ engine, kills, seed: SEED, crowds, env });
        expect(report.faults).toEqual([]);
        expect(report.kills).toBe(kills);
        // How many depends on the machine; that there were some of each, and more than lives, does not.
        for (const { asked } of report.counts) expect(asked).toBeGreaterThan(0);
        for (const { trends, pictures } of report.counts) expect(pictures).toBe(trends);
        const all = (name: 'asked' | 'plain' | 'trends') =>
          report.counts.reduce((sum, count) => sum + count[name], 0);
        expect(all('asked')).toBeGreaterThan(3 * kills);
        expect(all('plain')).toBeGreaterThan(0);
        expect(all('trends')).toBeGreaterThan(0);
      } finally {
        await close();
      }
    },
  );
});
