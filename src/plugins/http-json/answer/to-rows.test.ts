import { describe, expect, test } from 'vitest';
import { HttpJsonConfig } from '../http-json.schema.ts';
import { createRowReader } from './to-rows.ts';

const ORDERS = {
  member: [
    {
      wonum: '00123',
      priority: 1,
      asset: { location: 'U1' },
      reportdate: '2026-03-01T08:00:00+07:00',
      wplabor: [
        { craft: 'MECH', laborhrs: 2.5 },
        { craft: 'ELEC', laborhrs: 1 },
      ],
    },
    { wonum: 77, priority: null, wplabor: [] },
  ],
};

function table(endpoint: Record<string, unknown>, content: unknown) {
  const { endpoints } = HttpJsonConfig.parse({
    baseUrl: 'https://api.example.com',
    endpoints: [{ name: 'one', path: '', ...endpoint }],
  });
  const [config] = endpoints;
  if (!config) throw new Error('no endpoint');
  const reader = createRowReader(config, 'Asia/Jakarta');
  return reader.table(reader.sources(content).sources);
}

test('columns are fields, fields within fields, or paths, each of its type', () => {
  const columns = [
    'wonum',
    'Unit = asset.location',
    'Priority = $.priority as number',
    'Reported = reportdate as instant',
    'Crafts = $.wplabor[*].craft',
    'Hours = $.wplabor[?@.craft=="MECH"].laborhrs as number',
  ];
  expect(table({ rows: '$.member', columns }, ORDERS)).toEqual({
    columns: ['wonum', 'Unit', 'Priority', 'Reported', 'Crafts', 'Hours'],
    rows: [
      ['00123', 'U1', 1, '2026-03-01T01:00:00.000Z', 'MECH, ELEC', 2.5],
      [77, null, null, null, null, null],
    ],
  });
});

test('one row for each entry of an inner list; a row without entries stays', () => {
  const columns = ['Order = wonum as text', 'Craft = @.craft', 'Hours = @.laborhrs as number'];
  expect(table({ rows: '$.member[*]', forEach: '$.wplabor', columns }, ORDERS).rows).toEqual([
    ['00123', 'MECH', 2.5],
    ['00123', 'ELEC', 1],
    ['77', null, null],
  ]);
});

test('without columns every plain field is one, in the order they appear', () => {
  expect(table({ rows: '$.member' }, ORDERS)).toEqual({
    columns: ['wonum', 'priority', 'reportdate'],
    rows: [
      ['00123', 1, '2026-03-01T08:00:00+07:00'],
      [77, null, null],
    ],
  });
});

test('lists that stand side by side become rows', () => {
  const content = {
    hourly: { time: ['2026-03-01T00:00', '2026-03-01T01:00'], temp: [25.5, null] },
  };
  const endpoint = {
    rows: '$.hourly',
    layout: 'lists',
    columns: ['time as instant UTC', 'Temperature = $.temp[*]'],
  };
  expect(table(endpoint, content).rows).toEqual([
    ['2026-03-01T00:00:00.000Z', 25.5],
    ['2026-03-01T01:00:00.000Z', null],
  ]);
  const uneven = { hourly: { time: ['2026-03-01T00:00'], temp: [1, 2] } };
  expect(() => table(endpoint, uneven)).toThrow(/different lengths/);
});

test('one row and many are told apart by the path, not by how many there are', () => {
  const pairs = (rows: unknown) =>
    table({ rows: '$[*]', columns: ['a = $[0]', 'b = $[1]'] }, rows).rows;
  expect(pairs([[1, 2]])).toEqual([[1, 2]]);
  expect(
    pairs([
      [1, 2],
      [3, 4],
    ]),
  ).toEqual([
    [1, 2],
    [3, 4],
  ]);
  expect(table({}, { value: 5 }).rows).toEqual([[5]]);
  expect(table({}, [{ value: 5 }, { value: 6 }]).rows).toEqual([[5], [6]]);
  expect(table({ rows: '$.none' }, { value: 5 }).rows).toEqual([]);
});

test('what is a list or an object is no cell, and several numbers are not one', () => {
  expect(() => table({ columns: ['a'] }, { a: { b: 1 } })).toThrow(/"a" is a list or an object/);
  expect(() => table({ columns: ['a = $.a[*] as number'] }, { a: [1, 2] })).toThrow(
    /"a" is a list/,
  );
});

describe('a value is taken as its type, and stays the text it is where it is none', () => {
  test.each([
    ['number', '12.50', 12.5],
    ['number', ' 7 ', 7],
    ['number', '', null],
    ['number', 'offline', 'offline'],
    ['number', '90071992547409931', '90071992547409931'],
    ['number', '1,234', '1,234'],
    ['boolean', 'Y', true],
    ['boolean', 0, false],
    ['boolean', 'maybe', 'maybe'],
    ['epoch', 1772310600, '2026-02-28T20:30:00.000Z'],
    ['epoch ms', '1772310600250', '2026-02-28T20:30:00.250Z'],
    ['instant', '2026-03-01', '2026-02-28T17:00:00.000Z'],
    ['instant', '2026-03-01 08:00', '2026-03-01T01:00:00.000Z'],
    ['instant', '2026-03-01T08:00:00-0500', '2026-03-01T13:00:00.000Z'],
    ['instant', '01/03/2026', '01/03/2026'],
    ['instant America/New_York', '2026-01-01T00:00', '2026-01-01T05:00:00.000Z'],
    ['text', 5, '5'],
    ['text', true, 'true'],
  ])('%s of %j', (type, given, expected) => {
    expect(table({ columns: [`x as ${type}`] }, { x: given }).rows).toEqual([[expected]]);
  });
});

describe('a line that cannot be a column is refused when the source is opened', () => {
  test.each([
    ['x = $..', /not a JSONPath/],
    ['x = $.a as colour', /"colour" is not a type/],
    ['x = $[?match(@.a, "(a+)+$")]', /not a JSONPath/],
    ['x = @.a', /need "One row for each"/],
    ['x = a as number UTC', /followed by a time zone/],
    ['x = a as instant Mars/Olympus', /not a time zone/],
  ])('%s', (line, message) => {
    expect(() => table({ columns: [line] }, {})).toThrow(message);
  });

  test('two of one name', () => {
    expect(() => table({ columns: ['A = a', 'a = b'] }, {})).toThrow(/there twice/);
  });
});
