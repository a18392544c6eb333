import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { DataSource, DataSourceTools, ValueOutcome } from '#sdk';
import { createOutbound } from '../../lib/outbound/index.ts';
import { BROKERS, startBroker } from '../../../tests/support/mqtt/test-broker.ts';
import type { TestBroker } from '../../../tests/support/mqtt/test-broker.ts';
import { startTcpProxy } from '../../../tests/support/tcp-proxy.ts';
import { mqtt } from './index.ts';

const TEMPERATURE = { filter: 'plant/+/temp', tag: '{2}/temp', unit: '°C' };
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plantline-mqtt-test-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

const outbound = createOutbound({ allowPrivate: true });

async function open(
  to: { readonly host: string; readonly port: number } | string,
  config: object = {},
  clock = (): Date => new Date(),
): Promise<DataSource> {
  const parsed = mqtt.config.parse({
    ...(typeof to === 'string' ? { url: to } : to),
    user: 'reader',
    password: 'seCret-9',
    topics: [TEMPERATURE],
    firstValueWithinMs: 400,
    ...config,
  });
  const tools: DataSourceTools = {
    log: { debug() {}, info() {}, warn() {}, error() {} },
    clock,
    timeZone: 'Asia/Jakarta',
    outbound,
  };
  const source = await mqtt.connect(parsed, tools);
  onTestFinished(() => source.close());
  return source;
}

function within(ms = 8_000): AbortSignal {
  return AbortSignal.timeout(ms);
}

async function readOne(source: DataSource, name: string): Promise<ValueOutcome | undefined> {
  return (await source.read?.({ tags: [name] }, within()))?.[0];
}

