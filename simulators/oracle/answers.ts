import { TYPE_ID } from './column-type.ts';
import type { ColumnType, StoredValue } from './column-type.ts';
import type { KeyValue } from './log-in.ts';
import { createWireWriter } from './wire.ts';
import type { WireWriter } from './wire.ts';

export type Column = { readonly name: string; readonly type: ColumnType };

const MESSAGE = { error: 4, rowHeader: 6, row: 7, parameter: 8, status: 9, describe: 16 } as const;
const CHARSET_UTF8 = 873;
const CHARSET_UTF16 = 2000;
export const FIELD_VERSION_12_2 = 8;
const COMPILE_CAPABILITIES = 53;
const RUNTIME_CAPABILITIES = 7;
const NO_DATA_FOUND = 1403;
const TRANSACTION_IN_PROGRESS = 2;
const LOCATOR_BYTES = 40;

/** What the protocol is: version 6, UTF-8, the fields of 12.2, texts of 32 kB, zones of the database told. */
export function protocolAnswer(): Buffer {
  const fdo = Buffer.alloc(11);
  fdo.writeUInt16BE(CHARSET_UTF16, 9);
  const compile = Buffer.alloc(COMPILE_CAPABILITIES);
  compile.writeUInt8(FIELD_VERSION_12_2, 7);
  const runtime = Buffer.alloc(RUNTIME_CAPABILITIES);
  runtime.writeUInt8(1, 1);
  runtime.writeUInt8(4, 6);
  return createWireWriter()
    .u8(1, 6, 0)
    .bytes(Buffer.from('Stand-in of Oracle\0'))
    .u8(CHARSET_UTF8 & 0xff, CHARSET_UTF8 >> 8, 0, 0, 0)
    .u16(fdo.length)
    .bytes(fdo)
    .sizedBytes(compile)
    .sizedBytes(runtime)
    .done();
}

/** The database’s zone, +00:00, and no type but those the client has. */
export function dataTypesAnswer(): Buffer {
  const zone = Buffer.from([0x80, 0, 0, 0, 60, 60, 60, 0x80, 0, 0, 0]);
  return createWireWriter().u8(2).bytes(zone).u16(0).done();
}

export function keyValuesAnswer(pairs: readonly KeyValue[]): Buffer {
  const writer = createWireWriter().u8(MESSAGE.parameter).integer(pairs.length);
  for (const { key, value, flags = 0 } of pairs) {
    writer.integer(key.length).sizedText(key).optionalText(value).integer(flags);
  }
  return writer.bytes(statusAnswer(false)).done();
}

export function statusAnswer(isInTransaction: boolean): Buffer {
  return createWireWriter()
    .u8(MESSAGE.status)
    .integer(isInTransaction ? TRANSACTION_IN_PROGRESS : 0, 0)
    .done();
}

export function describeAnswer(columns: readonly Column[]): Buffer {
  const writer = createWireWriter().u8(MESSAGE.describe, 0).integer(0, columns.length).u8(0);
  columns.forEach(({ name, type }, index) => {
    writer
      .u8(type.id, 0, type.precision, type.scale & 0xff)
      .integer(type.sizeBytes, 0, 0, 0, 0, type.charsetForm === 2 ? CHARSET_UTF16 : CHARSET_UTF8)
      .u8(type.charsetForm)
      .integer(type.sizeBytes, 0)
      .u8(1, name.length)
      .optionalText(name)
      .integer(0, 0, index + 1, 0);
  });
  return writer.integer(0, 0, 0, 0, 0, 0).done();
}

/** @param defined the types that the client asked for in place of the columns’ own */
export function rowsAnswer(
  columns: readonly Column[],
  rows: readonly (readonly StoredValue[])[],
  defined: readonly number[],
): Buffer {
  if (rows.length === 0) return Buffer.alloc(0);
  const writer = createWireWriter().u8(MESSAGE.rowHeader, 0).integer(0, 0, 0, 0, 0, 0);
  for (const row of rows) {
    writer.u8(MESSAGE.row);
    columns.forEach(({ type }, index) =>
      writeCell(writer, type, row[index] ?? null, defined[index]),
    );
  }
  return writer.done();
}

function writeCell(
  writer: WireWriter,
  type: ColumnType,
  value: StoredValue,
  defined: number | undefined,
): void {
  const content = type.encode(value);
  if (defined === TYPE_ID.blob || defined === TYPE_ID.clob) {
    // A handle in place of the value: its length, the value’s, and the size of a piece.
    if (content === null) writer.integer(0);
    else
      writer.integer(LOCATOR_BYTES, content.length, 8132).sizedBytes(Buffer.alloc(LOCATOR_BYTES));
    return;
  }
  writer.sizedBytes(content);
  // Indicator and return code follow what has no longest length.
  if (defined === TYPE_ID.long || defined === TYPE_ID.longRaw) writer.integer(0, 0);
}

export type Ending = {
  /** 0: fine, and there are more rows. */
  readonly code: number;
  readonly message?: string;
  readonly cursor?: number;
  readonly rows?: number;
  /** Where in the statement. */
  readonly position?: number;
  readonly isInTransaction: boolean;
};

export function endOfRows(cursor: number, rows: number, isInTransaction: boolean): Buffer {
  const message = 'ORA-01403: no data found\n';
  return endAnswer({ code: NO_DATA_FOUND, message, cursor, rows, isInTransaction });
}

export function endAnswer(ending: Ending): Buffer {
  const { code, message = '', cursor = 0, rows = 0, position = 0, isInTransaction } = ending;
  const writer = createWireWriter()
    .u8(MESSAGE.error)
    .integer(isInTransaction ? TRANSACTION_IN_PROGRESS : 0, 0, 0, 0, 0, 0, cursor, position)
    .u8(0, 0, 0, 0, 0, 0)
    // The row’s address.
    .integer(0, 0)
    .u8(0)
    .integer(0, 0)
    .integer(0)
    .u8(0, 0)
    .integer(0, 0)
    .integer(0, 0, 0, 0)
    .integer(code, rows);
  return code === 0 ? writer.done() : writer.sizedText(message).done();
}
