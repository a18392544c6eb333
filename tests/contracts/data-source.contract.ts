import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { AppError } from '#sdk';
import type {
  Capability,
  DataSource,
  DataSourcePlugin,
  DataSourceTools,
  TableQuery,
  TagOutcome,
  ValueOutcome,
} from '#sdk';
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
  /** Two tags that have numbers, now and over the last hours; absent for a source that has no tags. */
  readonly known?: readonly [string, string];
  /** Their units, where the system or the configuration tells them. */
  readonly units?: readonly [string | null, string | null];
  /** A tag that does not exist. */
  readonly unknown?: string;
  /** A range in which a known tag has nothing. */
  readonly emptyRange?: { readonly start: string; readonly end: string };
  /** What a source that speaks a query language is asked. */
  readonly queries?: {
    /** Gives at least three rows. */
    readonly some: string;
    /** Gives its columns and no row. */
    readonly none: string;
    /** Gives one row of one cell: its parameter `{word}`. */
    readonly echo?: string;
  };
  /** What a source that knows events is asked. */
  readonly events?: {
    /** Has at least three of them. */
    readonly range: { readonly start: string; readonly end: string };
    /** Are those of some of them, and not of all. */
    readonly words: string;
  };
  /** Changes the value of the first known tag in the system, for a source that tells new values by itself. */
  change?(system: ContractSystem): Promise<void>;
  /** What the source cannot do; anything else it must. `wire`: its system is no server, but a file. */
  readonly lacks?: readonly (Exclude<Capability, 'search'> | 'wire')[];
  /** It answers with what it was told before: a wire that hangs keeps no answer back. */
  readonly answersFromMemory?: true;
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
    const [first, second] = contract.known ?? ['', ''];
    const units = contract.units ?? [null, null];
    const missing = contract.unknown ?? '';
    const hasWire = !contract.lacks?.includes('wire');

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

    /** A question that every working source answers: `fullAnswer`. */
    async function ask(from: DataSource, ms = 8_000): Promise<readonly unknown[]> {
      const signal = AbortSignal.timeout(ms);
      if (from.read) {
        const outcomes = await from.read({ tags: [first, second] }, signal);
        return outcomes.map((outcome) => outcome.ok && typeof outcome.reading.value);
      }
      if (!from.query) throw new Error('it can neither be read nor queried');
      const { rows } = await from.query(tableQuery(contract.queries?.some ?? ''), signal);
      return [rows.length > 2];
    }
    const fullAnswer = contract.known ? ['number', 'number'] : [true];

    /** Nothing is asked of a source that reads memory, and a wire of no server cannot be cut. */
    function lacksWire(): boolean {
      if (!hasWire) expectLack('wire');
      return !hasWire;
    }

    test('it can be asked what its plugin promises, and has no function that its plugin does not', () => {
      const { capabilities } = contract.plugin;
      const asked = [
        'read',
        'history',
        'summary',
        'query',
        'events',
        'browse',
        'subscribe',
      ] as const;
      for (const name of [...asked, 'search'] as const) {
        if (source[name]) expect(capabilities).toContain(name);
      }
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
        expect(outcome.reading.unit).toBe(units[1 - index]);
        expect(outcome.reading.quality).toBe('good');
        expect(outcome.tag.unit).toBe(units[1 - index]);
      });
    });

    test('an unknown tag is a failed outcome in its place and hides no other', async () => {
      if (!source.read) return expectLack('read');
      const tags = [first, missing, second];
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
        const query = { tags: [first, missing], range, mode, intervalMs: 60_000 };
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
        tags: [first, missing],
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
        expect(statistics.average?.unit).toBe(units[0]);
        expect(statistics.average?.timestamp).toBe(start);
        const highAt = Date.parse(statistics.maximum?.timestamp ?? '');
        expect(highAt).toBeGreaterThanOrEqual(Date.parse(start));
        expect(highAt).toBeLessThanOrEqual(Date.parse(end));
      }
    });

    // A system whose times are relative to its own clock may move them by a second from one question to the next.
    test(
      'a query gives rows as wide as its columns, and says when there were more',
      { retry: 2 },
      async () => {
        const { queries } = contract;
        if (!source.query || !queries) return expectLack('query');
        const signal = AbortSignal.timeout(8_000);
        const whole = await source.query(tableQuery(queries.some), signal);
        expect(whole.rows.length).toBeGreaterThan(2);
        for (const row of whole.rows) expect(row).toHaveLength(whole.columns.length);
        expect(whole.truncated).toBe(false);
        const cut = await source.query({ ...tableQuery(queries.some), maxRows: 2 }, signal);
        expect(cut.rows).toEqual(whole.rows.slice(0, 2));
        expect(cut.truncated).toBe(true);
      },
    );

    test('a query that finds nothing gives its columns and no row', async () => {
      const { queries } = contract;
      if (!source.query || !queries) return expectLack('query');
      const table = await source.query(tableQuery(queries.none), AbortSignal.timeout(8_000));
      expect(table.rows).toEqual([]);
      expect(table.columns.length).toBeGreaterThan(0);
      expect(table.truncated).toBe(false);
    });

    test('a parameter is a value, whatever it looks like', async () => {
      const text = contract.queries?.echo;
      if (!source.query || text === undefined) return;
      for (const word of [`it's; DROP TABLE x --`, '\\', '"', '{word}', '$1 ? :p1 @p1', 'é✓', '']) {
        const query = { ...tableQuery(text), parameters: { word } };
        const { rows } = await source.query(query, AbortSignal.timeout(8_000));
        expect(rows).toEqual([[word]]);
      }
    });

    test('events overlap the range asked, the newest beginning first, no more than asked', async () => {
      if (!source.events || !contract.events) return expectLack('events');
      const { range } = contract.events;
      const all = await source.events({ range, limit: 1000 }, AbortSignal.timeout(8_000));
      expect(all.length).toBeGreaterThan(2);
      expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
      for (const { name, start, end, elements } of all) {
        expect(name).not.toBe('');
        expect(start).toMatch(UTC);
        if (end !== null) expect(end).toMatch(UTC);
        expect(Date.parse(start)).toBeLessThanOrEqual(Date.parse(end ?? range.end));
        expect(Date.parse(start)).toBeLessThanOrEqual(Date.parse(range.end));
        expect(Date.parse(end ?? range.end)).toBeGreaterThanOrEqual(Date.parse(range.start));
        expect(elements.every((element) => element !== '')).toBe(true);
      }
      const starts = all.map(({ start }) => Date.parse(start));
      expect(starts).toEqual(starts.toSorted((a, b) => b - a));
      const two = await source.events({ range, limit: 2 }, AbortSignal.timeout(8_000));
      expect(two.map(({ id }) => id)).toEqual(all.slice(0, 2).map(({ id }) => id));
    });

    test('events are narrowed by words of what they are and what they happened to', async () => {
      if (!source.events || !contract.events) return expectLack('events');
      const { range, words } = contract.events;
      const signal = AbortSignal.timeout(8_000);
      const all = await source.events({ range, limit: 1000 }, signal);
      const some = await source.events({ range, words: words.toUpperCase(), limit: 1000 }, signal);
      expect(some.length).toBeGreaterThan(0);
      expect(some.length).toBeLessThan(all.length);
      for (const { name, template, category = [], elements } of some) {
        const text = [name, template, ...category, ...elements].join(' ').toLowerCase();
        for (const word of words.toLowerCase().split(' ')) expect(text).toContain(word);
      }
      const none = await source.events({ range, words: 'no-such-event', limit: 10 }, signal);
      expect(none).toEqual([]);
    });

    test('events end with their signal, and a range that ends before it begins is refused', async () => {
      if (!source.events || !contract.events) return expectLack('events');
      const { range } = contract.events;
      const over = source.events({ range, limit: 10 }, AbortSignal.abort());
      await expect(over).rejects.toMatchObject({ name: 'AppError', kind: 'timeout' });
      const backwards = { start: range.end, end: range.start };
      const refused = source.events({ range: backwards, limit: 10 }, AbortSignal.timeout(8_000));
      await expect(refused).rejects.toMatchObject({ name: 'AppError', kind: 'invalid' });
    });

    test('its tables have columns, and their samples are as wide', async () => {
      if (!source.browse) return expectLack('browse');
      const tables = await source.browse(AbortSignal.timeout(8_000));
      expect(tables.length).toBeGreaterThan(0);
      for (const { columns, sample = [] } of tables) {
        expect(columns.length).toBeGreaterThan(0);
        for (const row of sample) expect(row).toHaveLength(columns.length);
      }
    });

    test('a subscription tells the present value and each new one, until its signal ends', async () => {
      if (!source.subscribe || !contract.change) return expectLack('subscribe');
      const told: ValueOutcome[] = [];
      const ending = new AbortController();
      const ended = source.subscribe({ tags: [first] }, (one) => told.push(one), ending.signal);
      await expect.poll(() => told.some(({ ok }) => ok)).toBe(true);
      const before = told.length;
      await contract.change(system);
      await expect.poll(() => told.length).toBeGreaterThan(before);
      expect(told.map(nameOf).every((name) => name === first)).toBe(true);
      ending.abort();
      await ended;
      const atEnd = told.length;
      await contract.change(system);
      await new Promise((resolve) => {
        setTimeout(resolve, 300);
      });
      expect(told).toHaveLength(atEnd);
    });

    test('the check goes from reaching the system to reading from it', async () => {
      const steps = await source.check(AbortSignal.timeout(8_000));
      expect(steps.filter(({ ok }) => !ok)).toEqual([]);
      expect(steps[0]?.name).toBe('reach');
      expect(steps.at(-1)?.name).toBe('read');
      expectNoSecrets(steps);
    });

    test('fifty questions at once are all answered, and no connection outlives its source', async () => {
      const busy = await open(wire);
      const answers = await Promise.all(Array.from({ length: 50 }, () => ask(busy)));
      expect(answers).toEqual(Array.from({ length: 50 }, () => fullAnswer));
      const others = wire.openSockets();
      expect(others).toBeLessThanOrEqual(100);
      await busy.close();
      await waitUntil(() => wire.openSockets() < Math.max(others, 1) || others === 0);
    });

    test('a question ends with its signal when the system does not answer, and the next one is answered', async () => {
      if (lacksWire()) return;
      await ask(source);
      wire.jam(true);
      if (contract.answersFromMemory) {
        expect(await ask(source, 200)).toEqual(fullAnswer);
        wire.jam(false);
        return;
      }
      const startedAt = performance.now();
      const failed = await ask(source, 200).catch((error: unknown) => error);
      expect(failed).toMatchObject({ name: 'AppError', kind: 'timeout' });
      expect(performance.now() - startedAt).toBeLessThan(3_000);
      expectNoSecrets(failed);
      wire.jam(false);
      expect(await ask(source)).toEqual(fullAnswer);
    });

    test('a signal that is over already asks nothing', async () => {
      const before = wire.bytesSent();
      const over = AbortSignal.abort();
      const asked = source.read
        ? source.read({ tags: [first] }, over)
        : source.query?.(tableQuery(contract.queries?.some ?? ''), over);
      const failed = await asked?.catch((error: unknown) => error);
      expect(failed).toMatchObject({ name: 'AppError', kind: 'timeout' });
      expect(wire.bytesSent()).toBe(before);
    });

    test('a cut connection is healed by the next question', async () => {
      if (lacksWire()) return;
      await ask(source);
      wire.cut();
      await ask(source).catch(() => undefined);
      if (contract.answersFromMemory) await expect.poll(() => ask(source)).toEqual(fullAnswer);
      expect(await ask(source)).toEqual(fullAnswer);
    });

    test('a system that is not there is an error of the question, without addresses and secrets', async () => {
      if (lacksWire()) return;
      const gone = await startTcpProxy(system.address);
      await gone.close();
      const orphan = await open(gone);
      const failed = await ask(orphan).catch((error: unknown) => error);
      expect(failed).toMatchObject({ name: 'AppError', kind: 'upstream' });
      expectNoSecrets(failed, gone);
      const steps = await orphan.check(AbortSignal.timeout(8_000));
      expect(steps).toEqual([{ name: 'reach', ok: false, message: expect.any(String) }]);
      expectNoSecrets(steps, gone);
      await orphan.close();
    });

    test('two sources of one plugin keep to their own systems', async () => {
      if (lacksWire() || contract.answersFromMemory) return;
      const otherWire = await startTcpProxy(system.address);
      const other = await open(otherWire);
      await ask(other);
      await ask(source);
      const before = { own: wire.bytesSent(), other: otherWire.bytesSent() };
      await ask(other);
      expect(wire.bytesSent()).toBe(before.own);
      expect(otherWire.bytesSent()).toBeGreaterThan(before.other);
      await other.close();
      await otherWire.close();
      expect(await ask(source)).toEqual(fullAnswer);
    });

    test('a source may be closed twice, and answers nothing afterwards', async () => {
      const closed = await open(wire);
      await closed.close();
      await closed.close();
      const failed = await ask(closed).catch((error: unknown) => error);
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

function tableQuery(text: string): TableQuery {
  return { text, parameters: {}, maxRows: 100, timeZone: 'Asia/Jakarta' };
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
