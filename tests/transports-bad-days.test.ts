import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { startPiWebApi } from '../simulators/pi-web-api/index.ts';
import { freshFolder } from './support/files.ts';
import { launchServe, prepareServeStore, startServe } from './support/serve-process.ts';
import { startPlantline } from './support/start-plantline.ts';
import { checkOutcome } from './torture/check-outcome.ts';
import { findKeyMaterial } from './torture/find-key-material.ts';
import { readAuditFaults } from './torture/read-audit-faults.ts';
import { settledOutcome } from './torture/settled-outcome.ts';

const PERSON = '+6281200000001';
const DAY_MS = 86_400_000;
const INTERNAL = /SQLITE|\bat .*\.[jt]s\b|app\.db|EFBIG|ENOSPC|\/tmp\//;

let plant: Awaited<ReturnType<typeof startPiWebApi>>;
beforeAll(async () => {
  plant = await startPiWebApi({ port: 0 });
});
afterAll(async () => {
  await plant.close();
});

/** From now on the files of a process grow no further, as on a disk that is full; `undefined` makes room again. */
function limitFiles(pid: number, maxBytes: number | undefined): void {
  execFileSync('prlimit', ['--pid', String(pid), `--fsize=${maxBytes ?? 'unlimited'}:unlimited`]);
}

function canLimitFiles(): boolean {
  try {
    execFileSync('prlimit', ['--version']);
    return true;
  } catch {
    return false;
  }
}

describe.skipIf(!canLimitFiles())('on a disk that is full (prlimit stands for it)', () => {
  test('a question is refused plainly and not forgotten silently, and all goes on once there is room', async () => {
    const store = await prepareServeStore({ dataDir: freshFolder() }, plant.url);
    const launched = launchServe(store);
    onTestFinished(launched.kill);
    const server = await launched.ready;
    const ask = (id: string) => server.post({ id, from: PERSON, text: 'u1 load' }, '?wait=10');
    expect((await ask('before')).status).toBe(200);

    limitFiles(launched.pid, 1);
    const refused = await Promise.all(['full-1', 'full-2', 'full-3'].map(ask));
    for (const response of refused) {
      const text = await response.text();
      expect(response.status, text).toBeGreaterThanOrEqual(500);
      expect(text).not.toMatch(INTERNAL);
    }
    expect((await fetch(`${server.address}/healthz`)).status).toBe(200);
    expect((await fetch(`${server.address}/readyz`)).status).toBe(503);

    limitFiles(launched.pid, undefined);
    // Whoever was refused tries again, under the same id.
    const again = await Promise.all(['full-1', 'full-2', 'full-3'].map(ask));
    for (const response of again) {
      const { replies } = (await response.json()) as { replies: { text: string }[] };
      expect(replies).toHaveLength(1);
      expect(replies[0]?.text).toContain('MW');
    }
    // Whether the store takes anything is asked now and then, not by every probe.
    await vi.waitFor(
      async () => expect((await fetch(`${server.address}/readyz`)).status).toBe(200),
      { timeout: 15_000, interval: 200 },
    );
    const outcome = await settledOutcome(store, 'sqlite', []);
    expect((await server.terminate()).code).toBe(0);
    const accepted = ['before', 'full-1', 'full-2', 'full-3'].map((id) => ({ id, to: PERSON }));
    const wire = { transport: 'simulator', accepted, arrivals: undefined, hiddenRepeats: 0 };
    expect(checkOutcome(outcome, [wire], []).faults).toEqual([]);
    expect(await readAuditFaults(store)).toEqual([]);
    expect(findKeyMaterial(launched.output(), [])).toEqual([]);
  });

  test('what was accepted while the disk filled up is answered once, when there is room or after a restart', async () => {
    const store = await prepareServeStore({ dataDir: freshFolder() }, plant.url);
    const launched = launchServe(store);
    onTestFinished(launched.kill);
    const server = await launched.ready;
    const accepted: { id: string; to: string }[] = [];
    const asking = Array.from({ length: 60 }, async (_, index) => {
      const id = `filling-${index}`;
      const response = await server.post({ id, from: `+62812${index % 6}`, text: 'unit 1' });
      if (response.status === 202) accepted.push({ id, to: PERSON });
    });
    await Promise.any(asking);
    limitFiles(launched.pid, 1);
    await Promise.all(asking);
    expect(accepted.length).toBeGreaterThan(0);
    limitFiles(launched.pid, undefined);
    await launched.kill();
    const next = await startServe(store);
    const outcome = await settledOutcome(store, 'sqlite', []);
    expect((await next.terminate()).code).toBe(0);
    const wire = { transport: 'simulator', accepted, arrivals: undefined, hiddenRepeats: 0 };
    expect(checkOutcome(outcome, [wire], []).faults).toEqual([]);
    expect(await readAuditFaults(store)).toEqual([]);
  });
});

describe('a clock that jumps', () => {
  test('a day forth and a day back: each question is answered once, and nothing waits for ever', async () => {
    let now = new Date();
    const running = await startPlantline({
      clock: () => now,
      plant: { url: plant.url, close: async () => {} },
    });
    onTestFinished(running.stop);
    for (const jumpMs of [0, DAY_MS, -2 * DAY_MS, DAY_MS]) {
      now = new Date(now.getTime() + jumpMs);
      const replies = await Promise.all(
        Array.from({ length: 5 }, () => running.ask('u1 load', PERSON)),
      );
      expect(replies.map((each) => each.length)).toEqual([1, 1, 1, 1, 1]);
    }
  });
});
