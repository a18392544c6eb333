import { createByteWriter } from './byte-writer.ts';
import type { ByteWriter } from './byte-writer.ts';

/** What SQLite gives for a cell. */
export type StoredValue = bigint | number | string | Buffer | null;

/** A type of SQL Server, as bytes on the wire: MS-TDS 2.2.5.4 to 2.2.5.6. */
export interface ColumnType {
  /** As T-SQL writes it, such as `decimal(18,4)`. */
  readonly name: string;
  readonly info: Buffer;
  write(value: StoredValue): Buffer;
}

/** SQL_Latin1_General_CP1_CI_AS */
export const COLLATION = Buffer.from([0x09, 0x04, 0xd0, 0x00, 0x34]);
const MAX = 0xffff;
const YEAR_ONE_MS = Date.UTC(2000, 0, 1) - 730_119 * 86_400_000;
const YEAR_1900_MS = Date.UTC(1900, 0, 1);
const DAY_MS = 86_400_000;
const DECLARED = /^\s*(\w+)\s*(?:\(\s*(max|\d+)\s*(?:,\s*(\d+)\s*)?\))?\s*$/i;

/** @param declared as in CREATE TABLE @throws when this stand-in does not have the type */
export function columnTypeOf(declared: string): ColumnType {
  const [, word = '', first, second] = DECLARED.exec(declared) ?? [];
  const name = word.toLowerCase();
  const make = (info: readonly number[], write: (value: NonNullable<StoredValue>) => Buffer) => ({
    name: declared.toLowerCase(),
    info: Buffer.from(info),
    write: (value: StoredValue): Buffer =>
      value === null ? Buffer.from([0]) : withLength(write(value)),
  });
  switch (name) {
    case 'bit':
      return make([0x68, 1], (value) => Buffer.from([Number(value)]));
    case 'tinyint':
      return make([0x26, 1], (value) => Buffer.from([Number(value)]));
    case 'smallint':
      return make([0x26, 2], (value) => sized(2, (b) => b.writeInt16LE(Number(value))));
    case 'int':
      return make([0x26, 4], (value) => sized(4, (b) => b.writeInt32LE(Number(value))));
    case 'bigint':
      return make([0x26, 8], (value) => sized(8, (b) => b.writeBigInt64LE(BigInt(String(value)))));
    case 'real':
      return make([0x6d, 4], (value) => sized(4, (b) => b.writeFloatLE(Number(value))));
    case 'float':
      return make([0x6d, 8], (value) => sized(8, (b) => b.writeDoubleLE(Number(value))));
    case 'money':
      return make([0x6e, 8], (value) => moneyBytes(scaled(String(value), 4)));
    case 'decimal':
    case 'numeric':
      return decimalType(name, Number(first ?? 18), Number(second ?? 0), make);
    case 'uniqueidentifier':
      return make([0x24, 16], (value) => guidBytes(String(value)));
    case 'date':
      return make([0x28], (value) => dayBytes(String(value)));
    case 'time':
      return make([0x29, scaleOf(first)], (value) => timeBytes(String(value), scaleOf(first)));
    case 'datetime2':
      return make([0x2a, scaleOf(first)], (value) => dateTimeBytes(String(value), scaleOf(first)));
    case 'datetimeoffset':
      return make([0x2b, scaleOf(first)], (value) => offsetBytes(String(value), scaleOf(first)));
    case 'datetime':
      return make([0x6f, 8], (value) => oldDateTimeBytes(String(value)));
    case 'smalldatetime':
      return make([0x6f, 4], (value) => smallDateTimeBytes(String(value)));
    case 'char':
    case 'nchar':
    case 'varchar':
    case 'nvarchar':
    case 'binary':
    case 'varbinary':
      return lengthType(name, first ?? '1');
    case 'xml':
      return { name, info: Buffer.from([0xf1, 0]), write: (value) => plp(value, 'utf16le') };
    default:
      throw new Error(`this stand-in has no type ${declared}`);
  }
}

/** The type of a column that is no column of a table, by what is in it. */
export function guessType(values: readonly StoredValue[]): ColumnType {
  const known = values.filter((value) => value !== null);
  if (known.some((value) => typeof value === 'number')) return columnTypeOf('float');
  if (known.some((value) => typeof value === 'bigint')) {
    const isSmall = known.every(
      (value) => typeof value !== 'bigint' || (value >= -(2n ** 31n) && value < 2n ** 31n),
    );
    return columnTypeOf(isSmall ? 'int' : 'bigint');
  }
  if (known.some((value) => Buffer.isBuffer(value))) return columnTypeOf('varbinary(max)');
  const texts = known.filter((value) => typeof value === 'string');
  const all = (form: RegExp): boolean => texts.length > 0 && texts.every((one) => form.test(one));
  if (all(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{7} [+-]\d\d:\d\d$/))
    return columnTypeOf('datetimeoffset');
  if (all(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{7}$/)) return columnTypeOf('datetime2');
  return columnTypeOf(
    texts.some(({ length }) => length > 4000) ? 'nvarchar(max)' : 'nvarchar(4000)',
  );
}

type Make = (
  info: readonly number[],
  write: (value: NonNullable<StoredValue>) => Buffer,
) => ColumnType;

function decimalType(name: string, precision: number, scale: number, make: Make): ColumnType {
  const size = precision <= 9 ? 5 : precision <= 19 ? 9 : precision <= 28 ? 13 : 17;
  const id = name === 'decimal' ? 0x6a : 0x6c;
  return make([id, size, precision, scale], (value) => {
    const unscaled = scaled(String(value), scale);
    const buffer = Buffer.alloc(size);
    buffer.writeUInt8(unscaled < 0n ? 0 : 1, 0);
    let rest = unscaled < 0n ? -unscaled : unscaled;
    for (let at = 1; at < size; at += 1) {
      buffer.writeUInt8(Number(rest & 0xffn), at);
      rest >>= 8n;
    }
    if (rest !== 0n)
      throw new Error(`${String(value)} does not fit decimal(${precision},${scale})`);
    return buffer;
  });
}

