import { afterEach, describe, expect, test } from 'vitest';
import { createOutbound } from '../../lib/outbound/index.ts';
import type { Answer, ReceivedRequest } from '../../../tests/support/answering-server.ts';
import { PI_FLOAT, PLANT, PUMP, SDS, startSdsServer } from '../../../tests/support/sds-server.ts';
import type { SdsFixture } from '../../../tests/support/sds-server.ts';
import { ConnectDataServicesConfig } from './connect-data-services.schema.ts';
import { connectDataServices } from './index.ts';

const HOUR_MS = 3_600_000;
const silent = { debug() {}, info() {}, warn() {}, error() {} };
const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).toReversed()) await close();
});

async function open(fixture: SdsFixture = PLANT, more: Record<string, unknown> = {}) {
  const server = await startSdsServer(fixture);
  opened.push(() => server.close());
  const config = ConnectDataServicesConfig.parse({ baseUrl: server.origin, ...SDS, ...more });
  const source = await connectDataServices.connect(config, {
    log: silent,
    clock: () => new Date(),
    timeZone: 'Asia/Jakarta',
    outbound: createOutbound({ allowPrivate: true }),
  });
  opened.push(() => source.close());
  const read = async (...tags: string[]) => {
    const outcomes = (await source.read?.({ tags }, AbortSignal.timeout(8_000))) ?? [];
    return outcomes.map((one) => (one.ok ? one.reading : one.error.code));
  };
  return { server, source, read };
}

/** One stream of the type that PI to Data Hub makes, whose events are all this one. */
function piStream(event: object, type: object = PI_FLOAT): SdsFixture {
  return {
    types: { T: type },
    streams: [
      {
        stream: { Id: 'PI_P1_9', Name: 'X', TypeId: 'T' },
        eventAt: (ms) => ({
          Timestamp: new Date(ms).toISOString(),
          Time: new Date(ms).toISOString(),
          ...event,
        }),
      },
    ],
  };
}

describe('what an event says is what a reading says', () => {
  test('a zero is a zero, although the API leaves zeros out unless asked for them', async () => {
    const { read, server } = await open(piStream({ Value: 0 }));
    expect(await read('X')).toMatchObject([{ value: 0, quality: 'good', unit: 'MW' }]);
    expect(server.requests.at(-1)?.headers['accept-verbosity']).toBe('verbose');
  });

  test('a value that is left out all the same is no value', async () => {
    const { read } = await open(piStream({}));
    expect(await read('X')).toMatchObject([{ value: null, quality: 'bad' }]);
  });

  test.each([
    [
      { Value: 5, IsQuestionable: true },
      { value: 5, quality: 'questionable' },
    ],
    [
      { Value: 5, IsSubstituted: true },
      { value: 5, quality: 'substituted' },
    ],
    [
      { Value: 5, SystemStateCode: 246, DigitalStateName: 'I/O Timeout' },
      { value: null, quality: 'bad', state: { name: 'I/O Timeout', code: 246, isSystem: true } },
    ],
    [
      { Value: 1, DigitalStateName: 'Running' },
      { value: 'Running', quality: 'good', state: { name: 'Running', code: 1, isSystem: false } },
    ],
    [{ Value: 'NaN' }, { value: null, quality: 'bad' }],
  ])('%j', async (event, reading) => {
    const { read } = await open(piStream(event));
    expect(await read('X')).toMatchObject([reading]);
  });

  test('an enumeration is read by its names, each property of a stream is a tag', async () => {
    const { read, source } = await open(piStream({ Pressure: 1, State: 2 }, PUMP));
    expect(await read('X|State', 'x|pressure', 'PI_P1_9|State')).toMatchObject([
      { value: 'Alarm', unit: null },
      { value: 1, unit: 'bar' },
      { value: 'Alarm' },
    ]);
    expect(source.search?.('x', 9).map(({ name }) => name)).toEqual(['X|Pressure', 'X|State']);
  });

  test('a unit and a way to interpolate may be a stream’s own', async () => {
    const fixture = piStream({ Value: 1 });
    const [first] = fixture.streams;
    if (!first) throw new Error('no stream');
    const PropertyOverrides = [{ SdsTypePropertyId: 'Value', Uom: 'kW', InterpolationMode: 1 }];
    const stream = { ...first.stream, PropertyOverrides };
    const { source, read } = await open({ ...fixture, streams: [{ ...first, stream }] });
    expect(await read('X')).toMatchObject([{ unit: 'kW' }]);
    expect(source.findTag?.('X')).toMatchObject({ unit: 'kW', step: true });
  });
});

test('streams of one name are called by their ids; one without a time as index is none', async () => {
  const [first] = PLANT.streams;
  if (!first) throw new Error('no stream');
  const named = (Id: string, TypeId = 'PI-Float64') => ({
    ...first,
    stream: { Id, Name: 'LOAD', TypeId },
  });
  const byDepth = {
    SdsTypeCode: 1,
    Properties: [{ Id: 'Depth', IsKey: true, SdsType: { SdsTypeCode: 14 } }],
  };
  const { source, read } = await open({
    types: { ...PLANT.types, Depth: byDepth },
    streams: [named('a'), named('b'), named('c', 'Depth')],
  });
  expect(await read('LOAD', 'b')).toMatchObject(['sds.not_found', { unit: 'MW' }]);
  expect(source.tagIndexStatus?.()).toMatchObject({ tags: 2, complete: true });
});

