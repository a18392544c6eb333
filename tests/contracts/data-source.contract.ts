import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { AppError } from '#sdk';
import type { DataSource, DataSourcePlugin, DataSourceTools, TagOutcome } from '#sdk';
import { createOutbound } from '../../src/lib/outbound/index.ts';
import { startTcpProxy } from '../support/tcp-proxy.ts';
import type { TcpProxy } from '../support/tcp-proxy.ts';

type Address = { readonly host: string; readonly port: number };

/** The system behind the source under test: a simulator, or a real server of that kind. */
export interface ContractSystem {
  readonly address: Address;
  close(): Promise<void>;
}

export interface DataSourceContract<Config extends z.ZodType> {
  /** What is tested, for the report. */
  readonly name: string;
  readonly plugin: DataSourcePlugin<Config>;
  start(): Promise<ContractSystem>;
  /** The configuration with which the system is reached at an address. */
  configFor(address: Address): z.input<Config>;
  /** Two tags that have numbers, now and over the last hours. */
  readonly known: readonly [string, string];
  /** Their units, where the system or the configuration tells them. */
  readonly units: readonly [string | null, string | null];
  /** A tag that does not exist. */
  readonly unknown: string;
  /** A range in which a known tag has nothing. */
  readonly emptyRange?: { readonly start: string; readonly end: string };
  /** A query that gives at least one row, for a source that speaks a query language. */
  readonly query?: string;
  /** What the source cannot do; anything else it must. */
  readonly lacks?: readonly ('read' | 'history' | 'summary' | 'query')[];
  /** Texts of the configuration that no error may hold. */
  readonly secrets: readonly string[];
}

const HOUR_MS = 3_600_000;
const UTC = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,7})?Z$/;
const silent = { debug() {}, info() {}, warn() {}, error() {} };

/**
 * What every data source keeps to, whatever it is connected to. It is run over a real wire, which is cut and jammed.
 * What a source has no function for is not tested, and must be named in `lacks`.
 */
