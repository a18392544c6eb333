import { TYPE_ID } from './column-type.ts';
import { createWireReader } from './wire.ts';
import type { WireReader } from './wire.ts';

export type BoundValue = number | string | null;

/** What a client wants, as far as this stand-in has it. */
export type ClientMessage =
  | { readonly kind: 'protocol' | 'data-types' | 'commit' | 'rollback' | 'ping' | 'log-off' }
  | { readonly kind: 'log-in-one'; readonly user: string }
  | { readonly kind: 'log-in-two'; readonly values: ReadonlyMap<string, string> }
  | {
      readonly kind: 'execute';
      /** 0 for a new statement. */
      readonly cursor: number;
      readonly sql: string;
      readonly isQuery: boolean;
      /** Whether rows come with it, and how many at most. */
      readonly fetchRows: number;
      readonly isParseOnly: boolean;
      /** Types asked for in place of the columns’ own. */
      readonly defined: readonly number[];
      readonly binds: readonly BoundValue[];
    }
  | {
      readonly kind: 'execute-again';
      readonly cursor: number;
      readonly fetchRows: number;
      /** Values of binds, whose types the first execution told. */
      readonly rest: WireReader;
    }
  | { readonly kind: 'fetch'; readonly cursor: number; readonly rows: number };

export type Read = {
  readonly message: ClientMessage;
  readonly closedCursors: readonly number[];
  /** Types of the binds of a new statement. */
  readonly bindTypes: readonly number[];
};

const FUNCTION = 3;
const PIGGYBACK = 17;
const ROW_DATA = 7;
const OPTION = { define: 0x10, execute: 0x20, fetch: 0x40, describe: 0x20000 } as const;

/** @throws when the message is none of this stand-in’s */
export function readMessage(content: Buffer): Read {
  const reader = createWireReader(content);
  const closedCursors: number[] = [];
  let type = reader.u8();
  for (; type === PIGGYBACK; type = reader.u8()) closedCursors.push(...readPiggyback(reader));
  const bindTypes: number[] = [];
  const done = (message: ClientMessage): Read => ({ message, closedCursors, bindTypes });
  if (type === 1) return done({ kind: 'protocol' });
  if (type === 2) return done({ kind: 'data-types' });
  if (type !== FUNCTION) throw new Error(`a message of type ${type}`);
  const code = reader.u8();
  reader.u8();
  switch (code) {
    case 118:
      return done({ kind: 'log-in-one', user: readUser(reader).user });
    case 115:
      return done({ kind: 'log-in-two', values: readPairs(reader) });
    case 94:
      return done(readExecute(reader, bindTypes));
    case 4:
    case 78: {
      const [cursor, rows] = [reader.integer(), reader.integer()];
      reader.integer();
      reader.integer();
      return done({
        kind: 'execute-again',
        cursor,
        fetchRows: code === 78 ? rows : 0,
        rest: reader,
      });
    }
    case 5:
      return done({ kind: 'fetch', cursor: reader.integer(), rows: reader.integer() });
    case 14:
      return done({ kind: 'commit' });
    case 15:
      return done({ kind: 'rollback' });
    case 147:
      return done({ kind: 'ping' });
    case 9:
      return done({ kind: 'log-off' });
    default:
      throw new Error(`a call of function ${code}`);
  }
}

/** Cursors to close, which come along with the next message. */
function readPiggyback(reader: WireReader): readonly number[] {
  const code = reader.u8();
  if (code !== 105 && code !== 120) throw new Error(`a piggyback of function ${code}`);
  reader.u8();
  reader.u8();
  const cursors = Array.from({ length: reader.integer() }, () => reader.integer());
  return code === 105 ? cursors : [];
}

function readUser(reader: WireReader): { readonly user: string; readonly pairs: number } {
  const hasUser = reader.u8() === 1;
  reader.integer();
  reader.integer();
  reader.u8();
  const pairs = reader.integer();
  reader.u8();
  reader.u8();
  return { user: hasUser ? reader.sizedText() : '', pairs };
}

function readPairs(reader: WireReader): ReadonlyMap<string, string> {
  const { pairs } = readUser(reader);
  const values = new Map<string, string>();
  for (let count = 0; count < pairs; count += 1) {
    reader.integer();
    const key = reader.sizedText();
    values.set(key, reader.integer() > 0 ? reader.sizedText() : '');
    reader.integer();
  }
  return values;
}

