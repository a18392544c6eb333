import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AppError, type DataSource } from '#sdk';
import type { Grants } from '../../chat/index.ts';
import { insertQueryPreset, type Sources } from '../../data-sources/index.ts';
import { type Db, migrate, openDatabase } from '../../db/index.ts';
import { sqlite } from '../../plugins/sqlite/index.ts';
import { loadedTrigger } from '../../../tests/support/question.ts';
import { type Asks, askingOf, openSources, toolsOn } from '../../../tests/support/plain-tools.ts';
import { scriptedSource } from '../../../tests/support/scripted-source.ts';
import { SQL_TOOLS } from '../../../tests/support/sql-tools.ts';
import { describeTools } from './describe-tools.ts';
import { runTool, toolsFor } from './run-tool.ts';
import { wordToolError } from './word-tool-error.ts';

const NOW = new Date('2026-11-20T07:32:05.000Z');
const UNIT_1: Grants = { groupIds: [], sourceIds: ['unit1', 'lab'] };
const RANGE = { start: '2026-11-20T00:00:00+07:00', end: '2026-11-20T12:00:00+07:00' };

const unit1 = scriptedSource('unit1', { U1_LOAD: 612.4, SHARED: 1 });
const unit2 = scriptedSource('unit2', { U2_LOAD: 598.1, SHARED: 2 });

let db: Db;
let sources: Sources;
let folder: string;
let tools: ReturnType<typeof toolsOn>;

async function connect(source: ReturnType<typeof scriptedSource>): Promise<DataSource> {
  return await source.plugin.connect({}, SQL_TOOLS);
}

beforeAll(async () => {
  db = await openDatabase('sqlite::memory:');
  await migrate(db);
  folder = mkdtempSync(join(tmpdir(), 'plantline-tools-'));
  const file = join(folder, 'lab.db');
  const writer = new Database(file);
  writer.exec(`CREATE TABLE result (unit TEXT, sulfur REAL);
    INSERT INTO result VALUES ('north', 0.41), ('south', 0.39);`);
  writer.close();
  const lab = await sqlite.connect(sqlite.config.parse({ file }), SQL_TOOLS);
  const connections = { unit1: await connect(unit1), unit2: await connect(unit2), lab };
  sources = await openSources(connections, NOW);
  tools = toolsOn(db, sources, NOW);
  await db.write(async (tx) => {
    const choices = ['north', 'south'];
    await insertQueryPreset(
      tx,
      {
        name: 'Sulfur of',
        queryTemplate: 'SELECT unit, sulfur FROM result WHERE unit = {unit}',
        variables: [{ name: 'unit', type: 'choice', choices }],
      },
      NOW,
    );
  });
});

afterAll(async () => {
  await sources.close();
  await db.close();
  rmSync(folder, { recursive: true });
});

/** The error without the name that was asked, so that two of them can be compared. */
async function refusal(tool: string, input: (tag: string) => object, tag: string, asks: Asks) {
  const { error, result } = await tools.run(tool, { ...input(tag) }, asks);
  expect(result).toBeUndefined();
  if (!error) throw new Error('not refused');
  const told = wordToolError(error, 'en').text;
  const all = [error.code, error.kind, error.message, JSON.stringify(error.details), told];
  return all.map((text) => text.replaceAll(tag, '<tag>'));
}

