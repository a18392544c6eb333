import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { callAsAdmin } from './support/call-as-admin.ts';
import { encodeSparkplug } from './support/mqtt/encode-sparkplug.ts';
import { BROKERS, startBroker } from './support/mqtt/test-broker.ts';
import type { TestBroker } from './support/mqtt/test-broker.ts';
import { startOpcUaPlant } from './support/opc-ua/start-opc-ua-plant.ts';
import type { OpcUaPlant } from './support/opc-ua/start-opc-ua-plant.ts';
import { startPlantline } from './support/start-plantline.ts';
import type { RunningPlant } from './support/start-plantline.ts';

const [kind = 'aedes'] = BROKERS;
let folder: string;
let opcUa: OpcUaPlant;
let broker: TestBroker;
let plant: RunningPlant;

/** The whole of Plantline with the demo plant, and beside it an OPC UA server and an MQTT broker. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plantline-wires-'));
  await mkdir(join(folder, 'broker'));
  [opcUa, broker, plant] = await Promise.all([
    startOpcUaPlant(),
    startBroker(kind, join(folder, 'broker')),
    startPlantline(),
  ]);
  await broker.publish('plant/U1/vibration', '{"v":2.75,"q":"good"}', true);
  const call = callAsAdmin(plant.config, plant.app.address());
  const sources = [
    {
      name: 'Control system',
      plugin: 'opc-ua',
      config: {
        endpointUrl: `opc.tcp://127.0.0.1:${opcUa.address.port}/plant`,
        user: 'operator',
        password: 'seCret-9',
        trustAnyServerCertificate: true,
      },
    },
    {
      name: 'Gateway',
      plugin: 'mqtt',
      config: {
        ...broker.address,
        user: 'reader',
        password: 'seCret-9',
        topics: [
          {
            filter: 'plant/+/vibration',
            tag: '{2}_VIBRATION',
            valuePath: '$.v',
            qualityPath: '$.q',
            unit: 'mm/s',
            description: 'Bearing vibration',
          },
        ],
        sparkplugGroups: ['Plant'],
      },
    },
  ];
  for (const source of sources) {
    const made = await call('POST', '/data-sources', source);
    expect(made.status, await made.clone().text()).toBe(201);
    const { id } = (await made.json()) as { id: string };
    const tested = await call('POST', `/data-sources/${id}/test`);
    const { steps } = (await tested.json()) as { steps: readonly { ok: boolean }[] };
    expect(steps.filter(({ ok }) => !ok)).toEqual([]);
  }
}, 90_000);

afterAll(async () => {
  await plant.stop();
  await Promise.all([opcUa.close(), broker.close()]);
  await rm(folder, { recursive: true, force: true });
});

async function ask(text: string): Promise<string> {
  return (await plant.ask(text)).map((reply) => reply.text).join('\n');
}

test('a variable of an OPC UA server is asked by its path, with its unit and as many digits as the server shows', async () => {
  await opcUa.tell({ order: 'set', value: 612.3456 });
  await expect.poll(() => ask('Area/Unit1/Load'), { timeout: 15_000 }).toMatch(/612\.3 MW/);
  expect(await ask('area/unit1/valve')).toContain('Open');
  expect(await ask('tag net load')).toContain('Area/Unit1/Load');
  expect(await ask('Area/Unit1/Broken sensor')).toContain('BadSensorFailure');
});

test('the history and the trend of an OPC UA variable are the server’s', async () => {
  const history = await ask('Area/Unit1/Main steam/Pressure 5');
  expect(history.match(/\d+\.?\d* bar|\b1[4-6]\d\b/g)?.length).toBeGreaterThan(2);
  expect(await ask('trend Area/Unit1/Load 2h')).toMatch(/[▁▂▃▄▅▆▇█]/);
});

test('a topic of an MQTT broker is asked by its tag, and so is a metric of Sparkplug until its node dies', async () => {
  await expect.poll(() => ask('U1_VIBRATION'), { timeout: 15_000 }).toMatch(/2\.75 mm\/s/);
  const birth = {
    timestampMs: Date.now(),
    seq: 0,
    metrics: [
      { name: 'bdSeq', datatype: 4, long: 1n },
      {
        name: 'Flow',
        alias: 1,
        datatype: 10,
        double: 88.5,
        properties: { engUnit: 't/h' },
        timestampMs: Date.now(),
      },
    ],
  };
  await broker.publish('spBv1.0/Plant/NBIRTH/Edge1', encodeSparkplug(birth));
  await expect.poll(() => ask('Plant/Edge1/Flow'), { timeout: 15_000 }).toMatch(/88\.5 t\/h/);
  const death = { timestampMs: Date.now(), metrics: birth.metrics.slice(0, 1) };
  await broker.publish('spBv1.0/Plant/NDEATH/Edge1', encodeSparkplug(death));
  await expect.poll(() => ask('Plant/Edge1/Flow'), { timeout: 15_000 }).toContain('Stale');
  expect(await ask('Plant/Edge1/Flow')).toContain('88.5');
  expect(await ask('trend U1_VIBRATION 2h')).toMatch(/U1_VIBRATION[^]*keep/);
});
