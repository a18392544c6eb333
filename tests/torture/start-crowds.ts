import type { Crowd } from './crowd.ts';
import { simulatorCrowd } from './simulator-crowd.ts';

/** People on every wire there is. */
export async function startCrowds(): Promise<{
  readonly crowds: readonly Crowd[];
  /** What a server must be started with to reach the wires. */
  readonly env: Readonly<Record<string, string>>;
  close(): Promise<void>;
}> {
  const crowds = [simulatorCrowd()];
  return {
    crowds,
    env: {},
    async close() {
      for (const crowd of crowds) await crowd.close();
    },
  };
}
