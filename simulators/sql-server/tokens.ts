import { createByteWriter } from './byte-writer.ts';
import { COLLATION } from './column-type.ts';
import type { ColumnType, StoredValue } from './column-type.ts';

/** What the server says in one token each: MS-TDS 2.2.7. */
export type Column = { readonly name: string; readonly type: ColumnType };

export type ServerError = {
  readonly number: number;
  readonly state: number;
  /** 11 to 16: of the question; 20 and more end the connection. */
  readonly severity: number;
  readonly message: string;
};

export const DONE = { final: 0, more: 0x01, error: 0x02, count: 0x10, attention: 0x20 } as const;

export function columnsToken(columns: readonly Column[]): Buffer {
  const writer = createByteWriter().u8(0x81).u16(columns.length);
  for (const { name, type } of columns) {
    writer.u32(0).u16(0x0009).bytes(type.info).shortText(name);
  }
  return writer.done();
}

export function rowToken(columns: readonly Column[], row: readonly StoredValue[]): Buffer {
  const cells = columns.map(({ type }, index) => type.write(row[index] ?? null));
  return Buffer.concat([Buffer.from([0xd1]), ...cells]);
}

/** @param kind 0xFD of a batch, 0xFE of a procedure, 0xFF within one */
export function doneToken(kind: 0xfd | 0xfe | 0xff, status: number, rows = 0): Buffer {
  return createByteWriter().u8(kind).u16(status).u16(0xc1).u64(BigInt(rows)).done();
}

export function errorToken({ number, state, severity, message }: ServerError): Buffer {
  const content = createByteWriter()
    .u32(number)
    .u8(state)
    .u8(severity)
    .text(message)
    .shortText('STAND-IN')
    .shortText('')
    .u32(1)
    .done();
  return createByteWriter().u8(0xaa).u16(content.length).bytes(content).done();
}

export function returnStatusToken(): Buffer {
  return createByteWriter().u8(0x79).i32(0).done();
}

/** What a log-in that was accepted is answered with. */
export function loggedInTokens(database: string, packetBytes: number): Buffer {
  const version = createByteWriter()
    .u8(1)
    .bytes(Buffer.from([0x74, 0x00, 0x00, 0x04]))
    .shortText('Stand-in of SQL Server')
    .bytes(Buffer.from([16, 0, 0, 0]))
    .done();
  return createByteWriter()
    .bytes(textChange(1, database, 'master'))
    .bytes(bytesChange(7, COLLATION, Buffer.alloc(0)))
    .bytes(textChange(2, 'us_english', ''))
    .u8(0xad)
    .u16(version.length)
    .bytes(version)
    .bytes(textChange(4, String(packetBytes), '4096'))
    .bytes(doneToken(0xfd, DONE.final))
    .done();
}

/** A transaction began (8), was committed (9) or rolled back (10). */
export function transactionToken(kind: 8 | 9 | 10, id: Buffer): Buffer {
  const none = Buffer.alloc(0);
  return kind === 8 ? bytesChange(kind, id, none) : bytesChange(kind, none, id);
}

/** Sends the client elsewhere, as a listener of an availability group does with those who only read. */
export function routingToken(host: string, port: number): Buffer {
  const route = createByteWriter().u8(0).u16(port).text(host).done();
  const content = createByteWriter().u8(20).u16(route.length).bytes(route).u16(0).done();
  return createByteWriter().u8(0xe3).u16(content.length).bytes(content).done();
}

function textChange(kind: number, now: string, before: string): Buffer {
  const content = createByteWriter().u8(kind).shortText(now).shortText(before).done();
  return createByteWriter().u8(0xe3).u16(content.length).bytes(content).done();
}

function bytesChange(kind: number, now: Buffer, before: Buffer): Buffer {
  const content = createByteWriter()
    .u8(kind)
    .u8(now.length)
    .bytes(now)
    .u8(before.length)
    .bytes(before)
    .done();
  return createByteWriter().u8(0xe3).u16(content.length).bytes(content).done();
}
