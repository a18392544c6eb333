import { createWireWriter } from './wire.ts';

/** What SQLite gives for a cell. */
export type StoredValue = bigint | number | string | Buffer | null;

/** A type of Oracle, as it is described to a client and as its values travel. */
export interface ColumnType {
  /** As DDL writes it, such as `NUMBER(18,4)`. */
  readonly name: string;
  readonly id: number;
  readonly charsetForm: number;
  readonly precision: number;
  readonly scale: number;
  readonly sizeBytes: number;
  readonly isLob: boolean;
  /** Null for no value, else without its length. */
  encode(value: StoredValue): Buffer | null;
}

export const TYPE_ID = {
  varchar: 1,
  number: 2,
  long: 8,
  date: 12,
  raw: 23,
  longRaw: 24,
  char: 96,
  binaryFloat: 100,
  binaryDouble: 101,
  clob: 112,
  blob: 113,
  timestamp: 180,
  timestampTz: 181,
  timestampLtz: 231,
} as const;

const DECLARED =
  /^([A-Z0-9_ ]+?)\s*(?:\(\s*(\d+)(?:\s*,\s*(\d+))?\s*\))?(\s+WITH(?:\s+LOCAL)?\s+TIME\s+ZONE)?$/i;

/** @param declared as in CREATE TABLE @throws when this stand-in does not have the type */
export function columnTypeOf(declared: string): ColumnType {
  const [, word = '', first, second, zone = ''] = DECLARED.exec(declared) ?? [];
  const name = `${word}${zone}`.toUpperCase().replace(/\s+/g, ' ');
  const make = (
    id: number,
    sizeBytes: number,
    encode: (value: NonNullable<StoredValue>) => Buffer,
    more: Partial<ColumnType> = {},
  ): ColumnType => ({
    name: declared.toUpperCase(),
    id,
    sizeBytes,
    charsetForm: 0,
    precision: 0,
    scale: 0,
    isLob: false,
    ...more,
    // An empty text is no value here.
    encode: (value) => (value === null || value === '' ? null : encode(value)),
  });
  const size = Number(first ?? 1);
  const scale = Number(first ?? 6);
  switch (name) {
    case 'VARCHAR2':
      return make(TYPE_ID.varchar, size * 4, text, { charsetForm: 1 });
    case 'NVARCHAR2':
      return make(TYPE_ID.varchar, size * 2, wideText, { charsetForm: 2 });
    case 'CHAR':
      return make(TYPE_ID.char, size, text, { charsetForm: 1 });
    case 'NUMBER':
      return make(TYPE_ID.number, 22, (value) => numberBytes(String(value)), {
        precision: Number(first ?? 0),
        scale: first === undefined ? -127 : Number(second ?? 0),
      });
    case 'BINARY_DOUBLE':
      return make(TYPE_ID.binaryDouble, 8, doubleBytes);
    case 'BINARY_FLOAT':
      return make(TYPE_ID.binaryFloat, 4, floatBytes);
    case 'DATE':
      return make(TYPE_ID.date, 7, (value) => dateBytes(String(value)));
    case 'TIMESTAMP':
      return make(TYPE_ID.timestamp, 11, (value) => timestampBytes(String(value)), { scale });
    case 'TIMESTAMP WITH TIME ZONE':
      return make(TYPE_ID.timestampTz, 13, (value) => zonedBytes(String(value)), { scale });
    case 'TIMESTAMP WITH LOCAL TIME ZONE':
      // The database’s own zone is UTC here.
      return make(TYPE_ID.timestampLtz, 11, (value) => zonedBytes(String(value)).subarray(0, 11), {
        scale,
      });
    case 'RAW':
      return make(TYPE_ID.raw, size, raw);
    case 'CLOB':
      return make(TYPE_ID.clob, 4000, text, { charsetForm: 1, isLob: true });
    case 'BLOB':
      return make(TYPE_ID.blob, 4000, raw, { isLob: true });
    default:
      throw new Error(`this stand-in has no type ${declared}`);
  }
}

