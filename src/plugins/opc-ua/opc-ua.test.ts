import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { DataSource, DataSourceTools, ValueOutcome } from '#sdk';
import { createOutbound } from '../../lib/outbound/index.ts';
import { startOpcUaPlant } from '../../../tests/support/opc-ua/start-opc-ua-plant.ts';
import type { OpcUaPlant } from '../../../tests/support/opc-ua/start-opc-ua-plant.ts';
import { startTcpProxy } from '../../../tests/support/tcp-proxy.ts';
import { opcUa } from './index.ts';

const HOUR_MS = 3_600_000;
/** What Plantline may ask of a server. Nothing of it changes anything in the plant. */
const ONLY_READS = [
  'GetEndpointsRequest',
  'CreateSessionRequest',
  'ActivateSessionRequest',
  'CloseSessionRequest',
  'ReadRequest',
  'BrowseRequest',
  'BrowseNextRequest',
  'HistoryReadRequest',
  'CreateSubscriptionRequest',
  'CreateMonitoredItemsRequest',
  'PublishRequest',
  'DeleteSubscriptionsRequest',
  'DeleteMonitoredItemsRequest',
];

const tools: DataSourceTools = {
  log: { debug() {}, info() {}, warn() {}, error() {} },
  clock: () => new Date(),
  timeZone: 'UTC',
  outbound: createOutbound({ allowPrivate: true }),
};

async function open(
  address: { readonly host: string; readonly port: number },
  config: object = {},
): Promise<DataSource> {
  const endpointUrl = `opc.tcp://${address.host}:${address.port}/plant`;
  const parsed = opcUa.config.parse({
    endpointUrl,
    securityMode: 'none',
    publishingIntervalMs: 50,
    ...config,
  });
  const source = await opcUa.connect(parsed, tools);
  onTestFinished(() => source.close());
  return source;
}

function within(ms = 8_000): AbortSignal {
  return AbortSignal.timeout(ms);
}

async function readOne(source: DataSource, name: string): Promise<ValueOutcome | undefined> {
  return (await source.read?.({ tags: [name] }, within()))?.[0];
}

function hoursBack(hours: number, to = new Date()): { start: string; end: string } {
  return {
    start: new Date(to.getTime() - hours * HOUR_MS).toISOString(),
    end: to.toISOString(),
  };
}

/** The numbers of the plant's load, as the server makes them up. */
function loadAt(timestamp: string): number {
  return 600 + 40 * Math.sin(Date.parse(timestamp) / HOUR_MS);
}

