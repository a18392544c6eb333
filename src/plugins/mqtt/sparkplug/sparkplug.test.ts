import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeSparkplug } from '../../../../tests/support/mqtt/encode-sparkplug.ts';
import type { SaidMetric } from '../../../../tests/support/mqtt/encode-sparkplug.ts';
import { createTagStore, presentReading } from '../tag-store.ts';
import { createSparkplug } from './create-sparkplug.ts';
import { decodePayload } from './decode-payload.ts';
import { metricValueOf } from './metric-value.ts';
import { parseSparkplugTopic } from './parse-topic.ts';

const NOW = new Date('2026-03-01T08:00:00Z');
const AT_MS = NOW.getTime() - 5_000;
const BORN = 'spBv1.0/Plant/NBIRTH/Edge1';
const NODE_DATA = 'spBv1.0/Plant/NDATA/Edge1';
const DEVICE_BORN = 'spBv1.0/Plant/DBIRTH/Edge1/Boiler';
const DEVICE_DATA = 'spBv1.0/Plant/DDATA/Edge1/Boiler';
const DEVICE_DEATH = 'spBv1.0/Plant/DDEATH/Edge1/Boiler';
const DEATH = 'spBv1.0/Plant/NDEATH/Edge1';
/** Data types of the specification. */
const INT8 = 1;
const INT32 = 3;
const INT64 = 4;
const UINT64 = 8;
const FLOAT = 9;
const DOUBLE = 10;
const BOOLEAN = 11;
const STRING = 12;
const DATE_TIME = 13;

const BD_SEQ: SaidMetric = { name: 'bdSeq', datatype: INT64, long: 7n };
const PRESSURE: SaidMetric = {
  name: 'Steam/Pressure',
  alias: 1,
  datatype: DOUBLE,
  double: 153.5,
  timestampMs: AT_MS,
  properties: { engUnit: 'bar', Quality: 192 },
  description: 'Main steam',
};
const LEVEL: SaidMetric = { name: 'Level', alias: 2, datatype: INT32, int: 42, timestampMs: AT_MS };

function listen() {
  const store = createTagStore({ maxTags: 1_000, keepMs: 0, maxKept: 10, clock: () => NOW });
  const sparkplug = createSparkplug(store, () => NOW);
  return {
    counts: () => sparkplug.counts(),
    hear(topic: string, seq: number | undefined, metrics: readonly SaidMetric[] = []) {
      const said = { timestampMs: AT_MS, metrics, ...(seq !== undefined && { seq }) };
      sparkplug.take(topic, encodeSparkplug(said));
    },
    hearBytes: (topic: string, bytes: Uint8Array) => sparkplug.take(topic, bytes),
    read(name: string) {
      const found = store.find(`Plant/Edge1/${name}`);
      return (
        found && {
          ...presentReading(found, NOW, -Infinity),
          info: found.info,
          lastGood: found.lastGood,
        }
      );
    },
  };
}

/** A node with a device, both just born. */
function born() {
  const plant = listen();
  plant.hear(BORN, 0, [BD_SEQ, PRESSURE]);
  plant.hear(DEVICE_BORN, 1, [LEVEL]);
  return plant;
}