describe('a contact of unit 1 only', () => {
  const asks = { grants: UNIT_1 };
  const OF_A_TAG: readonly (readonly [string, (tag: string) => object])[] = [
    ['current_values', (tag) => ({ tags: [tag] })],
    ['value_at', (tag) => ({ tags: ['U1_LOAD', tag], at: RANGE.start })],
    ['history', (tag) => ({ tags: [tag] })],
    ['statistics', (tag) => ({ tags: [tag], statistics: ['average'], ...RANGE })],
    ['compare', (tag) => ({ what: 'value', items: [{ tag: 'U1_LOAD' }, { tag }] })],
    ['trend', (tag) => ({ tags: [tag], ...RANGE })],
    ['top', (tag) => ({ tags: ['U1_LOAD', tag], by: 'value' })],
  ];

  test.each(OF_A_TAG)(
    'cannot tell by %s a tag of unit 2 from one that does not exist',
    async (tool, input) => {
      unit2.reads = 0;
      const forbidden = await refusal(tool, input, 'U2_LOAD', asks);
      const missing = await refusal(tool, input, 'U9_LOAD', asks);
      expect(forbidden).toEqual(missing);
      expect(forbidden[0]).toBe('ai.tag_not_found');
      expect(unit2.reads).toBe(0);
    },
  );

  test.each(OF_A_TAG)('nor by %s its source by name', async (tool, input) => {
    const named = (tag: string) => ({ ...input(tag), source: 'unit2' });
    const unknown = (tag: string) => ({ ...input(tag), source: 'unit9' });
    const forbidden = await refusal(tool, named, 'U2_LOAD', asks);
    const missing = await refusal(tool, unknown, 'U2_LOAD', asks);
    expect(forbidden).toEqual(missing.map((text) => text.replaceAll('unit9', 'unit2')));
  });

  test('finds no tag of unit 2, and has one of its own where both have it', async () => {
    const { result } = await tools.run('find_tags', { words: 'LOAD' }, asks);
    expect(JSON.stringify(result?.data)).toContain('U1_LOAD');
    expect(JSON.stringify(result?.data)).not.toContain('U2_LOAD');
    const shared = await tools.run('current_values', { tags: ['shared'] }, asks);
    expect(shared.result?.reply.facts).toMatchObject([{ source: 'unit1', value: 1 }]);
  });

  test('cannot run a trigger of unit 2, and cannot tell it from none', async () => {
    const u2 = loadedTrigger('u2 load', 'unit2', {
      type: 'value',
      tags: ['U2_LOAD'],
      elements: [],
    });
    const u1 = loadedTrigger('u1 load', 'unit1', {
      type: 'value',
      tags: ['U1_LOAD'],
      elements: [],
    });
    const more = { ...asks, triggers: [u1, u2] };
    const input = (name: string) => ({ name });
    const forbidden = await refusal('run_trigger', input, 'u2 load', more);
    const missing = await refusal('run_trigger', input, 'u9 load', more);
    expect(forbidden).toEqual(missing);
    const allowed = await tools.run('run_trigger', { name: 'U1 Load' }, more);
    expect(allowed.result?.reply.facts).toMatchObject([{ tag: 'U1_LOAD', value: 612.4 }]);
    expect(allowed.result?.uses).toEqual([{ triggerId: 'u1 load', outcome: 'answered' }]);
  });

  test('cannot run a preset on a source that is not theirs', async () => {
    const input = (source: string) => ({
      preset: 'Sulfur of',
      source,
      variables: { unit: 'north' },
    });
    const forbidden = await refusal('run_preset', input, 'unit2', asks);
    expect(forbidden).toEqual(await refusal('run_preset', input, 'unit9', asks));
  });
});

describe('a tag of two sources', () => {
  test('is asked back with their names', async () => {
    const { error } = await tools.run('current_values', { tags: ['SHARED'] });
    expect(error).toMatchObject({
      code: 'ai.tag_in_several_sources',
      details: { sources: ['unit1', 'unit2'] },
    });
    expect(error && wordToolError(error, 'id').text).toBe(
      'Lebih dari satu sumber punya "SHARED": unit1, unit2. Sebutkan yang mana.',
    );
  });

  test('is that of the source that was named', async () => {
    const { result } = await tools.run('current_values', { tags: ['shared'], source: 'UNIT2' });
    expect(result?.reply.facts).toMatchObject([{ source: 'unit2', value: 2 }]);
  });

  test('and tags of two sources are told together', async () => {
    const { result } = await tools.run('current_values', { tags: ['U1_LOAD', 'U2_LOAD'] });
    expect(result?.reply.facts.map(({ source }) => source)).toEqual(['unit1', 'unit2']);
    expect(result?.sourceIds).toEqual(['unit1', 'unit2']);
  });

  test('are compared across sources, from the unrounded values', async () => {
    const items = [{ tag: 'U1_LOAD' }, { tag: 'U2_LOAD' }];
    const { result } = await tools.run('compare', { what: 'value', items });
    expect(result?.reply.text).toContain('▼ 14.3 MW (2.3 %)');
    expect(result?.reply.text).toContain('Highest: U1_LOAD');
  });
});