describe.each(BROKERS)('MQTT on %s', (kind) => {
  let broker: TestBroker;
  let sent = 0;

  beforeAll(async () => {
    const place = join(folder, kind);
    await mkdir(place);
    broker = await startBroker(kind, place);
  });

  afterAll(async () => {
    await broker.close();
  });

  async function say(topic: string, payload: string, retain = false): Promise<void> {
    sent += 1;
    await broker.publish(topic, payload, retain);
  }

  test('a retained message is the present value of a tag that nobody heard of before', async () => {
    await say('plant/U1/temp', '541.5', true);
    const source = await open(broker.address);
    expect(await readOne(source, 'u1/TEMP')).toMatchObject({
      ok: true,
      tag: { name: 'U1/temp', unit: '°C', valueType: 'number' },
      reading: { value: 541.5, quality: 'good' },
    });
    expect(source.findTag?.('U1/temp')?.unit).toBe('°C');
    await expect.poll(() => source.search?.('temp', 5).length, { timeout: 3_000 }).toBe(1);
    expect(await readOne(source, 'U2/temp')).toMatchObject({
      ok: false,
      error: { code: 'mqtt.not_found' },
    });
  });

  test('several tags of one message, with its time and its quality', async () => {
    const topic = { filter: 'plant/+/json', timestampPath: '$.at', qualityPath: '$.q' };
    const source = await open(broker.address, {
      topics: [
        { ...topic, tag: '{2}/load', valuePath: '$.values[0].v', unit: 'MW' },
        { ...topic, tag: '{2}/state', valuePath: '$.state' },
      ],
    });
    await readOne(source, 'nothing');
    const said = {
      values: [{ v: 612.25 }],
      state: 'running',
      at: '2026-03-01T08:00:00+07:00',
      q: 192,
    };
    await say('plant/U1/json', JSON.stringify(said));
    await expect.poll(() => source.findTag?.('U1/state')?.valueType).toBe('string');
    const outcomes = await source.read?.({ tags: ['U1/*'] }, within());
    const timestamp = '2026-03-01T01:00:00.000Z';
    expect(outcomes).toMatchObject([
      {
        tag: { name: 'U1/load', unit: 'MW' },
        reading: { value: 612.25, timestamp, quality: 'good' },
      },
      { tag: { name: 'U1/state', step: true }, reading: { value: 'running', timestamp } },
    ]);
    await say('plant/U1/json', JSON.stringify({ ...said, at: '2026-03-01T08:00:01+07:00', q: 0 }));
    await expect
      .poll(() => readOne(source, 'U1/load'))
      .toMatchObject({ reading: { value: null, quality: 'bad', state: { name: 'Bad (0)' } } });
    // A late message of before does not become the present.
    await say('plant/U1/json', JSON.stringify({ ...said, at: '2026-03-01T07:59:00+07:00' }));
    await say('plant/U1/json', 'no JSON');
    await expect
      .poll(() => readOne(source, 'U1/load'))
      .toMatchObject({ reading: { value: null, state: { name: 'Not JSON' } } });
  });

  test('what it heard of a tag is remembered as its last good value, without keeping history', async () => {
    const source = await open(broker.address, {
      topics: [{ ...TEMPERATURE, valueType: 'number' }],
    });
    await readOne(source, 'U3/temp');
    await say('plant/U3/temp', '20.5');
    await say('plant/U3/temp', 'sensor lost');
    await expect
      .poll(() => readOne(source, 'U3/temp'))
      .toMatchObject({ reading: { value: null, state: { name: 'sensor lost' } } });
    const range = {
      start: '2026-01-01T00:00:00Z',
      end: new Date(Date.now() + 1_000).toISOString(),
    };
    const newest = { tags: ['U3/temp'], range, mode: 'recorded', last: 20 } as const;
    expect(await source.history?.(newest, within())).toMatchObject([
      { ok: true, readings: [{ value: 20.5 }, { value: null }], truncated: true },
    ]);
    const refused = [{ ok: false, error: { code: 'mqtt.no_history', kind: 'invalid' } }];
    const whole = { tags: ['U3/temp'], range, mode: 'recorded' } as const;
    expect(await source.history?.(whole, within())).toMatchObject(refused);
    const statistics = ['average'] as const;
    const asked = { tags: ['U3/temp'], range, statistics, timeZone: 'UTC' };
    expect(await source.summary?.(asked, within())).toMatchObject(refused);
  });

  test('values that are kept have a history, and statistics only since they are kept', async () => {
    let nowMs = Date.parse('2026-03-01T08:00:00Z');
    const source = await open(broker.address, { keepMinutes: 60 }, () => new Date(nowMs));
    await readOne(source, 'U4/temp');
    for (const value of ['10', '20', '40']) {
      await say('plant/U4/temp', value);
      await expect
        .poll(() => readOne(source, 'U4/temp'))
        .toMatchObject({ reading: { value: Number(value) } });
      nowMs += 600_000;
    }
    const range = { start: '2026-03-01T08:00:00Z', end: '2026-03-01T08:20:00Z' };
    const [recorded, interpolated, early] = await Promise.all([
      source.history?.({ tags: ['U4/temp'], range, mode: 'recorded' }, within()),
      source.history?.(
        { tags: ['U4/temp'], range, mode: 'interpolated', intervalMs: 300_000 },
        within(),
      ),
      source.summary?.(
        {
          tags: ['U4/temp'],
          range: { ...range, start: '2026-03-01T07:50:00Z' },
          statistics: ['average'],
          timeZone: 'UTC',
        },
        within(),
      ),
    ]);
    expect(recorded).toMatchObject([
      { readings: [{ value: 10 }, { value: 20 }, { value: 40 }], truncated: false },
    ]);
    expect(interpolated?.[0]?.ok && interpolated[0].readings.map(({ value }) => value)).toEqual([
      10, 15, 20, 30, 40,
    ]);
    expect(early).toMatchObject([{ ok: false, error: { code: 'mqtt.not_kept' } }]);
    const summary = await source.summary?.(
      { tags: ['U4/temp'], range, statistics: ['average', 'count'], timeZone: 'UTC' },
      within(),
    );
    expect(summary).toMatchObject([
      { buckets: [{ statistics: { average: { value: 22.5 }, count: { value: 3 } } }] },
    ]);
    const before = await source.read?.({ tags: ['U4/temp'], compareMs: 15 * 60_000 }, within());
    expect(before).toMatchObject([{ earlier: { value: 30 } }]);
  });

  test('a sensor that has been silent for too long is questionable', async () => {
    let nowMs = Date.parse('2026-03-01T08:00:00Z');
    const source = await open(
      broker.address,
      { topics: [{ ...TEMPERATURE, staleAfterSeconds: 60 }] },
      () => new Date(nowMs),
    );
    await readOne(source, 'U5/temp');
    await say('plant/U5/temp', '7');
    await expect
      .poll(() => readOne(source, 'U5/temp'))
      .toMatchObject({ reading: { quality: 'good' } });
    nowMs += 61_000;
    expect(await readOne(source, 'U5/temp')).toMatchObject({
      reading: { value: 7, quality: 'questionable' },
    });
  });

  test('a broker that goes makes every value stale, and what it sends again is good', async () => {
    await say('plant/U6/temp', '66', true);
    await say('plant/U7/temp', '77');
    const wire = await startTcpProxy(broker.address);
    onTestFinished(() => wire.close());
    const source = await open(wire, { keepMinutes: 10 });
    await readOne(source, 'U6/temp');
    await say('plant/U7/temp', '77');
    await expect.poll(() => readOne(source, 'U7/temp')).toMatchObject({ ok: true });
    const told: ValueOutcome[] = [];
    const ending = new AbortController();
    const ended = source.subscribe?.(
      { tags: ['U6/temp', 'U8/temp'] },
      (one) => told.push(one),
      ending.signal,
    );
    await expect.poll(() => told).toMatchObject([{ ok: true }, { ok: false, name: 'U8/temp' }]);

    await wire.refuse(true);
    const both = { tags: ['U6/temp', 'U7/temp'] };
    await expect
      .poll(() => source.read?.(both, within()), { timeout: 8_000 })
      .toMatchObject([
        { reading: { value: null, quality: 'bad', state: { name: 'Stale', isSystem: true } } },
        { reading: { value: null, state: { name: 'Stale' } } },
      ]);
    expect(told.at(-1)).toMatchObject({ ok: false, name: 'U6/temp' });

    await wire.refuse(false);
    await expect
      .poll(() => source.read?.(both, within()), { timeout: 10_000 })
      .toMatchObject([
        // Retained, so the broker said it again; the other one may have changed unseen.
        { reading: { value: 66, quality: 'good' } },
        { reading: { value: 77, quality: 'questionable' } },
      ]);
    await expect.poll(() => told.at(-1)).toMatchObject({ ok: true, reading: { value: 66 } });
    await say('plant/U8/temp', '88');
    await expect.poll(() => told.at(-1)).toMatchObject({ ok: true, reading: { value: 88 } });
    const range = {
      start: new Date(Date.now() - 60_000).toISOString(),
      end: new Date().toISOString(),
    };
    const [history] =
      (await source.history?.({ tags: ['U7/temp'], range, mode: 'recorded' }, within())) ?? [];
    expect(history?.ok && history.readings.map(({ value }) => value)).toEqual([77, null]);
    ending.abort();
    await ended;
  });

  test('a session that the broker keeps misses nothing while the wire is cut', async () => {
    const wire = await startTcpProxy(broker.address);
    onTestFinished(() => wire.close());
    const source = await open(wire, {
      clientId: `kept-${kind}`,
      cleanSession: false,
      keepMinutes: 10,
    });
    await readOne(source, 'U9/temp');
    await say('plant/U9/temp', '1');
    await expect.poll(() => readOne(source, 'U9/temp')).toMatchObject({ reading: { value: 1 } });
    await wire.refuse(true);
    await say('plant/U9/temp', '2');
    await say('plant/U9/temp', '3');
    await wire.refuse(false);
    await expect
      .poll(() => readOne(source, 'U9/temp'), { timeout: 10_000 })
      .toMatchObject({ reading: { value: 3, quality: 'good' } });
    const newest = {
      tags: ['U9/temp'],
      range: { start: '2026-01-01T00:00:00Z', end: new Date(Date.now() + 1_000).toISOString() },
      mode: 'recorded',
      last: 10,
    } as const;
    const [history] = (await source.history?.(newest, within())) ?? [];
    const values = history?.ok ? history.readings.map(({ value }) => value) : [];
    expect(values.filter((value) => value !== null)).toEqual([1, 2, 3]);
  });

  test('over TLS the broker is trusted by its authority, and otherwise not', async () => {
    const { host, port } = broker.tlsAddress;
    const other = join(folder, `${kind}-other.pem`);
    await writeFile(other, (await generate([{ name: 'commonName', value: 'other' }])).cert);
    const check = async (config: object): Promise<unknown> =>
      await (await open(`mqtts://${host}:${port}`, config)).check(within());
    expect(await check({ caFile: broker.caFile })).toMatchObject([
      { name: 'reach', ok: true },
      { name: 'tls', ok: true, message: 'The certificate is valid.' },
      { name: 'login', ok: true },
      { name: 'permission', ok: true },
      { name: 'read', ok: true },
    ]);
    for (const config of [{}, { caFile: other }, { caFile: join(folder, 'missing.pem') }]) {
      expect(await check(config)).toMatchObject([
        { name: 'reach', ok: true },
        { name: 'tls', ok: false },
      ]);
    }
    expect(await check({ insecureSkipTlsVerify: true })).toMatchObject([
      {},
      { name: 'tls', ok: true, warning: true },
      {},
      {},
      { ok: true },
    ]);
    const source = await open({ host, port }, { tls: true, caFile: broker.caFile });
    expect(await readOne(source, 'U1/temp')).toMatchObject({ ok: true, reading: { value: 541.5 } });
  });

  test('by WebSocket it is the same', async () => {
    const { host, port } = broker.webSocketAddress;
    const source = await open(`ws://${host}:${port}/`);
    expect(await readOne(source, 'U1/temp')).toMatchObject({ ok: true, reading: { value: 541.5 } });
    const refused = await open('ws://169.254.169.254:80/');
    const failed = await readOne(refused, 'X').catch((error: unknown) => error);
    expect(failed).toMatchObject({ code: 'outbound.address_refused' });
  });

  test('a wrong password is the log-in’s fault, and is not sent again and again', async () => {
    const wire = await startTcpProxy(broker.address);
    onTestFinished(() => wire.close());
    const source = await open(wire, { password: 'wrong' });
    const failed = await readOne(source, 'U1/temp').catch((error: unknown) => error);
    expect(failed).toMatchObject({ code: 'mqtt.login_refused', kind: 'unauthenticated' });
    const before = wire.bytesSent();
    for (let n = 0; n < 5; n += 1) await readOne(source, 'U1/temp').catch(() => undefined);
    expect(wire.bytesSent()).toBe(before);
    const steps = await source.check(within());
    expect(steps.at(-1)).toMatchObject({ name: 'login', ok: false });
  });

  test('topics that may not be read are told in the check, and hide no others', async () => {
    const secret = { filter: 'secret/#' };
    const none = await open(broker.address, { topics: [secret] });
    const lastStep = (await none.check(within())).at(-1);
    // Mosquitto takes every subscription and then delivers nothing, so that is all there is to be told.
    const isSilent = kind === 'mosquitto';
    expect(lastStep).toMatchObject(
      isSilent
        ? { name: 'read', ok: true, message: expect.stringContaining('No message has come yet') }
        : { name: 'permission', ok: false, message: expect.stringContaining('secret/#') },
    );
    const some = await open(broker.address, { topics: [secret, TEMPERATURE] });
    const someSteps = await some.check(within());
    expect(someSteps.find(({ name }) => name === 'permission')).toMatchObject({
      ok: true,
      ...(!isSilent && { warning: true, message: expect.stringContaining('secret/#') }),
    });
    expect(await readOne(some, 'U1/temp')).toMatchObject({ ok: true });
  });

  test('more topics than a source may hold, and messages that are too long, are left out', async () => {
    const source = await open(broker.address, {
      maxTags: 3,
      maxMessageBytes: 1_000,
      topics: [{ filter: 'plant/many/+' }],
    });
    await readOne(source, 'nothing');
    await say('plant/many/long', 'x'.repeat(1_001));
    for (let n = 0; n < 6; n += 1) await say(`plant/many/${n}`, String(n));
    await expect
      .poll(async () => (await source.read?.({ tags: ['plant/many/*'] }, within()))?.length)
      .toBe(3);
    expect(await readOne(source, 'plant/many/long')).toMatchObject({ ok: false });
    // Those that it holds go on.
    await say('plant/many/0', '100');
    await expect
      .poll(() => readOne(source, 'plant/many/0'))
      .toMatchObject({ reading: { value: 100 } });
  });

  test('Plantline published nothing in all this', async () => {
    await expect.poll(() => broker.seen()).toBe(sent);
  });
});
