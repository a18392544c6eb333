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

/** A plant’s schema as a test needs it: alarms, tags, readings, one row of every type, and many numbers. */
export const PLANT_TABLES: readonly PlantTable[] = [
  {
    name: 'TAGS',
    comment: 'Signals of the plant',
    columns: [
      { name: 'NAME', type: 'VARCHAR2(64)', isKey: true, isRequired: true, comment: 'Tag' },
      { name: 'UNIT', type: 'VARCHAR2(16)', comment: 'Engineering unit' },
    ],
    rows: TAGS.map((name) => [name, name.endsWith('PRESS') ? 'bar' : 'MW']),
  },
  {
    name: 'ALARMS',
    comment: 'What the control system raised',
    columns: [
      { name: 'ID', type: 'NUMBER(10)', isKey: true, isRequired: true },
      {
        name: 'TAG',
        type: 'VARCHAR2(64)',
        isRequired: true,
        references: { table: 'TAGS', column: 'NAME' },
      },
      { name: 'MESSAGE', type: 'VARCHAR2(400)', comment: 'As the operator saw it' },
      { name: 'SEVERITY', type: 'NUMBER(2)' },
      { name: 'LIMIT_VALUE', type: 'NUMBER(18,4)' },
      { name: 'RAISED_AT', type: 'DATE', comment: 'Local time of the plant' },
    ],
    rows: Array.from({ length: 12 }, (_none, index) => [
      BigInt(index + 1),
      TAGS[index % TAGS.length] ?? '',
      index === 4 ? null : `High limit passed – ${index + 1} °C ✓`,
      BigInt(1 + (index % 4)),
      `${600 + index}.25`,
      localText(START_MS + index * 600_000),
    ]),
  },
  {
    name: 'READINGS',
    columns: [
      { name: 'TAG', type: 'VARCHAR2(64)', isKey: true, isRequired: true },
      { name: 'AT', type: 'TIMESTAMP(6) WITH TIME ZONE', isKey: true, isRequired: true },
      { name: 'VALUE', type: 'BINARY_DOUBLE' },
      { name: 'COUNTER', type: 'NUMBER' },
    ],
    rows: Array.from({ length: 30 }, (_none, index) => [
      TAGS[index % TAGS.length] ?? '',
      `${localText(START_MS + index * 60_000)}.000000 +00:00`,
      600 + index / 8,
      String(9_007_199_254_740_990n + BigInt(index)),
    ]),
  },
  {
    name: 'EVERY_TYPE',
    columns: [
      { name: 'A_NUMBER', type: 'NUMBER' },
      { name: 'A_DECIMAL', type: 'NUMBER(38,10)' },
      { name: 'AN_INTEGER', type: 'NUMBER(10)' },
      { name: 'A_DOUBLE', type: 'BINARY_DOUBLE' },
      { name: 'A_FLOAT', type: 'BINARY_FLOAT' },
      { name: 'A_TEXT', type: 'VARCHAR2(400)' },
      { name: 'A_WIDE_TEXT', type: 'NVARCHAR2(50)' },
      { name: 'A_CHAR', type: 'CHAR(4)' },
      { name: 'A_CLOB', type: 'CLOB' },
      { name: 'A_BLOB', type: 'BLOB' },
      { name: 'A_RAW', type: 'RAW(16)' },
      { name: 'A_DATE', type: 'DATE' },
      { name: 'A_TIMESTAMP', type: 'TIMESTAMP(6)' },
      { name: 'A_ZONED', type: 'TIMESTAMP(6) WITH TIME ZONE' },
      { name: 'A_LOCAL_ZONED', type: 'TIMESTAMP(6) WITH LOCAL TIME ZONE' },
    ],
    rows: [
      [
        '-1234567890123456789012345678.0123456789',
        '0.1000000001',
        -5n,
        -1.5e300,
        0.1,
        'Kälte “5” °C 😀',
        'Kälte ✓',
        'ab  ',
        'x'.repeat(40_000),
        Buffer.alloc(1500, 7),
        Buffer.alloc(16, 1),
        '2026-11-28 13:05:09',
        '2026-11-28 13:05:09.123456',
        '2026-11-28 13:05:09.123456 +07:00',
        '2026-11-28 13:05:09.500000 +07:00',
      ],
      Array.from({ length: 15 }, () => null),
    ],
  },
  {
    name: 'NUMBERS',
    columns: [
      { name: 'N', type: 'NUMBER(10)', isKey: true, isRequired: true },
      { name: 'PADDING', type: 'VARCHAR2(400)' },
    ],
    rows: Array.from({ length: 20_000 }, (_none, index) => [BigInt(index + 1), 'x'.repeat(200)]),
  },
];

function localText(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19).replace('T', ' ');
}
