import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startPiWebApi } from '../simulators/pi-web-api/index.ts';
import { freshFolder } from './support/files.ts';
import { prepareServeStore, startServe } from './support/serve-process.ts';
import { checkOutcome } from './torture/check-outcome.ts';
import { questionText } from './torture/questions.ts';
import { readAuditFaults } from './torture/read-audit-faults.ts';
import { settledOutcome } from './torture/settled-outcome.ts';

let plant: Awaited<ReturnType<typeof startPiWebApi>>;
beforeAll(async () => {
  plant = await startPiWebApi({ port: 0 });
});
afterAll(async () => {
  await plant.close();
});

describe('told to stop', () => {
  test('it ends with exit code 0, and what it had accepted is answered before or after', async () => {
    const store = await prepareServeStore({ dataDir: freshFolder() }, plant.url);
    const server = await startServe(store);
    const messages = Array.from({ length: 60 }, (_, index) => ({
      id: `s${index}`,
      from: `+62813${index % 5}`,
      text: questionText(index),
    }));
    const responses = messages.map((message, index) =>
      server.post(message, index % 2 === 0 ? '?wait=10' : '').then(
        (response) => (response.ok ? message.id : undefined),
        () => undefined,
      ),
    );
    await Promise.any(responses);
    // Somebody who still waits, as for a reply that was sent long ago, holds up nothing.
    const waiting = server.post({ id: 's0', from: '+628130', text: 'x' }, '?wait=120').then(
      (response) => response.ok,
      () => false,
    );
    const startedAt = performance.now();
    const { code, log } = await server.terminate();
    expect(performance.now() - startedAt).toBeLessThan(10_000);
    expect(code, log).toBe(0);
    expect(log).not.toContain('"level":"error"');
    await waiting;
    const accepted = (await Promise.all(responses)).filter((id) => id !== undefined);
    expect(accepted.length).toBeGreaterThan(0);

    const next = await startServe(store);
    const outcome = await settledOutcome(store, 'sqlite', []);
    expect((await next.terminate()).code).toBe(0);
    const asked = accepted.map((id) => ({ id, to: '' }));
    const wire = { transport: 'simulator', accepted: asked, arrivals: undefined, hiddenRepeats: 0 };
    expect(checkOutcome(outcome, [wire], []).faults).toEqual([]);
    expect(await readAuditFaults(store)).toEqual([]);
  });
});
