import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dataSourceContract } from '../../../tests/contracts/data-source.contract.ts';
import { BROKERS, startBroker } from '../../../tests/support/mqtt/test-broker.ts';
import type { TestBroker } from '../../../tests/support/mqtt/test-broker.ts';
import { mqtt } from './index.ts';

const HOURS = 5;
const STEP_MS = 60_000;
const LISTENS_WITHIN_MS = 500;

for (const kind of BROKERS) {
  let changes = 0;
  let running: TestBroker | undefined;

  /** MQTT itself has no past: a gateway sends what it recorded, once somebody listens. */
  const listened: typeof mqtt = {
    ...mqtt,
    async connect(config, tools) {
      const source = await mqtt.connect(config, tools);
      const listens = await until(() => source.findTag?.('U1/bar') !== undefined);
      if (listens && running) await sayAll(running);
      return source;
    },
  };

  dataSourceContract({
    name: `MQTT on ${kind}`,
    plugin: listened,
    async start() {
      const folder = await mkdtemp(join(tmpdir(), 'plantline-mqtt-'));
      const broker = await startBroker(kind, folder);
      await sayAll(broker);
      running = broker;
      return {
        ...broker,
        async close() {
          await broker.close();
          await rm(folder, { recursive: true, force: true });
        },
      };
    },
    configFor: ({ host, port }) => ({
      host,
      port,
      user: 'reader',
      password: 'seCret-9',
      keepMinutes: 6 * 60,
      topics: ['MW', 'bar'].map((unit) => ({
        filter: `plant/+/${unit}`,
        tag: `{2}/${unit}`,
        valuePath: '$.v',
        timestampPath: '$.t',
        unit,
      })),
    }),
    known: ['U1/MW', 'U1/bar'],
    units: ['MW', 'bar'],
    unknown: 'U9/MW',
    emptyRange: { start: '2011-01-01T00:00:00Z', end: '2011-01-02T00:00:00Z' },
    async change(system) {
      changes += 1;
      const said = JSON.stringify({ v: 500 + changes, t: Date.now() });
      await (system as unknown as TestBroker).publish('plant/U1/MW', said, true);
    },
    lacks: ['query', 'events', 'browse'],
    answersFromMemory: true,
    secrets: ['seCret-9', 'reader'],
  });
}

async function sayAll(broker: TestBroker): Promise<void> {
  const nowMs = Math.floor(Date.now() / STEP_MS) * STEP_MS;
  for (let ms = nowMs - HOURS * 3_600_000; ms <= nowMs; ms += STEP_MS) {
    const isLast = ms === nowMs;
    for (const unit of ['MW', 'bar']) {
      const said = JSON.stringify({ v: 600 + 40 * Math.sin(ms / 3_600_000), t: ms });
      if (isLast) await broker.publish(`plant/U1/${unit}`, said, true);
      else broker.pour(`plant/U1/${unit}`, said);
    }
  }
}

async function until(isTrue: () => boolean): Promise<boolean> {
  for (const startedMs = performance.now(); performance.now() - startedMs < LISTENS_WITHIN_MS;) {
    if (isTrue()) return true;
    await new Promise((resolve) => {
      setTimeout(resolve, 5);
    });
  }
  return false;
}
