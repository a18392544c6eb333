import type { StoredValue } from './column-type.ts';

export type PlantColumn = {
  readonly name: string;
  /** As in CREATE TABLE. */
  readonly type: string;
  readonly isKey?: true;
  readonly isRequired?: true;
  readonly comment?: string;
  readonly references?: { readonly table: string; readonly column: string };
};

export type PlantTable = {
  readonly name: string;
  readonly comment?: string;
  readonly columns: readonly PlantColumn[];
  readonly rows: readonly (readonly StoredValue[])[];
};

const START_MS = Date.UTC(2026, 10, 28, 0, 0, 0);
const TAGS = ['U1_LOAD', 'U1_MS_PRESS', 'U2_LOAD'] as const;

/** A plant’s database as a test needs it: alarms, tags, readings, one row of every type, and many numbers. */
export const PLANT_TABLES: readonly PlantTable[] = [
  {
    name: 'tags',
    comment: 'Signals of the plant',
    columns: [
      { name: 'name', type: 'nvarchar(64)', isKey: true, isRequired: true, comment: 'Tag' },
      { name: 'unit', type: 'nvarchar(16)', comment: 'Engineering unit' },
    ],
    rows: TAGS.map((name) => [name, name.endsWith('PRESS') ? 'bar' : 'MW']),
  },
  {
    name: 'alarms',
    comment: 'What the control system raised',
    columns: [
      { name: 'id', type: 'int', isKey: true, isRequired: true },
      {
        name: 'tag',
        type: 'nvarchar(64)',
        isRequired: true,
        references: { table: 'tags', column: 'name' },
      },
      { name: 'message', type: 'nvarchar(max)', comment: 'As the operator saw it' },
      { name: 'severity', type: 'smallint' },
      { name: 'limit_value', type: 'decimal(18,4)' },
      { name: 'raised_at', type: 'datetime2(7)', comment: 'Local time of the plant' },
      { name: 'acknowledged', type: 'bit' },
    ],
    rows: Array.from({ length: 12 }, (_none, index) => [
      BigInt(index + 1),
      TAGS[index % TAGS.length] ?? '',
      index === 4 ? null : `High limit passed – ${index + 1} °C ✓`,
      BigInt(1 + (index % 4)),
      `${600 + index}.2500`,
      localText(START_MS + index * 600_000),
      BigInt(index % 2),
    ]),
  },
  {
    name: 'readings',
    columns: [
      { name: 'tag', type: 'nvarchar(64)', isKey: true, isRequired: true },
      { name: 'at', type: 'datetimeoffset(7)', isKey: true, isRequired: true },
      { name: 'value', type: 'float' },
      { name: 'counter', type: 'bigint' },
    ],
    rows: Array.from({ length: 30 }, (_none, index) => [
      TAGS[index % TAGS.length] ?? '',
      `${localText(START_MS + index * 60_000)} +00:00`,
      600 + index / 8,
      9_007_199_254_740_990n + BigInt(index),
    ]),
  },
  {
    name: 'every_type',
    columns: [
      { name: 'a_bit', type: 'bit' },
      { name: 'a_tinyint', type: 'tinyint' },
      { name: 'a_smallint', type: 'smallint' },
      { name: 'an_int', type: 'int' },
      { name: 'a_bigint', type: 'bigint' },
      { name: 'a_real', type: 'real' },
      { name: 'a_float', type: 'float' },
      { name: 'a_decimal', type: 'decimal(38,10)' },
      { name: 'a_small_decimal', type: 'decimal(9,3)' },
      { name: 'a_numeric', type: 'numeric(19,4)' },
      { name: 'a_money', type: 'money' },
      { name: 'a_char', type: 'char(4)' },
      { name: 'an_nvarchar', type: 'nvarchar(50)' },
      { name: 'an_nvarchar_max', type: 'nvarchar(max)' },
      { name: 'a_varbinary', type: 'varbinary(max)' },
      { name: 'a_guid', type: 'uniqueidentifier' },
      { name: 'a_date', type: 'date' },
      { name: 'a_time', type: 'time(7)' },
      { name: 'a_datetime', type: 'datetime' },
      { name: 'a_smalldatetime', type: 'smalldatetime' },
      { name: 'a_datetime2', type: 'datetime2(7)' },
      { name: 'a_datetime2_0', type: 'datetime2(0)' },
      { name: 'a_datetimeoffset', type: 'datetimeoffset(7)' },
      { name: 'an_xml', type: 'xml' },
    ],
    rows: [
      [
        1n,
        255n,
        -32_768n,
        -2_147_483_648n,
        9_223_372_036_854_775_807n,
        0.1,
        -1.5e300,
        '-1234567890123456789012345678.0123456789',
        '123456.789',
        '612.4000',
        '-1234.5678',
        'ab  ',
        'Kälte “5” °C 😀',
        'x'.repeat(9000),
        Buffer.alloc(1500, 7),
        '6F9619FF-8B86-D011-B42D-00C04FC964FF',
        '2026-11-28',
        '13:05:09.1234567',
        '2026-11-28 13:05:09.123',
        '2026-11-28 13:05:00',
        '2026-11-28 13:05:09.1234567',
        '2026-11-28 13:05:09',
        '2026-11-28 13:05:09.1234567 +07:00',
        '<a b="1"/>',
      ],
      Array.from({ length: 24 }, () => null),
    ],
  },
  {
    name: 'numbers',
    columns: [
      { name: 'n', type: 'int', isKey: true, isRequired: true },
      { name: 'padding', type: 'nvarchar(400)' },
    ],
    rows: Array.from({ length: 20_000 }, (_none, index) => [BigInt(index + 1), 'x'.repeat(200)]),
  },
  {
    name: 'costs',
    columns: [{ name: 'total', type: 'money' }],
    rows: [['-922337203685477.5808']],
  },
  {
    name: 'secret_wages',
    columns: [{ name: 'amount', type: 'int' }],
    rows: [[42n]],
  },
];

function localText(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19).replace('T', ' ')}.0000000`;
}