describe('an OPC UA server with history', () => {
  let plant: OpcUaPlant;

  beforeAll(async () => {
    plant = await startOpcUaPlant({ extraTags: 450 });
  });

  afterAll(async () => {
    const asked = (await plant.tell({ order: 'tally' })) as Record<string, number>;
    await plant.close();
    // Held against everything that the tests of this block did.
    expect(Object.keys(asked).filter((name) => !ONLY_READS.includes(name))).toEqual([]);
  });

  test.each([
    ['Load', { unit: 'MW', displayDigits: 1, description: 'Net load of unit 1', step: false }, {}],
    ['Main steam/Pressure', { unit: 'bar', valueType: 'number' }, {}],
    [
      'Valve',
      { valueType: 'digital', step: true },
      { value: 'Open', state: { name: 'Open', code: 1, isSystem: false } },
    ],
    [
      'Mode',
      { valueType: 'digital' },
      { value: 'Manual', state: { name: 'Manual', code: 2, isSystem: false } },
    ],
    [
      'Phase',
      { valueType: 'digital' },
      { value: 'Heating', state: { name: 'Heating', code: 20, isSystem: false } },
    ],
    ['Health', { valueType: 'digital' }, { value: 'Running' }],
    ['Running', { valueType: 'boolean', step: true }, { value: true }],
    ['Counter', { valueType: 'number' }, { value: '9007199254740993' }],
    ['Small counter', { valueType: 'number' }, { value: -2 }],
    ['Short', { valueType: 'number' }, { value: 0.1 }],
    ['Note', { valueType: 'string', step: true }, { value: 'all well' }],
    ['Started', { valueType: 'timestamp' }, { value: '2026-02-03T04:05:06.789Z' }],
    [
      'Doubtful',
      {},
      { value: 1.5, quality: 'questionable', timestamp: '2026-03-01T08:00:00.500Z' },
    ],
    ['Overridden', {}, { value: 1.5, quality: 'substituted' }],
    [
      'Broken sensor',
      {},
      {
        value: null,
        quality: 'bad',
        state: { name: 'BadSensorFailure', code: 0x808c0000, isSystem: true },
      },
    ],
    [
      'No number',
      {},
      { value: null, quality: 'bad', state: { name: 'NaN', code: 0, isSystem: true } },
    ],
  ])('%s is read as what it is', async (name, tag, reading) => {
    const outcome = await readOne(await open(plant.address), `Area/Unit1/${name}`);
    if (!outcome?.ok) throw outcome?.error ?? new Error('no outcome');
    expect(outcome.tag).toMatchObject({ name: `Area/Unit1/${name}`, ...tag });
    expect(outcome.reading).toMatchObject(reading);
  });

  test.each([
    ['Area/Unit1/Spectrum', 'opcua.array', /a list of values/],
    ['Area/Unit1/Secret', 'opcua.forbidden', /does not let this account read/],
    ['Area/Unit1', 'opcua.not_found', /has no variable/],
    ['ns=1;s=NOT.THERE', 'opcua.not_found', /has no variable/],
    ['ns=9;i=1', 'opcua.not_found', /has no variable/],
    ['Nowhere/At all', 'opcua.not_found', /has no variable/],
  ])('%s is refused in words and hides no other tag', async (name, code, words) => {
    const source = await open(plant.address);
    const outcomes = await source.read?.({ tags: [name, 'Area/Unit1/Load'] }, within());
    expect(outcomes?.map(({ ok }) => ok)).toEqual([false, true]);
    const [refused] = outcomes ?? [];
    expect(refused).toMatchObject({ name, error: { code } });
    expect(refused?.ok === false && refused.error.message).toMatch(words);
  });

  test.each(['ns=1;s=U1.LOAD', 'NS=1;S=u1.load', 'area/UNIT1/load', '/Area/Unit1/Load'])(
    'the load is found as %s',
    async (name) => {
      const source = await open(plant.address);
      await expect.poll(() => source.tagIndexStatus?.().complete, { timeout: 5_000 }).toBe(true);
      const outcome = await readOne(source, name);
      expect(outcome).toMatchObject({ ok: true, tag: { unit: 'MW' } });
    },
  );

  test('a NodeId works before and without the index, and is what the tag is then called', async () => {
    const source = await open(plant.address, { tagIndex: false });
    expect(await readOne(source, 'ns=1;i=4711')).toMatchObject({
      ok: true,
      tag: { name: 'ns=1;i=4711' },
      reading: { value: 4.5 },
    });
    expect(source.findTag?.('NS=1;I=4711')?.name).toBe('ns=1;i=4711');
  });

  test('wildcards and nodes stand for the tags below, sorted by name', async () => {
    const source = await open(plant.address);
    const [pattern, element] = await Promise.all([
      source.read?.({ tags: ['*/unit1/M*'] }, within()),
      source.read?.({ tags: [], elements: ['area/unit1'] }, within()),
    ]);
    expect(pattern?.map((each) => each.ok && each.tag.name)).toEqual([
      'Area/Unit1/Main steam/Pressure',
      'Area/Unit1/Mode',
    ]);
    const names = element?.map((each) => (each.ok ? each.tag.name : each.name)) ?? [];
    expect(names).toContain('Area/Unit1/Load');
    expect(names.length).toBeGreaterThan(15);
    expect(names).toEqual(names.toSorted());
  });

  test('every variable is indexed within the server’s limits, however the folders hang together', async () => {
    const source = await open(plant.address);
    await expect.poll(() => source.tagIndexStatus?.().complete, { timeout: 15_000 }).toBe(true);
    expect(source.tagIndexStatus?.().tags).toBe(471);
    expect(source.search?.('net load', 3).map(({ name }) => name)).toEqual(['Area/Unit1/Load']);
    expect(source.findTag?.('many/t0449')?.name).toBe('Many/T0449');
    const outcomes = await source.read?.({ tags: ['Many/*'] }, within());
    expect(outcomes?.map((each) => each.ok && each.reading.value)).toEqual(
      Array.from({ length: 450 }, (_, n) => n),
    );
  });

  test('an index that is full says so by what it holds, and the rest is found by name', async () => {
    const source = await open(plant.address, { maxIndexedTags: 100 });
    await expect.poll(() => source.tagIndexStatus?.().complete, { timeout: 15_000 }).toBe(true);
    expect(source.tagIndexStatus?.().tags).toBeLessThan(471);
    expect(await readOne(source, 'Many/T0449')).toMatchObject({
      ok: true,
      reading: { value: 449 },
    });
  });

  test('recorded values are the server’s, and of a long range the newest are given', async () => {
    const source = await open(plant.address, { maxValuesPerTag: 50 });
    const range = hoursBack(2);
    const query = { tags: ['Area/Unit1/Load'], range, mode: 'recorded' } as const;
    const [cut] = (await source.history?.(query, within())) ?? [];
    if (!cut?.ok) throw cut?.error ?? new Error('no outcome');
    expect(cut.truncated).toBe(true);
    expect(cut.readings).toHaveLength(50);
    for (const { value, timestamp } of cut.readings.slice(0, -1)) {
      expect(value).toBeCloseTo(loadAt(timestamp), 6);
    }
    const newest = Date.parse(cut.readings.at(-1)?.timestamp ?? '');
    expect(Date.now() - newest).toBeLessThan(120_000);
  });

  test('more values than a server hands over at once come by continuation, all of them', async () => {
    const source = await open(plant.address);
    const range = { start: '2026-01-05T00:00:00Z', end: '2026-01-05T03:19:59Z' };
    const query = { tags: ['ns=1;s=U1.FAST'], range, mode: 'recorded' } as const;
    const [all] = (await source.history?.(query, within(20_000))) ?? [];
    if (!all?.ok) throw all?.error ?? new Error('no outcome');
    expect(all.readings.map(({ value }) => value)).toEqual(
      Array.from({ length: 12_000 }, (_, n) => n),
    );
    expect(all.truncated).toBe(false);
    const plot = { ...query, mode: 'plot', intervalMs: 600_000 } as const;
    const [picture] = (await source.history?.(plot, within(20_000))) ?? [];
    if (!picture?.ok) throw picture?.error ?? new Error('no outcome');
    expect(picture.readings.length).toBeLessThanOrEqual(100);
    expect(picture.readings[0]?.value).toBe(0);
    expect(picture.readings.at(-1)?.value).toBe(11_999);
  });

  test('interpolated values lie between recorded ones, from the start in even steps', async () => {
    const source = await open(plant.address);
    const range = { start: '2026-01-05T00:00:00.500Z', end: '2026-01-05T00:00:03.500Z' };
    const query = {
      tags: ['ns=1;s=U1.FAST'],
      range,
      mode: 'interpolated',
      intervalMs: 1_000,
    } as const;
    const [outcome] = (await source.history?.(query, within())) ?? [];
    if (!outcome?.ok) throw outcome?.error ?? new Error('no outcome');
    expect(outcome.readings.map(({ value, timestamp }) => [timestamp, value])).toEqual([
      ['2026-01-05T00:00:00.500Z', 0.5],
      ['2026-01-05T00:00:01.500Z', 1.5],
      ['2026-01-05T00:00:02.500Z', 2.5],
      ['2026-01-05T00:00:03.500Z', 3.5],
    ]);
  });

  test('where nothing was recorded within the range, what held comes along', async () => {
    const source = await open(plant.address);
    const range = { start: '2026-02-01T00:00:00Z', end: '2026-02-02T00:00:00Z' };
    const query = { tags: ['ns=1;s=U1.FAST'], range, mode: 'recorded' } as const;
    const [outcome] = (await source.history?.(query, within())) ?? [];
    expect(outcome).toMatchObject({ ok: true, readings: [], held: { value: 11_999 } });
  });

  test('statistics are those of the recorded values', async () => {
    const source = await open(plant.address);
    const range = { start: '2026-01-05T00:00:00Z', end: '2026-01-05T02:00:00Z' };
    const [outcome] =
      (await source.summary?.(
        {
          tags: ['ns=1;s=U1.FAST'],
          range,
          statistics: ['average', 'minimum', 'maximum', 'count', 'percentGood', 'total'],
          bucket: '1h',
          timeZone: 'UTC',
        },
        within(20_000),
      )) ?? [];
    if (!outcome?.ok) throw outcome?.error ?? new Error('no outcome');
    const values = outcome.buckets.map(({ statistics }) =>
      Object.fromEntries(Object.entries(statistics).map(([name, { value }]) => [name, value])),
    );
    expect(values).toEqual([
      { average: 1_800, minimum: 0, maximum: 3_600, count: 3_600, percentGood: 100, total: 75 },
      {
        average: 5_400,
        minimum: 3_600,
        maximum: 7_200,
        count: 3_601,
        percentGood: 100,
        total: 225,
      },
    ]);
  });

  test('statistics of a part are refused, and so are those of texts', async () => {
    const source = await open(plant.address, { maxValuesPerTag: 100 });
    const outcomes = await source.summary?.(
      {
        tags: ['ns=1;s=U1.FAST', 'Area/Unit1/Note'],
        range: { start: '2026-01-05T00:00:00Z', end: '2026-01-05T02:00:00Z' },
        statistics: ['average'],
        timeZone: 'UTC',
      },
      within(),
    );
    expect(outcomes).toMatchObject([
      { ok: false, error: { code: 'opcua.too_many_values' } },
      { ok: false, error: { code: 'opcua.not_numeric' } },
    ]);
  });

  test('the value of some time ago comes from history, and is left out where there is none', async () => {
    const source = await open(plant.address);
    const query = { tags: ['Area/Unit1/Load', 'Area/Unit1/Short'], compareMs: HOUR_MS };
    const [load, short] = (await source.read?.(query, within())) ?? [];
    if (!load?.ok || !short?.ok) throw new Error('no reading');
    expect(load.earlier?.value).toBeCloseTo(loadAt(load.earlier?.timestamp ?? ''), 1);
    const agoMs = Date.now() - Date.parse(load.earlier?.timestamp ?? '');
    expect(Math.abs(agoMs - HOUR_MS)).toBeLessThan(10_000);
    expect(short.earlier).toBeUndefined();
  });

  test('a variable without history says so', async () => {
    const source = await open(plant.address);
    const range = hoursBack(1);
    const query = {
      tags: ['Area/Unit1/Short', 'Area/Unit1/Load'],
      range,
      mode: 'recorded',
    } as const;
    const outcomes = await source.history?.(query, within());
    expect(outcomes).toMatchObject([
      { ok: false, error: { code: 'opcua.no_history' } },
      { ok: true },
    ]);
  });

  test('fifty questions share one session, and none is left afterwards', async () => {
    const source = await open(plant.address, { tagIndex: false });
    await Promise.all(Array.from({ length: 50 }, () => readOne(source, 'Area/Unit1/Load')));
    expect(await plant.tell({ order: 'sessions' })).toBe(1);
    await source.close();
    await expect.poll(() => plant.tell({ order: 'sessions' })).toBe(0);
  });

  test('the check tells what the account could do, and that nothing is secured', async () => {
    const source = await open(plant.address, {
      user: 'operator',
      password: 'seCret-9',
      rootNode: 'ns=1;s=AREA',
    });
    const steps = await source.check(within());
    expect(steps.map(({ name, ok }) => [name, ok])).toEqual([
      ['reach', true],
      ['tls', true],
      ['login', true],
      ['permission', true],
      ['rights', true],
      ['clock', true],
      ['read', true],
    ]);
    expect(steps.find(({ name }) => name === 'tls')?.warning).toBe(true);
    expect(steps.find(({ name }) => name === 'rights')).toMatchObject({
      warning: true,
      message: expect.stringContaining('could also write'),
    });
  });

  test('a wrong password is the log-in’s fault, and is not sent again and again', async () => {
    const source = await open(plant.address, { user: 'operator', password: 'wrong' });
    const steps = await source.check(within());
    expect(steps.at(-1)).toMatchObject({ name: 'login', ok: false });
    expect(steps.slice(0, -1).map(({ name }) => name)).toEqual(['reach', 'tls']);
    const count = async (): Promise<number> =>
      ((await plant.tell({ order: 'tally' })) as Record<string, number>)[
        'ActivateSessionRequest'
      ] ?? 0;
    const failed = await readOne(source, 'Area/Unit1/Load').catch((error: unknown) => error);
    expect(failed).toMatchObject({ code: 'opcua.login_refused', kind: 'unauthenticated' });
    const before = await count();
    for (let n = 0; n < 5; n += 1) {
      await readOne(source, 'Area/Unit1/Load').catch(() => undefined);
    }
    expect(await count()).toBe(before);
  });

  test('a bad value is told by a subscription with its reason, and the good one after it', async () => {
    const source = await open(plant.address);
    const told: ValueOutcome[] = [];
    const ending = new AbortController();
    const tags = ['Area/Unit1/Load', 'Area/Unit1/Nothing'];
    const ended = source.subscribe?.({ tags }, (one) => told.push(one), ending.signal);
    await expect.poll(() => told.some(({ ok }) => ok), { timeout: 5_000 }).toBe(true);
    expect(told.filter(({ ok }) => !ok)).toMatchObject([{ name: 'Area/Unit1/Nothing' }]);
    await plant.tell({ order: 'setBad' });
    await expect
      .poll(() => told.at(-1))
      .toMatchObject({ reading: { value: null, state: { name: 'BadDeviceFailure' } } });
    await plant.tell({ order: 'set', value: 321 });
    await expect.poll(() => told.at(-1)).toMatchObject({ reading: { value: 321, unit: 'MW' } });
    ending.abort();
    await ended;
    await expect.poll(() => plant.tell({ order: 'subscriptions' })).toBe(0);
  });

  test('a subscription survives a cut wire, and says once when the server cannot be reached', async () => {
    const wire = await startTcpProxy(plant.address);
    onTestFinished(() => wire.close());
    const source = await open(wire);
    const told: ValueOutcome[] = [];
    const ending = new AbortController();
    const ended = source.subscribe?.(
      { tags: ['Area/Unit1/Load'] },
      (one) => told.push(one),
      ending.signal,
    );
    const until = (value: number): Promise<void> =>
      expect
        .poll(() => told.at(-1), { timeout: 10_000 })
        .toMatchObject({ ok: true, reading: { value } });
    await expect.poll(() => told.some(({ ok }) => ok), { timeout: 5_000 }).toBe(true);
    wire.cut();
    await plant.tell({ order: 'set', value: 654 });
    await until(654);
    await wire.refuse(true);
    await expect.poll(() => told.at(-1)?.ok, { timeout: 5_000 }).toBe(false);
    await plant.tell({ order: 'set', value: 655 });
    await wire.refuse(false);
    await until(655);
    expect(told.filter(({ ok }) => !ok)).toHaveLength(1);
    ending.abort();
    await ended;
  }, 30_000);

  test.each([
    ['opc.tcp://169.254.169.254:4840', 'outbound.address_refused'],
    ['opc.tcp://[::ffff:169.254.169.254]:4840', 'outbound.address_refused'],
  ])('%s is not connected to', async (endpointUrl, code) => {
    const source = await open(plant.address, { endpointUrl });
    const failed = await readOne(source, 'X').catch((error: unknown) => error);
    expect(failed).toMatchObject({ code });
    expect(await source.check(within())).toMatchObject([{ name: 'reach', ok: false }]);
  });

  test('a name that leads to a refused address is not connected to', async () => {
    const { endpointUrl } = { endpointUrl: 'opc.tcp://metadata.example:4840' };
    const lookup = ((_host, _options, callback) => {
      callback(null, [{ address: '169.254.169.254', family: 4 }]);
    }) as Parameters<typeof createOutbound>[0]['lookup'];
    const outbound = createOutbound({ allowPrivate: true, ...(lookup && { lookup }) });
    const config = opcUa.config.parse({ endpointUrl, securityMode: 'none' });
    const source = await opcUa.connect(config, { ...tools, outbound });
    onTestFinished(() => source.close());
    const failed = await readOne(source, 'X').catch((error: unknown) => error);
    expect(failed).toMatchObject({ code: 'outbound.address_refused' });
  });
});