/** OALL8 with the fields of 12.2. */
function readExecute(reader: WireReader, bindTypes: number[]): ClientMessage {
  const options = reader.integer();
  const cursor = reader.integer();
  reader.u8();
  reader.integer();
  reader.u8();
  reader.integer();
  reader.bytes(3);
  const rows = reader.integer();
  reader.integer();
  reader.u8();
  const bindCount = reader.integer();
  reader.bytes(6);
  const defineCount = reader.integer();
  reader.integer();
  reader.bytes(3);
  reader.integer();
  reader.u8();
  reader.integer();
  reader.integer();
  reader.u8();
  reader.integer();
  reader.bytes(2);
  reader.integer();
  reader.u8();
  reader.integer();
  reader.u8();
  const sql = cursor === 0 ? reader.sizedText() : '';
  reader.integer();
  const flags = Array.from({ length: 12 }, () => reader.integer());
  const defined = Array.from({ length: defineCount }, () => readType(reader));
  bindTypes.push(...Array.from({ length: bindCount }, () => readType(reader)));
  return {
    kind: 'execute',
    cursor,
    sql,
    isQuery: flags[6] === 1,
    fetchRows: (options & OPTION.fetch) === 0 ? 0 : rows,
    isParseOnly: (options & (OPTION.execute | OPTION.define)) === 0,
    defined,
    binds: bindCount === 0 ? [] : readBinds(reader, bindTypes),
  };
}

function readType(reader: WireReader): number {
  const type = reader.u8();
  reader.bytes(3);
  reader.integer();
  reader.integer();
  reader.integer();
  if (reader.integer() > 0) throw new Error('a bind of an object');
  reader.integer();
  reader.integer();
  reader.u8();
  reader.integer();
  reader.integer();
  return type;
}

export function readBinds(reader: WireReader, types: readonly number[]): readonly BoundValue[] {
  if (types.length === 0) return [];
  if (reader.u8() !== ROW_DATA) throw new Error('binds without their row');
  return types.map((type) => readBind(reader, type));
}

function readBind(reader: WireReader, type: number): BoundValue {
  const content = reader.sizedBytes();
  if (content === null) return null;
  switch (type) {
    case TYPE_ID.varchar:
    case TYPE_ID.char:
    case TYPE_ID.long:
      return content.toString('utf8');
    case TYPE_ID.number:
      return numberOf(content);
    case TYPE_ID.date:
    case TYPE_ID.timestamp:
    case TYPE_ID.timestampLtz:
    case TYPE_ID.timestampTz:
      return momentOf(content, type);
    default:
      throw new Error(`a bind of type ${type}`);
  }
}

function numberOf(content: Buffer): number {
  const isPositive = content.readUInt8(0) >= 0x80;
  if (content.length === 1) return isPositive ? 0 : -1e126;
  const power = (isPositive ? content.readUInt8(0) : content.readUInt8(0) ^ 0xff) - 193;
  const last = !isPositive && content.at(-1) === 102 ? content.length - 1 : content.length;
  const pairs = Array.from(content.subarray(1, last), (byte) =>
    String(isPositive ? byte - 1 : 101 - byte).padStart(2, '0'),
  );
  const exponent = 2 * (power - pairs.length + 1);
  return Number(`${isPositive ? '' : '-'}${pairs.join('')}e${exponent}`);
}

/** As the tables of this stand-in hold it: `YYYY-MM-DD HH:MM:SS[.fffffffff]`; with a zone, in UTC and ` +00:00`. */
function momentOf(content: Buffer, type: number): string {
  const [century = 0, year = 0, month, day, hour = 0, minute = 0, second = 0] = content;
  const two = (value: number | undefined): string => String(value).padStart(2, '0');
  const date = `${two(century - 100)}${two(year - 100)}-${two(month)}-${two(day)}`;
  const time = `${two(hour - 1)}:${two(minute - 1)}:${two(second - 1)}`;
  const nanoseconds = content.length >= 11 ? content.readUInt32BE(7) : 0;
  const fraction = nanoseconds === 0 ? '' : `.${String(nanoseconds).padStart(9, '0')}`;
  const isZoned = type === TYPE_ID.timestampLtz || type === TYPE_ID.timestampTz;
  return `${date} ${time}${fraction}${isZoned ? ' +00:00' : ''}`;
}