export function dataSourceContract<Config extends z.ZodType>(
  contract: DataSourceContract<Config>,
): void {
  const tools: DataSourceTools = {
    log: silent,
    clock: () => new Date(),
    timeZone: 'Asia/Jakarta',
    outbound: createOutbound({ allowPrivate: true }),
  };

  describe(`${contract.name} keeps the contract of a data source`, () => {
    let system: ContractSystem;
    let wire: TcpProxy;
    let source: DataSource;
    const [first, second] = contract.known;

    beforeAll(async () => {
      system = await contract.start();
      wire = await startTcpProxy(system.address);
      source = await open(wire);
    });

    afterAll(async () => {
      await source.close();
      await wire.close();
      await system.close();
    });

    function expectLack(capability: NonNullable<typeof contract.lacks>[number]): void {
      expect(contract.lacks ?? []).toContain(capability);
    }

    async function open(address: Address): Promise<DataSource> {
      const config = contract.plugin.config.parse(contract.configFor(address));
      return await contract.plugin.connect(config, tools);
    }

    async function readNumbers(from: DataSource, ms = 8_000): Promise<readonly unknown[]> {
      if (!from.read) return [];
      const outcomes = await from.read({ tags: [first, second] }, AbortSignal.timeout(ms));
      return outcomes.map((outcome) => outcome.ok && outcome.reading.value);
    }

    test('it can be asked what its plugin promises, and has no function that its plugin does not', () => {
      const { capabilities } = contract.plugin;
      for (const name of ['search', 'read', 'history', 'summary', 'query', 'browse'] as const) {
        if (source[name]) expect(capabilities).toContain(name);
      }
      const asked = ['read', 'history', 'summary', 'query'] as const;
      for (const name of asked.filter((each) => capabilities.includes(each))) {
        if (!contract.lacks?.includes(name)) expect(source[name]).toBeDefined();
      }
    });

    test('a reading has a number, its unit, a UTC instant and a quality, in the order asked', async () => {
      if (!source.read) return expectLack('read');
      const outcomes = await source.read({ tags: [second, first] }, AbortSignal.timeout(8_000));
      expect(outcomes.map(nameOf)).toEqual([second, first]);
      outcomes.forEach((outcome, index) => {
        if (!outcome.ok) throw outcome.error;
        expect(outcome.reading.value).toEqual(expect.any(Number));
        expect(outcome.reading.timestamp).toMatch(UTC);
        expect(Date.parse(outcome.reading.timestamp)).toBeLessThan(Date.now() + 60_000);
        expect(outcome.reading.unit).toBe(contract.units[1 - index]);
        expect(outcome.reading.quality).toBe('good');
        expect(outcome.tag.unit).toBe(contract.units[1 - index]);
      });
    });

    test('an unknown tag is a failed outcome in its place and hides no other', async () => {
      if (!source.read) return expectLack('read');
      const tags = [first, contract.unknown, second];
      const outcomes = await source.read({ tags }, AbortSignal.timeout(8_000));
      expect(outcomes.map(({ ok }) => ok)).toEqual([true, false, true]);
      expect(outcomes.map(nameOf)).toEqual(tags);
      const [, failed] = outcomes;
      expect(failed?.ok === false && failed.error).toBeInstanceOf(AppError);
    });

    test('a tag is found by its name in any case', async () => {
      if (!source.read) return expectLack('read');
      const tags = [first.toLowerCase(), first.toUpperCase()];
      const outcomes = await source.read({ tags }, AbortSignal.timeout(8_000));
      expect(outcomes.map(({ ok }) => ok)).toEqual([true, true]);
    });

    test('a question for nothing is answered with nothing', async () => {
      if (!source.read) return expectLack('read');
      expect(await source.read({ tags: [] }, AbortSignal.timeout(8_000))).toEqual([]);
    });

    test('history is oldest first and within its range', async () => {
      if (!source.history) return expectLack('history');
      const range = lastHours(2);
      for (const mode of ['recorded', 'interpolated', 'plot'] as const) {
        const query = { tags: [first, contract.unknown], range, mode, intervalMs: 60_000 };
        const [known, unknown] = await source.history(query, AbortSignal.timeout(8_000));
        if (!known?.ok) throw known?.error ?? new Error(`no outcome of ${mode}`);
        expect(unknown?.ok).toBe(false);
        expect(known.truncated).toBe(false);
        expect(known.readings.length).toBeGreaterThan(2);
        const instants = known.readings.map(({ timestamp }) => Date.parse(timestamp));
        expect(instants).toEqual(instants.toSorted((a, b) => a - b));
        expect(instants[0]).toBeGreaterThanOrEqual(Date.parse(range.start) - 1_000);
        expect(instants.at(-1)).toBeLessThanOrEqual(Date.parse(range.end));
      }
    });

    test('the last values are as many as were asked for, up to the range’s end', async () => {
      if (!source.history) return expectLack('history');
      const range = lastHours(1);
      const query = { tags: [first], range, mode: 'recorded', last: 5 } as const;
      const [outcome] = await source.history(query, AbortSignal.timeout(8_000));
      if (!outcome?.ok) throw outcome?.error ?? new Error('no outcome');
      expect(outcome.readings).toHaveLength(5);
      const newest = Date.parse(outcome.readings.at(-1)?.timestamp ?? '');
      expect(newest).toBeLessThanOrEqual(Date.parse(range.end));
      expect(newest).toBeGreaterThan(Date.parse(range.start));
    });

    test('a range without values is an empty series, not an error', async () => {
      if (!source.history) return expectLack('history');
      if (!contract.emptyRange) return;
      const query = { tags: [first], range: contract.emptyRange, mode: 'recorded' } as const;
      const [outcome] = await source.history(query, AbortSignal.timeout(8_000));
      if (!outcome?.ok) throw outcome?.error ?? new Error('no outcome');
      expect(outcome.readings).toEqual([]);
    });

    test('statistics of each bucket belong together and carry their spans', async () => {
      if (!source.summary) return expectLack('summary');
      const range = lastHours(4);
      const query = {
        tags: [first, contract.unknown],
        range,
        statistics: ['average', 'minimum', 'maximum', 'range', 'count', 'percentGood'],
        bucket: '1h',
        timeZone: 'Asia/Jakarta',
      } as const;
      const [known, unknown] = await source.summary(query, AbortSignal.timeout(8_000));
      if (!known?.ok) throw known?.error ?? new Error('no outcome');
      expect(unknown?.ok).toBe(false);
      expect(known.buckets).toHaveLength(4);
      expect(known.buckets[0]?.start).toBe(range.start);
      expect(known.buckets.at(-1)?.end).toBe(range.end);
      for (const { start, end, statistics } of known.buckets) {
        const number = (name: keyof typeof statistics): number => Number(statistics[name]?.value);
        expect(number('average')).toBeGreaterThanOrEqual(number('minimum'));
        expect(number('average')).toBeLessThanOrEqual(number('maximum'));
        expect(number('range')).toBeCloseTo(number('maximum') - number('minimum'), 3);
        expect(number('percentGood')).toBeGreaterThan(90);
        expect(statistics.average?.unit).toBe(contract.units[0]);
        expect(statistics.average?.timestamp).toBe(start);
        const highAt = Date.parse(statistics.maximum?.timestamp ?? '');
        expect(highAt).toBeGreaterThanOrEqual(Date.parse(start));
        expect(highAt).toBeLessThanOrEqual(Date.parse(end));
      }
    });

    const queryText = contract.query;
    if (queryText !== undefined) {
      test('a query gives rows as wide as its columns', async () => {
        if (!source.query) throw new Error('it speaks no query language');
        const query = { text: queryText, parameters: {}, maxRows: 10, timeZone: 'Asia/Jakarta' };
        const table = await source.query(query, AbortSignal.timeout(8_000));
        expect(table.rows.length).toBeGreaterThan(0);
        for (const row of table.rows) expect(row).toHaveLength(table.columns.length);
      });
    }

    test('the check goes from reaching the system to reading from it', async () => {
      const steps = await source.check(AbortSignal.timeout(8_000));
      expect(steps.filter(({ ok }) => !ok)).toEqual([]);
      expect(steps[0]?.name).toBe('reach');
      expect(steps.at(-1)?.name).toBe('read');
    });

    test('fifty questions at once are all answered, and no connection outlives its source', async () => {
      const busy = await open(wire);
      const answers = await Promise.all(Array.from({ length: 50 }, () => readNumbers(busy)));
      expect(answers.flat().every((value) => typeof value === 'number')).toBe(true);
      const others = wire.openSockets();
      expect(others).toBeLessThanOrEqual(100);
      await busy.close();
      await waitUntil(() => wire.openSockets() < Math.max(others, 1) || others === 0);
    });

    test('a question ends with its signal when the system does not answer, and the next one is answered', async () => {
      if (!source.read) return expectLack('read');
      await readNumbers(source);
      wire.jam(true);
      const startedAt = performance.now();
      const failed = await readNumbers(source, 200).catch((error: unknown) => error);
      expect(failed).toMatchObject({ name: 'AppError', kind: 'timeout' });
      expect(performance.now() - startedAt).toBeLessThan(3_000);
      expectNoSecrets(failed);
      wire.jam(false);
      expect(await readNumbers(source)).toEqual([expect.any(Number), expect.any(Number)]);
    });

    test('a signal that is over already asks nothing', async () => {
      if (!source.read) return expectLack('read');
      const before = wire.bytesSent();
      const failed = await source
        .read({ tags: [first] }, AbortSignal.abort())
        .catch((error: unknown) => error);
      expect(failed).toMatchObject({ name: 'AppError', kind: 'timeout' });
      expect(wire.bytesSent()).toBe(before);
    });

    test('a cut connection is healed by the next question', async () => {
      if (!source.read) return expectLack('read');
      await readNumbers(source);
      wire.cut();
      await readNumbers(source).catch(() => undefined);
      expect(await readNumbers(source)).toEqual([expect.any(Number), expect.any(Number)]);
    });

    test('a system that is not there is an error of the question, without addresses and secrets', async () => {
      const gone = await startTcpProxy(system.address);
      const orphan = await open(gone);
      await gone.close();
      const failed = await readNumbers(orphan).catch((error: unknown) => error);
      if (orphan.read) expect(failed).toMatchObject({ name: 'AppError', kind: 'upstream' });
      expectNoSecrets(failed, gone);
      const steps = await orphan.check(AbortSignal.timeout(8_000));
      expect(steps).toEqual([{ name: 'reach', ok: false, message: expect.any(String) }]);
      expectNoSecrets(steps, gone);
      await orphan.close();
    });

    test('two sources of one plugin keep to their own systems', async () => {
      if (!source.read) return expectLack('read');
      const otherWire = await startTcpProxy(system.address);
      const other = await open(otherWire);
      await readNumbers(other);
      await readNumbers(source);
      const before = { own: wire.bytesSent(), other: otherWire.bytesSent() };
      await readNumbers(other);
      expect(wire.bytesSent()).toBe(before.own);
      expect(otherWire.bytesSent()).toBeGreaterThan(before.other);
      await other.close();
      await otherWire.close();
      expect(await readNumbers(source)).toEqual([expect.any(Number), expect.any(Number)]);
    });

    test('a source may be closed twice, and answers nothing afterwards', async () => {
      const closed = await open(wire);
      await closed.close();
      await closed.close();
      if (!closed.read) return expectLack('read');
      const failed = await readNumbers(closed).catch((error: unknown) => error);
      expect(failed).toBeInstanceOf(AppError);
    });

    function expectNoSecrets(error: unknown, address: Address = wire): void {
      const shown =
        error instanceof AppError
          ? `${error.message} ${JSON.stringify(error.details)}`
          : JSON.stringify(error);
      for (const secret of contract.secrets) expect(shown).not.toContain(secret);
      expect(shown).not.toContain(address.host);
      expect(shown).not.toContain(String(address.port));
    }
  });
}

function lastHours(hours: number): { start: string; end: string } {
  const endMs = Math.floor(Date.now() / 60_000) * 60_000;
  return {
    start: new Date(endMs - hours * HOUR_MS).toISOString(),
    end: new Date(endMs).toISOString(),
  };
}

function nameOf(outcome: TagOutcome<object>): string {
  return outcome.ok ? outcome.tag.name : outcome.name;
}

/** Sockets close a moment after they were told to. */
async function waitUntil(isTrue: () => boolean): Promise<void> {
  for (let i = 0; i < 200 && !isTrue(); i += 1) {
    await new Promise((resolve) => {
      setTimeout(resolve, 10);
    });
  }
  expect(isTrue()).toBe(true);
}
