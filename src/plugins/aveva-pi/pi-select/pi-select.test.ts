import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DataSource, Table, TableQuery } from '#sdk';
import { GATEWAY_TAGS, startPiGateway } from '../../../../simulators/pi-gateway/index.ts';
import { type DemoPi, openDemoPi, soon } from '../../../../tests/support/demo-pi.ts';
import { createOutbound } from '../../../lib/outbound/index.ts';
import { avevaPi } from '../aveva-pi.ts';

const silent = { debug() {}, info() {}, warn() {}, error() {} };

async function ask(
  source: DataSource,
  text: string,
  more: Partial<TableQuery> = {},
): Promise<Table> {
  const query = { text, parameters: {}, maxRows: 200, timeZone: 'Asia/Jakarta', ...more };
  const table = await source.query?.(query, soon());
  if (!table) throw new Error('it cannot be queried');
  return table;
}

describe('a query to PI Web API', () => {
  let pi: DemoPi;
  beforeAll(async () => {
    pi = await openDemoPi();
  });
  afterAll(() => pi.close());

  async function archived(tag: string, startTime: string, endTime = '*') {
    const said = await pi.sayList(tag, 'recorded', { startTime, endTime, maxCount: '100000' });
    return said.map(({ Timestamp, Value }) => [Date.parse(Timestamp), Value]);
  }

  function timed({ rows }: Table) {
    return rows.map((row) => [Date.parse(String(row[2])), row[3]]);
  }

  test('gives the newest values as the archive has them, newest first, counted', async () => {
    const table = await ask(
      pi.source,
      "SELECT TOP 5 * FROM Point WHERE tag = 'U1_LOAD_NET' ORDER BY timestamp DESC",
    );
    expect(table.columns).toEqual(['id', 'tag', 'timestamp', 'value']);
    expect(table.rows.map(([id, tag]) => [id, tag])).toEqual(
      [1, 2, 3, 4, 5].map((id) => [id, 'U1_LOAD_NET']),
    );
    const all = await archived('U1_LOAD_NET', '*-8h');
    expect(timed(table)).toEqual(all.slice(-5).toReversed());
    expect(table.truncated).toBe(false);
    expect(table.readings?.[0]).toMatchObject({ tag: 'U1_LOAD_NET', reading: { unit: 'MW' } });
  });

  test('of a tag in any case, by a variable in quotes or not, is that tag’s and no other’s', async () => {
    for (const text of [
      'SELECT TOP 1 tag, value, unit FROM Point WHERE tag = {tag}',
      "SELECT TOP {n} tag, value, unit FROM Point WHERE tag = '{tag}'",
      "SELECT TOP 1 tag, value, unit FROM Point WHERE tag = 'U{unit}_MS_PRESS'",
    ]) {
      const parameters = { tag: 'u2_ms_press', unit: 2, n: 1 };
      const { rows } = await ask(pi.source, text, { parameters });
      expect(rows).toEqual([['U2_MS_PRESS', expect.any(Number), 'bar']]);
    }
  });

  test('asks the tag it names, whatever tag its source is tested with', async () => {
    const source = await pi.connect({ defaultTag: 'U2_LOAD_NET' });
    const { rows } = await ask(source, "SELECT TOP 3 * FROM Point WHERE tag = 'U1_MS_TEMP'");
    expect(rows.map(([, tag]) => tag)).toEqual(['U1_MS_TEMP', 'U1_MS_TEMP', 'U1_MS_TEMP']);
    expect(timed({ columns: [], rows, truncated: false })).toEqual(
      (await archived('U1_MS_TEMP', '*-8h')).slice(-3).toReversed(),
    );
    await source.close();
  });

  test('keeps to its times, open or closed, in PI’s words or as instants', async () => {
    const all = await archived('U1_LOAD_NET', '*-2h', '*-1h');
    const from = new Date(Number(all[0]?.[0]));
    const until = new Date(Number(all.at(-1)?.[0]));
    const oldestFirst = "FROM Point WHERE tag = 'U1_LOAD_NET' AND timestamp";
    const closed = await ask(
      pi.source,
      `SELECT * ${oldestFirst} >= {a} AND timestamp <= {b} ORDER BY timestamp`,
      { parameters: { a: from, b: until }, maxRows: 1000 },
    );
    expect(timed(closed)).toEqual(all);
    const open = await ask(
      pi.source,
      `SELECT * ${oldestFirst} > {a} AND timestamp < {b} ORDER BY timestamp DESC`,
      { parameters: { a: from, b: until }, maxRows: 1000 },
    );
    expect(timed(open)).toEqual(all.slice(1, -1).toReversed());
    const said = await ask(pi.source, `SELECT * ${oldestFirst} BETWEEN '*-2h' AND '*-1h'`, {
      maxRows: 1000,
    });
    expect(timed(said)).toEqual(all.toReversed());
  });

  test('of the oldest gives the oldest of its time, and limits of values hold for every row', async () => {
    const all = await archived('U1_LOAD_NET', '*-2h');
    const text = "FROM Point WHERE tag = 'U1_LOAD_NET' AND timestamp >= '*-2h'";
    const first = await ask(pi.source, `SELECT TOP 3 * ${text} ORDER BY timestamp ASC`);
    expect(timed(first)).toEqual(all.slice(0, 3));
    const middle = Number(all[Math.floor(all.length / 2)]?.[1]);
    const high = await ask(pi.source, `SELECT * ${text} AND value > {limit}`, {
      parameters: { limit: middle },
      maxRows: 1000,
    });
    expect(timed(high)).toEqual(all.filter(([, value]) => Number(value) > middle).toReversed());
    const states = await ask(
      pi.source,
      "SELECT value FROM Point WHERE tag = 'U1_MILL_A_STATUS' AND timestamp >= '*-30d' AND value <> 'running'",
    );
    expect(states.rows.flat()).not.toContain('Running');
    expect(states.rows.length).toBeGreaterThan(0);
  });

  test('says the quality of a value that is not good, and gives no number for it', async () => {
    const table = await ask(pi.source, "SELECT TOP 1 * FROM Point WHERE tag = 'U1_NOX_ANALYZER'");
    expect(table.columns).toEqual(['id', 'tag', 'timestamp', 'value', 'quality']);
    expect(table.rows[0]?.[3]).toBeNull();
    expect(table.rows[0]?.[4]).toBe('bad (I/O Timeout)');
  });

  test('says when there is more than it may give', async () => {
    const text = "SELECT * FROM Point WHERE tag = 'U1_LOAD_NET'";
    expect(await ask(pi.source, text, { maxRows: 3 })).toMatchObject({ truncated: true });
    const ten = await ask(pi.source, text.replace('*', 'TOP 10 *'), { maxRows: 3 });
    expect(ten.truncated).toBe(true);
    expect(ten.rows).toHaveLength(3);
    const short = await pi.connect({ maxValuesPerTag: 5 });
    const values = await ask(short, `${text} AND timestamp >= '*-8h' AND value > 0`);
    expect(values.truncated).toBe(true);
    const oldest = ask(short, `${text} AND timestamp >= '*-8h' ORDER BY timestamp`);
    await expect(oldest).rejects.toMatchObject({ code: 'pi.select_too_much' });
    await short.close();
  });

  test.each([
    ["SELECT TOP 5 * FROM Point WHERE tag = 'U1_NONE'", {}, 'pi.not_found'],
    ['SELECT TOP 5 * FROM Point WHERE tag = {tag}', {}, 'pi.select_parameter_missing'],
    ['SELECT TOP 5 * FROM Point WHERE tag = {tag}', { tag: 'U1_*' }, 'pi.select_bad_value'],
    ['SELECT TOP 5 * FROM Point WHERE tag = {tag}', { tag: ' ' }, 'pi.select_bad_value'],
    ["SELECT TOP {n} * FROM Point WHERE tag = 'A'", { n: 'five' }, 'pi.select_bad_value'],
    ["SELECT TOP 0 * FROM Point WHERE tag = 'A'", {}, 'pi.select_bad_value'],
    ["SELECT * FROM Point WHERE tag = 'A' AND timestamp > 'soonish'", {}, 'pi.select_bad_value'],
    ["SELECT * FROM Point WHERE tag = 'A' AND timestamp > 5", {}, 'pi.select_bad_value'],
    ["SELECT * FROM Point WHERE tag = 'A' AND value > 'x'", {}, 'pi.select_bad_value'],
    ["SELECT * FROM Point WHERE tag = 'A' AND value > 5", {}, 'pi.select_cannot'],
    ["SELECT TOP 5 * FROM Point WHERE tag = 'A' ORDER BY timestamp", {}, 'pi.select_cannot'],
    ["SELECT * FROM Point WHERE tag = 'A' AND tag = 'B'", {}, 'pi.select_cannot'],
  ])('%s with %j is refused: %s', async (text, parameters, code) => {
    await expect(ask(pi.source, text, { parameters })).rejects.toMatchObject({ code });
  });

  test('a value is a value, whatever it looks like', async () => {
    const tag = "U1_LOAD_NET' OR tag = 'U2_LOAD_NET";
    const asked = ask(pi.source, "SELECT TOP 1 * FROM Point WHERE tag = '{tag}'", {
      parameters: { tag },
    });
    await expect(asked).rejects.toMatchObject({ kind: 'not_found' });
  });
});