describe('an OPC UA server that comes and goes', () => {
  test('is an error while it is away, and answers once it is back, with nodes that were made anew', async () => {
    const plant = await startOpcUaPlant({ hasHistory: false });
    onTestFinished(() => plant.close());
    const source = await open(plant.address);
    const told: ValueOutcome[] = [];
    const ending = new AbortController();
    onTestFinished(() => ending.abort());
    void source.subscribe?.({ tags: ['Area/Unit1/Load'] }, (one) => told.push(one), ending.signal);
    await expect.poll(() => told.some(({ ok }) => ok), { timeout: 10_000 }).toBe(true);
    const noHistory = await source.history?.(
      { tags: ['Area/Unit1/Load'], range: hoursBack(1), mode: 'recorded' },
      within(),
    );
    expect(noHistory).toMatchObject([{ ok: false, error: { code: 'opcua.no_history' } }]);

    await plant.kill();
    const failed = await readOne(source, 'Area/Unit1/Load').catch((error: unknown) => error);
    expect(failed).toMatchObject({ kind: 'upstream' });
    await expect.poll(() => told.at(-1)?.ok, { timeout: 5_000 }).toBe(false);

    await plant.restart();
    expect(await readOne(source, 'Area/Unit1/Load')).toMatchObject({ ok: true });
    await expect.poll(() => told.at(-1)?.ok, { timeout: 15_000 }).toBe(true);

    await plant.tell({ order: 'remove' });
    const outcomes = await source.read?.(
      { tags: ['Area/Unit1/Load', 'Area/Unit1/Note'] },
      within(),
    );
    expect(outcomes).toMatchObject([
      { ok: false, error: { code: 'opcua.not_found' } },
      { ok: true },
    ]);
  }, 60_000);
});