test('a source that fails is an answer, with the last good value and its age', async () => {
  await tools.run('current_values', { tags: ['U1_LOAD'] });
  unit1.failure = new AppError('upstream', 'test.down', 'It is down.');
  try {
    const { result, error } = await tools.run('current_values', { tags: ['U1_LOAD'] });
    expect(error).toBeUndefined();
    expect(result?.reply.text).toContain('unit1 does not answer');
    expect(result?.reply.facts).toMatchObject([{ tag: 'U1_LOAD', value: 612.4 }]);
    const items = [{ tag: 'U1_LOAD' }, { tag: 'U2_LOAD' }];
    const compared = await tools.run('compare', { what: 'value', items });
    expect(compared.result?.reply.text).toContain('U1_LOAD: ⚠ unit1 does not answer');
    expect(compared.result?.reply.text).not.toMatch(/[▲▼]|Highest/);
    expect(compared.result?.reply.facts).toContainEqual(
      expect.objectContaining({ tag: 'U2_LOAD', value: 598.1 }),
    );
  } finally {
    unit1.failure = undefined;
  }
});

describe('a query preset', () => {
  test('binds its variables, and tells what a missing one may be', async () => {
    const given = { preset: 'sulfur OF', source: 'lab' };
    const { result } = await tools.run('run_preset', { ...given, variables: { unit: 'north' } });
    expect(result?.data).toMatchObject({ columns: ['unit', 'sulfur'], rows: [['north', 0.41]] });
    const { error } = await tools.run('run_preset', given);
    expect(error).toMatchObject({
      code: 'ai.variable_missing',
      details: { name: 'unit', choices: ['north', 'south'] },
    });
    const hostile = { unit: "north' OR '1'='1" };
    const refused = await tools.run('run_preset', { ...given, variables: hostile });
    expect(refused.error?.code).toBe('triggers.variable_wrong');
  });
});

describe('a query of one’s own', () => {
  const sql = 'SELECT unit, sulfur FROM result ORDER BY unit';
  const input = { source: 'lab', sql };

  test.each([
    ['everything without a word of queries', { grants: { all: true } }],
    ['a source without a word of queries', { grants: UNIT_1 }],
    ['an API token', { grants: { all: true, freeSql: true }, isToken: true }],
  ] as const)('is not offered to who is granted %s', async (_what, asks) => {
    expect(
      toolsFor(tools.tools, askingOf(sources, NOW, asks)).map(({ name }) => name),
    ).not.toContain('query');
    const { error } = await tools.run('query', input, asks);
    expect(error?.code).toBe('ai.tool_unknown');
    expect(error?.message).not.toContain('query,');
  });

  test('gives rows to a contact who was allowed it, and only of their sources', async () => {
    const asks = { grants: { ...UNIT_1, freeSql: true } };
    const { result } = await tools.run('query', input, asks);
    expect(result?.data).toMatchObject({
      rows: [
        ['north', 0.41],
        ['south', 0.39],
      ],
    });
    const other = await tools.run('query', { source: 'unit2', sql }, asks);
    expect(other.error?.code).toBe('ai.source_not_found');
  });

  test.each(['DELETE FROM result', 'SELECT 1; DROP TABLE result', 'PRAGMA user_version = 3'])(
    '%s is refused by the guard',
    async (hostile) => {
      const asks = { grants: { all: true as const, freeSql: true } };
      const { result, error } = await tools.run('query', { source: 'lab', sql: hostile }, asks);
      expect(result).toBeUndefined();
      expect(error?.kind).toBe('invalid');
      const after = await tools.run('query', input, asks);
      expect(after.result?.data).toMatchObject({ rowCount: 2 });
    },
  );
});