/** The type of a column that is no column of a table, by what is in it. */
export function guessType(values: readonly StoredValue[]): ColumnType {
  const known = values.filter((value) => value !== null);
  if (known.some((value) => typeof value === 'bigint' || typeof value === 'number')) {
    return columnTypeOf('NUMBER');
  }
  if (known.some((value) => Buffer.isBuffer(value))) return columnTypeOf('BLOB');
  const texts = known.map(String);
  const all = (form: RegExp): boolean => texts.length > 0 && texts.every((one) => form.test(one));
  if (all(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+ [+-]\d\d:\d\d$/)) {
    return columnTypeOf('TIMESTAMP(6) WITH TIME ZONE');
  }
  if (all(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/)) return columnTypeOf('DATE');
  return columnTypeOf('VARCHAR2(4000)');
}

function text(value: NonNullable<StoredValue>): Buffer {
  return Buffer.isBuffer(value) ? value : Buffer.from(String(value), 'utf8');
}

function wideText(value: NonNullable<StoredValue>): Buffer {
  return Buffer.from(String(value), 'utf16le').swap16();
}

function raw(value: NonNullable<StoredValue>): Buffer {
  return Buffer.isBuffer(value) ? value : Buffer.from(String(value), 'hex');
}

/** Sign and exponent to the base of 100 in one byte, then a byte for every two digits. */
function numberBytes(value: string): Buffer {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d*)(?:\.(\d*))?(?:e([+-]?\d+))?$/i.exec(value) ?? [];
  let digits = `${whole}${fraction}`;
  let point = whole.length + Number(exponent);
  const leading = /^0*/.exec(digits)?.[0].length ?? 0;
  digits = digits.slice(leading).replace(/0+$/, '');
  point -= leading;
  if (digits === '') return Buffer.from([0x80]);
  if (point % 2 !== 0) {
    digits = `0${digits}`;
    point += 1;
  }
  if (digits.length % 2 !== 0) digits += '0';
  const pairs = digits.match(/../g) ?? [];
  const power = point / 2 + 192;
  if (sign === '') return Buffer.from([power, ...pairs.map((pair) => Number(pair) + 1)]);
  const end = pairs.length < 20 ? [102] : [];
  return Buffer.from([power ^ 0xff, ...pairs.map((pair) => 101 - Number(pair)), ...end]);
}

function doubleBytes(value: NonNullable<StoredValue>): Buffer {
  const buffer = Buffer.alloc(8);
  buffer.writeDoubleBE(Number(value));
  return sortable(buffer);
}

function floatBytes(value: NonNullable<StoredValue>): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeFloatBE(Number(value));
  return sortable(buffer);
}

/** So that they sort as bytes: a positive number has its first bit set, a negative one all bits turned. */
function sortable(buffer: Buffer): Buffer {
  if (buffer.readUInt8(0) < 0x80) {
    buffer.writeUInt8(buffer.readUInt8(0) | 0x80, 0);
    return buffer;
  }
  return Buffer.from(buffer.map((byte) => byte ^ 0xff));
}

const LOCAL = /^(\d{4})-(\d\d)-(\d\d)(?: (\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?)?/;

function dateBytes(value: string): Buffer {
  const [, year, month, day, hour, minute, second] = LOCAL.exec(value) ?? [];
  return Buffer.from([
    Math.floor(Number(year) / 100) + 100,
    (Number(year) % 100) + 100,
    Number(month),
    Number(day),
    Number(hour ?? 0) + 1,
    Number(minute ?? 0) + 1,
    Number(second ?? 0) + 1,
  ]);
}

function timestampBytes(value: string): Buffer {
  const [, , , , , , , fraction = ''] = LOCAL.exec(value) ?? [];
  const nanoseconds = Buffer.alloc(4);
  nanoseconds.writeUInt32BE(Number(fraction.padEnd(9, '0')));
  return Buffer.concat([dateBytes(value), nanoseconds]);
}

/** In UTC, and the offset in two bytes. */
function zonedBytes(value: string): Buffer {
  const [, local = '', fraction = '', sign, hours, minutes] =
    /^(.{19})(\.\d+)? ([+-])(\d\d):(\d\d)$/.exec(value) ?? [];
  const offset = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1);
  const utc = new Date(Date.parse(`${local.replace(' ', 'T')}Z`) - offset * 60_000).toISOString();
  const moment = timestampBytes(`${utc.slice(0, 10)} ${utc.slice(11, 19)}${fraction}`);
  const zone = [Math.trunc(offset / 60) + 20, (offset % 60) + 60];
  return createWireWriter()
    .bytes(moment)
    .u8(...zone)
    .done();
}
