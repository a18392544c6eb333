import { expect, test } from 'vitest';
import { type Said, fillVariables } from './fill-variables.ts';
import { mergeVariables } from './merge-variables.ts';
import { QueryConfig } from './triggers.schema.ts';

const PRESENT = { now: new Date('2026-11-20T07:32:05.000Z'), timeZone: 'Asia/Jakarta' };
const RANGE = { start: '2026-11-20T00:00:00Z', end: '2026-11-20T06:00:00Z' };

const { variables } = QueryConfig.parse({
  type: 'query',
  query: 'select 1',
  variables: { tag: {}, rows: 5, area: { choices: ['North', 'South'], default: 'North' } },
});

function fill(said: Said, trigger: object = { variables }) {
  return fillVariables({ name: 'log', variables: {}, maxRows: 200, ...trigger }, said, PRESENT);
}

/** A query's text with what is declared for it. */
function query(text: string, declared: Parameters<typeof mergeVariables>[2] = {}, usual?: object) {
  return (said: Said) => fill(said, { variables: mergeVariables(text, [], declared), ...usual });
}

test('what is given takes the place of the default, numbers and choices as what they are', () => {
  expect(fill({ variables: { TAG: 'FIC101' } }).parameters).toEqual({
    tag: 'FIC101',
    rows: 5,
    area: 'North',
  });
  const given = { tag: 'A', rows: '7', area: 'south' };
  expect(fill({ variables: given }).parameters).toEqual({ tag: 'A', rows: 7, area: 'South' });
});

test.each([
  [{}, 'needs tag'],
  [{ tag: 'A', table: 'users' }, 'does not know "table". It knows tag, rows, area.'],
  [{ tag: 'A', area: "x' or 1=1" }, 'is one of North, South'],
  [{ tag: 'A', TAG: 'B' }, 'given twice'],
  [JSON.parse('{"tag":"A","__proto__":"x"}'), 'does not know "__proto__"'],
])('%j is refused', (given, message) => {
  expect(() => fill({ variables: given })).toThrow(message);
});

test('a variable that only the text names is asked for like any other', () => {
  expect(() => query('select {area}')({})).toThrow('needs area');
  expect(query('select {area}')({ variables: { area: 'N' } }).parameters).toEqual({ area: 'N' });
});

test('start and end are instants of the question’s range, else the trigger’s, else the defaults', () => {
  const asked = query('where t >= {start} and t < {end}', {}, { usualRange: undefined });
  expect(asked({ range: RANGE })).toMatchObject({
    parameters: { start: new Date(RANGE.start), end: new Date(RANGE.end) },
    range: { start: '2026-11-20T00:00:00.000Z', end: '2026-11-20T06:00:00.000Z' },
  });
  const usual = query('where t >= {start}', {}, { usualRange: RANGE });
  expect(usual({}).parameters['start']).toEqual(new Date(RANGE.start));
  const recent = query('where t >= {start} and t < {end}', { start: { default: '*-30m' } });
  expect(recent({}).parameters).toEqual({
    start: new Date('2026-11-20T07:02:05.000Z'),
    end: PRESENT.now,
  });
  expect(recent({ range: RANGE }).parameters['start']).toEqual(new Date(RANGE.start));
  expect(recent({ variables: { start: 'kemarin jam 3 sore' } }).parameters['start']).toEqual(
    new Date('2026-11-19T08:00:00.000Z'),
  );
});

test('a query without a period asks for it, and one that has none refuses a range', () => {
  expect(() => query('where t >= {start}')({})).toThrow('needs start');
  expect(query('where t < {end}')({}).parameters).toEqual({ end: PRESENT.now });
  expect(() => query('select 1')({ range: RANGE })).toThrow('takes no range');
  const backwards = { variables: { start: '06:00', end: '05:00' } };
  expect(() => query('{start} {end}')(backwards)).toThrow('must be after start');
});

test('limit is the count, else its default, else the most rows the trigger gives', () => {
  const text = 'select 1 limit {limit}';
  expect(query(text)({ count: 20 })).toMatchObject({ parameters: { limit: 20 }, count: 20 });
  expect(query(text)({ variables: { LIMIT: '30' } })).toMatchObject({
    parameters: { limit: 30 },
    count: 30,
  });
  expect(query(text)({}).parameters).toEqual({ limit: 200 });
  expect(query(text, { limit: { default: 10 } })({}).parameters).toEqual({ limit: 10 });
  expect(query(text, { limit: { max: 50 } })({}).parameters).toEqual({ limit: 50 });
  expect(() => query(text, { limit: { max: 50 } })({ count: 51 })).toThrow('from 1 to 50');
  expect(query('select 1')({ count: 20 })).toMatchObject({ parameters: { limit: 20 }, count: 20 });
});

test('a limit that nobody typed cuts what a range or an unlimited query asks for; the latest ten are ten', () => {
  const ranged = query('t >= {start} limit {limit}', { limit: { default: 10 } });
  expect(ranged({ range: RANGE }).cutAt).toBe(10);
  expect(ranged({ range: RANGE, count: 3 }).cutAt).toBeUndefined();
  expect(ranged({ range: RANGE, variables: { limit: '3' } }).cutAt).toBeUndefined();
  expect(query('limit {limit}')({}).cutAt).toBe(200);
  expect(query('limit {limit}', { limit: { default: 10 } })({}).cutAt).toBeUndefined();
  expect(query('select 1')({}).cutAt).toBeUndefined();
});

test('what a preset says of a variable stands where the trigger says nothing else', () => {
  const preset = [
    'tag',
    { name: 'level', type: 'number', min: 0, max: 5, default: 1 },
    { name: 'unused' },
  ] as const;
  const merged = mergeVariables('{tag} {level}', preset, {
    tag: { default: 'A' },
    level: { max: 3 },
  });
  expect(merged).toEqual({
    tag: { default: 'A' },
    level: { type: 'number', min: 0, max: 3, default: 1 },
  });
  expect(fill({ variables: { level: 2 } }, { variables: merged }).parameters).toEqual({
    tag: 'A',
    level: 2,
  });
  expect(() => fill({ variables: { level: 4 } }, { variables: merged })).toThrow('from 0 to 3');
});

test('what was given is told, a choice by its words, and defaults are not', () => {
  const filled = query('{area} {tag} {note}', {
    area: { choices: [{ value: 'N', label: { en: 'North', id: 'Utara' } }] },
    tag: { type: 'tag' },
    note: { default: 'x' },
  })({ variables: { area: 'utara', tag: 'FIC101' } });
  expect(filled.parameters).toEqual({ area: 'N', tag: 'FIC101', note: 'x' });
  expect(filled.given).toEqual([
    { name: 'area', value: 'N', label: { en: 'North', id: 'Utara' } },
    { name: 'tag', value: 'FIC101', isTag: true },
  ]);
});
