/** A value that came with a question. */
export type Parameter = {
  readonly name: string;
  readonly value: bigint | number | string | boolean | null;
};

export type Request = { readonly sql: string; readonly parameters: readonly Parameter[] };

/** Reads an SQL batch: MS-TDS 2.2.6.7. */
export function readBatch(payload: Buffer): Request {
  return { sql: payload.subarray(headersBytes(payload)).toString('utf16le'), parameters: [] };
}

const EXECUTE_SQL = 10;

/**
 * Reads a call of `sp_executesql`, the only procedure of this stand-in: MS-TDS 2.2.6.6. Its first two parameters are
 * the statement and what the others are.
 */
export function readCall(payload: Buffer): Request {
  let at = headersBytes(payload);
  const nameLength = payload.readUInt16LE(at);
  at += 2;
  let procedure = '';
  if (nameLength === 0xffff) {
    procedure = payload.readUInt16LE(at) === EXECUTE_SQL ? 'sp_executesql' : 'another';
    at += 2;
  } else {
    procedure = payload.toString('utf16le', at, at + nameLength * 2);
    at += nameLength * 2;
  }
  if (procedure.toLowerCase() !== 'sp_executesql') throw new Error(`a call of ${procedure}`);
  at += 2;
  const parameters: Parameter[] = [];
  while (at < payload.length) {
    const name = shortText(payload, at);
    const { value, end } = readValue(payload, at + 1 + name.length * 2 + 1);
    parameters.push({ name, value });
    at = end;
  }
  const [statement, , ...rest] = parameters;
  return { sql: String(statement?.value ?? ''), parameters: rest };
}

/** The number of a transaction request: 5 begins, 7 commits, 8 rolls back. MS-TDS 2.2.6.9. */
export function readTransaction(payload: Buffer): number {
  return payload.readUInt16LE(headersBytes(payload));
}

function headersBytes(payload: Buffer): number {
  return payload.readUInt32LE(0);
}

function shortText(payload: Buffer, at: number): string {
  return payload.toString('utf16le', at + 1, at + 1 + payload.readUInt8(at) * 2);
}

type Read = { readonly value: Parameter['value']; readonly end: number };

function readValue(payload: Buffer, at: number): Read {
  const type = payload.readUInt8(at);
  switch (type) {
    case 0xe7:
      return readText(payload, at + 8, payload.readUInt16LE(at + 1) === 0xffff);
    case 0x26:
    case 0x68:
    case 0x6d:
      return readShort(payload, at + 2, (bytes) => numberOf(type, bytes));
    case 0x6a:
    case 0x6c:
      return readShort(payload, at + 4, (bytes) => decimalOf(bytes, payload.readUInt8(at + 3)));
    case 0x2a:
    case 0x2b:
      return readShort(payload, at + 2, (bytes) => timeOf(type, bytes, payload.readUInt8(at + 1)));
    default:
      throw new Error(`a parameter of type 0x${type.toString(16)}`);
  }
}

function readShort(payload: Buffer, at: number, read: (bytes: Buffer) => Parameter['value']): Read {
  const end = at + 1 + payload.readUInt8(at);
  return { value: end === at + 1 ? null : read(payload.subarray(at + 1, end)), end };
}

function readText(payload: Buffer, at: number, isMax: boolean): Read {
  if (!isMax) {
    const length = payload.readUInt16LE(at);
    if (length === 0xffff) return { value: null, end: at + 2 };
    return { value: payload.toString('utf16le', at + 2, at + 2 + length), end: at + 2 + length };
  }
  if (payload.readBigUInt64LE(at) === 0xffffffffffffffffn) return { value: null, end: at + 8 };
  const pieces: Buffer[] = [];
  let next = at + 8;
  for (;;) {
    const length = payload.readUInt32LE(next);
    next += 4;
    if (length === 0) break;
    pieces.push(payload.subarray(next, next + length));
    next += length;
  }
  return { value: Buffer.concat(pieces).toString('utf16le'), end: next };
}

function numberOf(type: number, bytes: Buffer): Parameter['value'] {
  if (type === 0x68) return bytes.readUInt8(0) !== 0;
  if (type === 0x6d) return bytes.length === 4 ? bytes.readFloatLE(0) : bytes.readDoubleLE(0);
  return bytes.length === 8 ? bytes.readBigInt64LE(0) : BigInt(bytes.readIntLE(0, bytes.length));
}

function decimalOf(bytes: Buffer, scale: number): string {
  let unscaled = 0n;
  for (let at = bytes.length - 1; at >= 1; at -= 1) {
    unscaled = (unscaled << 8n) | BigInt(bytes.readUInt8(at));
  }
  const digits = unscaled.toString().padStart(scale + 1, '0');
  const text = scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
  return bytes.readUInt8(0) === 0 ? `-${text}` : text;
}

/** As the tables of this stand-in hold it: `YYYY-MM-DD HH:MM:SS.fffffff`, and ` +00:00` with an offset. */
function timeOf(type: number, bytes: Buffer, scale: number): string {
  const size = scale <= 2 ? 3 : scale <= 4 ? 4 : 5;
  const ticks = bytes.readUIntLE(0, size);
  const days = bytes.readUIntLE(size, 3);
  const seconds = Math.floor(ticks / 10 ** scale);
  const instant = new Date(Date.UTC(2000, 0, 1) + (days - 730_119) * 86_400_000 + seconds * 1000);
  const fraction = String(ticks % 10 ** scale)
    .padStart(scale, '0')
    .padEnd(7, '0');
  const text = `${instant.toISOString().slice(0, 19).replace('T', ' ')}.${fraction}`;
  return type === 0x2a ? text : `${text} +00:00`;
}