describe('an edge node of Sparkplug B', () => {
  test('says with its birth what there is, with units and values', () => {
    const plant = born();
    expect(plant.read('Steam/Pressure')).toMatchObject({
      value: 153.5,
      unit: 'bar',
      quality: 'good',
      timestamp: '2026-03-01T07:59:55.000Z',
      info: { description: 'Main steam', valueType: 'number', step: false },
    });
    expect(plant.read('Boiler/Level')).toMatchObject({ value: 42, unit: null });
    expect(plant.read('bdSeq')).toBeUndefined();
  });

  test('says by alias what changed, in the order of its sequence over 255 and 0', () => {
    const plant = born();
    for (let n = 2; n < 300; n += 1) {
      plant.hear(n % 2 === 0 ? NODE_DATA : DEVICE_DATA, n % 256, [
        n % 2 === 0
          ? { alias: 1, double: n, timestampMs: AT_MS + n }
          : { alias: 2, int: n, timestampMs: AT_MS + n },
      ]);
    }
    expect(plant.read('Steam/Pressure')).toMatchObject({
      value: 298,
      unit: 'bar',
      quality: 'good',
    });
    expect(plant.read('Boiler/Level')).toMatchObject({ value: 299, quality: 'good' });
    expect(plant.counts()).toEqual({ unreadable: 0, ignored: 0 });
  });

  test('is stale as a whole once a message is missing, until it is born again', () => {
    const plant = born();
    plant.hear(NODE_DATA, 3, [{ alias: 1, double: 99 }]);
    for (const name of ['Steam/Pressure', 'Boiler/Level']) {
      expect(plant.read(name)).toMatchObject({
        value: null,
        quality: 'bad',
        state: { name: 'Stale' },
      });
    }
    expect(plant.read('Steam/Pressure')?.lastGood).toMatchObject({ value: 153.5 });
    // What follows may rest on what was missed: aliases may mean something else by now.
    plant.hear(NODE_DATA, 4, [{ alias: 1, double: 100 }]);
    expect(plant.read('Steam/Pressure')?.value).toBeNull();
    plant.hear(BORN, 0, [BD_SEQ, { ...PRESSURE, alias: 9, double: 101 }]);
    expect(plant.read('Steam/Pressure')).toMatchObject({ value: 101, quality: 'good' });
    expect(plant.read('Boiler/Level')?.value).toBeNull();
    plant.hear(DEVICE_BORN, 1, [{ ...LEVEL, alias: 1, int: 5 }]);
    plant.hear(DEVICE_DATA, 2, [{ alias: 1, int: 6, timestampMs: AT_MS + 1 }]);
    expect(plant.read('Boiler/Level')).toMatchObject({ value: 6, quality: 'good' });
    expect(plant.read('Steam/Pressure')).toMatchObject({ value: 101 });
  });

  test('is stale once it dies, with its devices; the last good values are known', () => {
    const plant = born();
    plant.hear(DEATH, undefined, [BD_SEQ]);
    expect(plant.read('Steam/Pressure')).toMatchObject({ value: null, state: { name: 'Stale' } });
    expect(plant.read('Boiler/Level')).toMatchObject({ value: null, state: { name: 'Stale' } });
    expect(plant.read('Boiler/Level')?.lastGood).toMatchObject({ value: 42 });
    plant.hear(NODE_DATA, 2, [{ alias: 1, double: 1 }]);
    expect(plant.read('Steam/Pressure')?.value).toBeNull();
  });

  test('does not die of the will of its connection before', () => {
    const plant = born();
    plant.hear(DEATH, undefined, [{ ...BD_SEQ, long: 6n }]);
    expect(plant.read('Steam/Pressure')).toMatchObject({ value: 153.5, quality: 'good' });
  });

  test('loses one device, and the others and the node live on', () => {
    const plant = born();
    plant.hear(DEVICE_DEATH, 2);
    expect(plant.read('Boiler/Level')).toMatchObject({ value: null, state: { name: 'Stale' } });
    expect(plant.read('Steam/Pressure')).toMatchObject({ value: 153.5, quality: 'good' });
    plant.hear(NODE_DATA, 3, [{ alias: 1, double: 154, timestampMs: AT_MS + 1 }]);
    expect(plant.read('Steam/Pressure')).toMatchObject({ value: 154 });
    plant.hear(DEVICE_BORN, 4, [LEVEL]);
    expect(plant.read('Boiler/Level')).toMatchObject({ value: 42, quality: 'good' });
  });

  test('whose birth nobody heard is read as far as it says everything itself', () => {
    const plant = listen();
    plant.hear(NODE_DATA, 17, [
      { name: 'Named', datatype: FLOAT, float: Math.fround(0.1) },
      { alias: 1, double: 3 },
      { name: 'No type', int: 5 },
    ]);
    expect(plant.read('Named')).toMatchObject({ value: 0.1, quality: 'good' });
    expect(plant.read('No type')).toBeUndefined();
    expect(plant.counts().ignored).toBe(1);
    plant.hear(NODE_DATA, 20, [{ name: 'Other', datatype: INT32, int: 1 }]);
    expect(plant.read('Named')).toMatchObject({ value: null, state: { name: 'Stale' } });
    expect(plant.read('Other')).toMatchObject({ value: 1, quality: 'good' });
  });

  test('says of a metric that it has no value, or a bad or a stale one', () => {
    const plant = born();
    plant.hear(NODE_DATA, 2, [{ alias: 1, isNull: true, timestampMs: AT_MS + 1 }]);
    expect(plant.read('Steam/Pressure')).toMatchObject({ value: null, state: { name: 'No Data' } });
    plant.hear(NODE_DATA, 3, [
      { alias: 1, double: 5, timestampMs: AT_MS + 2, properties: { Quality: 500 } },
    ]);
    expect(plant.read('Steam/Pressure')).toMatchObject({ value: null, state: { name: 'Stale' } });
    plant.hear(NODE_DATA, 4, [{ alias: 1, double: NaN, timestampMs: AT_MS + 3 }]);
    expect(plant.read('Steam/Pressure')).toMatchObject({
      value: null,
      state: { name: 'Not a number' },
    });
  });

  test('sends what it recorded while it was offline, and that is not the present', () => {
    const plant = born();
    plant.hear(NODE_DATA, 2, [
      { alias: 1, double: 1, timestampMs: AT_MS - 60_000, isHistorical: true },
    ]);
    expect(plant.read('Steam/Pressure')).toMatchObject({ value: 153.5 });
  });

  test('two nodes and two groups are told apart', () => {
    const plant = born();
    plant.hear('spBv1.0/Plant/NBIRTH/Edge2', 0, [{ ...BD_SEQ, long: 1n }]);
    plant.hear('spBv1.0/Plant/NDEATH/Edge2', undefined, [{ ...BD_SEQ, long: 1n }]);
    plant.hear('spBv1.0/Other/NBIRTH/Edge1', 0, [BD_SEQ]);
    plant.hear('spBv1.0/Other/NDEATH/Edge1', undefined, [BD_SEQ]);
    expect(plant.read('Steam/Pressure')).toMatchObject({ value: 153.5, quality: 'good' });
  });

  test('whatever bytes come, nothing breaks and what is known stays', () => {
    const plant = born();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        for (const topic of [
          'spBv1.0/Noise/NBIRTH/X',
          'spBv1.0/Noise/NDATA/X',
          'spBv1.0/Noise/DDATA/X/Y',
        ]) {
          plant.hearBytes(topic, bytes);
        }
      }),
    );
    expect(plant.read('Steam/Pressure')).toMatchObject({ value: 153.5, quality: 'good' });
  });
});