test('a thousand streams and more come page by page', async () => {
  const [first] = PLANT.streams;
  if (!first) throw new Error('no stream');
  const streams = Array.from({ length: 2_100 }, (_, index) => ({
    ...first,
    stream: { Id: `s${index}`, TypeId: 'PI-Float64' },
  }));
  const { source, read, server } = await open({ ...PLANT, streams });
  expect(await read('s2099')).toMatchObject([{ quality: 'good' }]);
  expect(source.tagIndexStatus?.().tags).toBe(2_100);
  expect(server.requests.filter(({ path }) => path.endsWith('/Streams'))).toHaveLength(3);
});

describe('history', () => {
  const range = (hours: number) => {
    const endMs = Math.floor(Date.now() / 60_000) * 60_000;
    return {
      start: new Date(endMs - hours * HOUR_MS).toISOString(),
      end: new Date(endMs).toISOString(),
    };
  };

  test('of many values comes page by page, none lost or doubled', async () => {
    const { source } = await open();
    const query = { tags: ['U1_LOAD'], range: range(96), mode: 'recorded' } as const;
    const [outcome] = (await source.history?.(query, AbortSignal.timeout(8_000))) ?? [];
    if (!outcome?.ok) throw outcome?.error ?? new Error('none');
    expect(outcome.readings).toHaveLength(96 * 60 + 1);
    expect(new Set(outcome.readings.map(({ timestamp }) => timestamp)).size).toBe(96 * 60 + 1);
    expect(outcome.truncated).toBe(false);
  });

  test('of more than are taken has the newest, and says so; its statistics are refused', async () => {
    const { source } = await open(PLANT, { maxValuesPerTag: 100 });
    const query = { tags: ['U1_LOAD'], range: range(4) };
    const signal = AbortSignal.timeout(8_000);
    const [outcome] = (await source.history?.({ ...query, mode: 'recorded' }, signal)) ?? [];
    if (!outcome?.ok) throw outcome?.error ?? new Error('none');
    expect(outcome.truncated).toBe(true);
    expect(outcome.readings).toHaveLength(100);
    expect(outcome.readings.at(-1)?.timestamp).toBe(query.range.end);
    const statistics = { ...query, statistics: ['average'], timeZone: 'UTC' } as const;
    const [summary] = (await source.summary?.(statistics, signal)) ?? [];
    expect(summary).toMatchObject({ ok: false, error: { code: 'sds.too_much' } });
  });
});

describe('bad days', () => {
  const forData = (answer: Answer) => (request: ReceivedRequest) =>
    request.path.includes('/Data') ? answer : undefined;

  test.each([
    [401, 'sds.unauthorized', 'unauthenticated'],
    [403, 'sds.forbidden', 'forbidden'],
    [429, 'sds.rate_limited', 'throttled'],
    [500, 'sds.server_error', 'upstream'],
    [302, 'sds.bad_answer', 'upstream'],
  ])('HTTP %i', async (status, code, kind) => {
    const headers = { 'retry-after': '60', location: 'http://169.254.169.254/' };
    const instead = forData({ status, headers, text: 'internal-host-7' });
    const { read } = await open({ ...PLANT, instead });
    const error: unknown = await read('U1_LOAD').catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code, kind });
    expect(String(error)).not.toContain('internal-host-7');
  });

  test('a token that is refused is renewed once, for all who asked with it', async () => {
    let isRevoked = true;
    const instead = ({ headers, path }: ReceivedRequest) =>
      isRevoked && path.includes('/Data') && headers.authorization === 'Bearer t1'
        ? { status: 401 }
        : undefined;
    const { read, server } = await open({ ...PLANT, instead });
    const answers = await Promise.all(Array.from({ length: 20 }, () => read('U1_LOAD')));
    expect(answers.every(([one]) => typeof one === 'object')).toBe(true);
    expect(server.requests.filter(({ path }) => path.endsWith('/token'))).toHaveLength(2);
    isRevoked = false;
  });

  test('a wrong secret is told at log-in, and nowhere shown', async () => {
    const { source } = await open(PLANT, { clientSecret: 'wrong-secret-9' });
    const steps = await source.check(AbortSignal.timeout(8_000));
    expect(steps.map(({ name, ok }) => [name, ok])).toEqual([
      ['reach', true],
      ['tls', true],
      ['login', false],
    ]);
    expect(JSON.stringify(steps)).not.toContain('wrong-secret-9');
  });

  test('it sends nothing but GET, and one POST for a token', async () => {
    const { read, server } = await open();
    await read('U1_LOAD', 'pump-a|State');
    const methods = server.requests.map(
      ({ method, path }) => `${method} ${path.endsWith('/token')}`,
    );
    expect(new Set(methods)).toEqual(new Set(['POST true', 'GET false']));
  });

  test('a name from a chat stays one part of a path', async () => {
    const { read, server } = await open();
    expect(await read('../../Other', 'U1_LOAD/../x')).toEqual(['sds.not_found', 'sds.not_found']);
    expect(server.requests.every(({ url }) => !url.includes('..'))).toBe(true);
  });
});