test('a query to the predecessor’s gateway asks for the tag it names, not for that of its source', async () => {
  const now = new Date('2025-09-17T07:32:05Z');
  const gateway = await startPiGateway({ clock: () => now });
  const config = avevaPi.config.parse({
    mode: 'gateway',
    baseUrl: `${gateway.url}/pi/trn?tag=7TMWATTSNET&interval=1s`,
    defaultTag: '7TMWATTSNET',
  });
  const outbound = createOutbound({ allowPrivate: true });
  const tools = { log: silent, clock: () => now, timeZone: 'Asia/Jakarta', outbound };
  const source = await avevaPi.connect(config, tools);
  for (const top of [1, 3]) {
    const { rows } = await ask(
      source,
      `SELECT TOP ${top} * FROM Point WHERE tag='8TMWATTSNET' ORDER BY timestamp DESC;`,
    );
    expect(rows).toHaveLength(top);
    for (const [, tag, timestamp, value] of rows) {
      expect(tag).toBe('8TMWATTSNET');
      expect(value).toBe(GATEWAY_TAGS['8TMWATTSNET']?.(Date.parse(String(timestamp))));
    }
  }
  expect(gateway.requests.join(' ')).not.toContain('7TMWATTSNET');
  await source.close();
  await gateway.close();
});