describe('a value of Sparkplug B', () => {
  test('is read as it was written, whatever its type', () => {
    const whole = (datatype: number, bits: number, isSigned: boolean) =>
      fc
        .bigInt(
          isSigned
            ? { min: -(2n ** BigInt(bits - 1)), max: 2n ** BigInt(bits - 1) - 1n }
            : { min: 0n, max: 2n ** BigInt(bits) - 1n },
        )
        .map((value) => {
          const raw = BigInt.asUintN(bits === 64 ? 64 : 32, value);
          const metric = bits === 64 ? { long: raw } : { int: Number(raw) };
          const isExact = Number.isSafeInteger(Number(value));
          return {
            metric: { datatype, ...metric },
            value: isExact ? Number(value) : String(value),
          };
        });
    const cases = fc.oneof(
      whole(INT8, 8, true),
      whole(2, 16, true),
      whole(INT32, 32, true),
      whole(INT64, 64, true),
      whole(5, 8, false),
      whole(6, 16, false),
      whole(7, 32, false),
      whole(UINT64, 64, false),
      fc
        .double({ noNaN: true, noDefaultInfinity: true })
        .map((value) => ({ metric: { datatype: DOUBLE, double: value }, value })),
      fc
        .tuple(fc.integer({ min: -99_999, max: 99_999 }), fc.integer({ min: 0, max: 3 }))
        .map(([digits, decimals]) => {
          const value = Number((digits / 10 ** decimals).toFixed(decimals));
          return { metric: { datatype: FLOAT, float: value }, value };
        }),
      fc.boolean().map((value) => ({ metric: { datatype: BOOLEAN, boolean: value }, value })),
      fc
        .string({ unit: 'grapheme' })
        .map((value) => ({ metric: { datatype: STRING, string: value }, value })),
      fc
        .date({ min: new Date('1980-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
        .map((value) => ({
          metric: { datatype: DATE_TIME, long: BigInt(value.getTime()) },
          value: value.toISOString(),
        })),
    );
    fc.assert(
      fc.property(cases, fc.integer({ min: 0, max: 255 }), ({ metric, value }, seq) => {
        const bytes = encodeSparkplug({
          timestampMs: AT_MS,
          seq,
          metrics: [{ name: 'M', ...metric }],
        });
        const decoded = decodePayload(bytes);
        expect(decoded).toMatchObject({ timestampMs: AT_MS, seq });
        const [found] = decoded.metrics;
        const read = found && metricValueOf(found.value, found.datatype);
        // Nothing at a plant tells the two zeros of floating point apart.
        expect(read === 0 ? 0 : read).toEqual(value === 0 ? 0 : value);
      }),
      { numRuns: 500 },
    );
  });

  test('of a list, a file or a structure is none', () => {
    const bytes = encodeSparkplug({
      metrics: [{ name: 'M', datatype: 17, bytes: new Uint8Array(4) }],
    });
    const [found] = decodePayload(bytes).metrics;
    expect(found && metricValueOf(found.value, found.datatype)).toBeUndefined();
  });
});

test.each([
  ['spBv1.0/G/NBIRTH/N', { type: 'NBIRTH', group: 'G', node: 'N' }],
  ['spBv1.0/G/DDATA/N/D', { type: 'DDATA', group: 'G', node: 'N', device: 'D' }],
  ['spBv1.0/G/NCMD/N', undefined],
  ['spBv1.0/G/DCMD/N/D', undefined],
  ['spBv1.0/STATE/host', undefined],
  ['spBv1.0/G/NBIRTH/N/D', undefined],
  ['spBv1.0/G/DDATA/N', undefined],
  ['spBv1.0/G/DDATA/N/D/X', undefined],
  ['spAv1.0/G/NBIRTH/N', undefined],
  ['spBv1.0//NBIRTH/N', undefined],
])('%s', (topic, parsed) => {
  expect(parseSparkplugTopic(topic)).toEqual(parsed);
});