function lengthType(name: string, length: string): ColumnType {
  const isWide = name.startsWith('n');
  const isBinary = name.endsWith('binary');
  const id = { char: 0xaf, nchar: 0xef, varchar: 0xa7, nvarchar: 0xe7, binary: 0xad }[name] ?? 0xa5;
  const isMax = length.toLowerCase() === 'max';
  const bytes = isMax ? MAX : Number(length) * (isWide ? 2 : 1);
  const info = createByteWriter().u8(id).u16(bytes);
  if (!isBinary) info.bytes(COLLATION);
  const encoding = isWide ? 'utf16le' : 'latin1';
  return {
    name: `${name}(${length.toLowerCase()})`,
    info: info.done(),
    write(value) {
      if (isMax) return plp(value, encoding);
      if (value === null) return Buffer.from([0xff, 0xff]);
      const content = Buffer.isBuffer(value) ? value : Buffer.from(String(value), encoding);
      return createByteWriter().u16(content.length).bytes(content).done();
    },
  };
}

/** Pieces of at most 8,000 bytes, as the server sends what may be large. */
function plp(value: StoredValue, encoding: BufferEncoding): Buffer {
  if (value === null) return Buffer.alloc(8, 0xff);
  const content = Buffer.isBuffer(value) ? value : Buffer.from(String(value), encoding);
  const writer: ByteWriter = createByteWriter().u64(BigInt(content.length));
  for (let at = 0; at < content.length; at += 8000) {
    const piece = content.subarray(at, at + 8000);
    writer.u32(piece.length).bytes(piece);
  }
  return writer.u32(0).done();
}

function withLength(content: Buffer): Buffer {
  return Buffer.concat([Buffer.from([content.length]), content]);
}

function sized(size: number, write: (buffer: Buffer) => void): Buffer {
  const buffer = Buffer.alloc(size);
  write(buffer);
  return buffer;
}

function scaled(text: string, scale: number): bigint {
  const [, sign = '', whole = '0', fraction = ''] = /^(-?)(\d*)(?:\.(\d*))?$/.exec(text) ?? [];
  return BigInt(`${sign}${whole}${fraction.slice(0, scale).padEnd(scale, '0')}`);
}

function moneyBytes(unscaled: bigint): Buffer {
  return sized(8, (buffer) => {
    buffer.writeInt32LE(Number(unscaled >> 32n), 0);
    buffer.writeUInt32LE(Number(unscaled & 0xffffffffn), 4);
  });
}

/** The first three groups have their bytes the other way round. */
function guidBytes(text: string): Buffer {
  const hex = Buffer.from(text.replaceAll('-', ''), 'hex');
  const order = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15];
  return Buffer.from(order.map((at) => hex.readUInt8(at)));
}

function scaleOf(text: string | undefined): number {
  return text === undefined ? 7 : Number(text);
}

function dayBytes(text: string): Buffer {
  const days = Math.floor((Date.parse(`${text.slice(0, 10)}T00:00:00Z`) - YEAR_ONE_MS) / DAY_MS);
  return sized(3, (buffer) => buffer.writeUIntLE(days, 0, 3));
}

function timeBytes(text: string, scale: number): Buffer {
  const [, hours, minutes, seconds, fraction = ''] =
    /^(\d\d):(\d\d):(\d\d)(?:\.(\d+))?$/.exec(text) ?? [];
  const whole = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  const ticks = whole * 10 ** scale + Number(fraction.slice(0, scale).padEnd(scale, '0'));
  const size = scale <= 2 ? 3 : scale <= 4 ? 4 : 5;
  return sized(size, (buffer) => buffer.writeUIntLE(ticks, 0, size));
}

function dateTimeBytes(text: string, scale: number): Buffer {
  return Buffer.concat([timeBytes(text.slice(11), scale), dayBytes(text)]);
}

function offsetBytes(text: string, scale: number): Buffer {
  const [, local = '', fraction = '', sign, hours, minutes] =
    /^(.{19})(\.\d+)? ([+-])(\d\d):(\d\d)$/.exec(text) ?? [];
  const offset = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1);
  const utc = new Date(Date.parse(`${local.replace(' ', 'T')}Z`) - offset * 60_000).toISOString();
  const content = dateTimeBytes(`${utc.slice(0, 10)} ${utc.slice(11, 19)}${fraction}`, scale);
  return Buffer.concat([content, sized(2, (buffer) => buffer.writeInt16LE(offset))]);
}

function oldDateTimeBytes(text: string): Buffer {
  const ms = Date.parse(`${text.replace(' ', 'T')}Z`) - YEAR_1900_MS;
  return sized(8, (buffer) => {
    buffer.writeInt32LE(Math.floor(ms / DAY_MS), 0);
    buffer.writeUInt32LE(Math.round(((ms % DAY_MS) * 3) / 10), 4);
  });
}

function smallDateTimeBytes(text: string): Buffer {
  const ms = Date.parse(`${text.slice(0, 16).replace(' ', 'T')}Z`) - YEAR_1900_MS;
  return sized(4, (buffer) => {
    buffer.writeUInt16LE(Math.floor(ms / DAY_MS), 0);
    buffer.writeUInt16LE((ms % DAY_MS) / 60_000, 2);
  });
}