test('a query trigger that lacks a variable names it and its choices', async () => {
  const trigger = loadedTrigger('sulfur', 'lab', {
    type: 'query',
    query: 'SELECT sulfur FROM result WHERE unit = {unit}',
    variables: { unit: { choices: ['north', 'south'] } },
    maxRows: 10,
  });
  const asks = { triggers: [trigger] };
  const { error } = await tools.run('run_trigger', { name: 'sulfur' }, asks);
  expect(error?.code).toBe('ai.variable_missing');
  expect(error && wordToolError(error, 'en').text).toContain('unit is one of north, south.');
  const given = { name: 'sulfur', arguments: 'unit=south' };
  const { result } = await tools.run('run_trigger', given, asks);
  expect(result?.data).toMatchObject({ rows: [[0.39]] });
});

test('every tool is described by what it is for and a JSON schema', () => {
  for (const { name, description, inputSchema } of describeTools(tools.tools)) {
    expect(name).toMatch(/^[a-z_]+$/);
    expect(description.length).toBeGreaterThan(60);
    expect(inputSchema).toMatchObject({ type: 'object', additionalProperties: false });
  }
});

describe('whatever a planner writes', () => {
  const names = [
    'find_tags',
    'current_values',
    'value_at',
    'history',
    'statistics',
    'compare',
    'top',
    'trend',
    'run_trigger',
    'run_preset',
    'query',
  ];
  const text = fc.oneof(
    fc.constantFrom('U1_LOAD', 'U2_LOAD', 'SHARED', '*', 'lab', 'unit1', '__proto__', 'average'),
    fc.string({ unit: 'binary', maxLength: 40 }),
  );
  const instant = fc.oneof(
    fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
    fc.constantFrom(RANGE.start, RANGE.end, '9999-12-31T23:59:59Z', '0001-01-01T00:00:00Z'),
  );
  const value = fc.oneof(
    text,
    instant,
    fc.array(text, { maxLength: 4 }),
    fc.array(fc.record({ tag: text, start: instant, end: instant }, { requiredKeys: ['tag'] })),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.dictionary(text, text, { maxKeys: 3 }),
  );
  const keys = [
    'tags',
    'source',
    'start',
    'end',
    'at',
    'statistics',
    'bucket',
    'what',
    'items',
    'by',
    'order',
    'limit',
    'words',
    'last',
    'name',
    'arguments',
    'preset',
    'variables',
    'sql',
  ];
  const input = fc.dictionary(fc.constantFrom(...keys), value, { maxKeys: 6 });
  const likely = fc.record(
    {
      tags: fc.array(text, { minLength: 1, maxLength: 3 }),
      start: instant,
      end: instant,
      statistics: fc.constant(['average', 'total']),
    },
    { requiredKeys: ['tags'] },
  );

  const ofPreset = fc.record(
    {
      preset: fc.constant('Sulfur of'),
      source: fc.constantFrom('lab', 'unit1'),
      variables: fc.dictionary(fc.constantFrom('unit', 'UNIT', 'start', 'limit'), text),
    },
    { requiredKeys: ['preset', 'source'] },
  );

  test('is a result or an error in words, and never thrown', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.constantFrom(...names), fc.constantFrom(...names), text),
        fc.oneof(input, likely, ofPreset),
        async (tool, given) => {
          const asking = askingOf(sources, NOW, { grants: { all: true, freeSql: true } });
          const ran = await runTool(tools.tools, { tool, input: given }, asking);
          expect(ran.result !== undefined).toBe(ran.error === undefined);
          if (ran.error) {
            expect(ran.error.code).not.toBe('ai.tool_failed');
            expect(wordToolError(ran.error, 'id').text).not.toBe('');
            expect(ran.record.error).toBe(ran.error.code);
          } else {
            JSON.stringify(ran.result?.data);
          }
        },
      ),
      { numRuns: 400 },
    );
  });
});
