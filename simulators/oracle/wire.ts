/**
 * Numbers and texts as TTC has them: an integer is a count of bytes and these bytes, most significant first; a text is
 * its length in a byte, or 254 and pieces that end with an empty one.
 */
export interface WireReader {
  readonly isAtEnd: boolean;
  u8(): number;
  u16(): number;
  integer(): number;
  bytes(count: number): Buffer;
  /** Null when it is empty. */
  sizedBytes(): Buffer | null;
  sizedText(): string;
}

const LONG = 254;
const NULL = 255;
const SHORT_MAX = 252;
const PIECE_BYTES = 32_767;

export function createWireReader(content: Buffer): WireReader {
  let at = 0;
  function bytes(count: number): Buffer {
    if (at + count > content.length) throw new Error('a message ended too early');
    at += count;
    return content.subarray(at - count, at);
  }
  const reader: WireReader = {
    get isAtEnd() {
      return at >= content.length;
    },
    u8: () => bytes(1).readUInt8(0),
    u16: () => bytes(2).readUInt16BE(0),
    integer() {
      const head = reader.u8();
      const count = head & 0x7f;
      if (count === 0) return 0;
      let value = 0;
      for (const byte of bytes(count)) value = value * 256 + byte;
      return head > 0x7f ? -value : value;
    },
    bytes,
    sizedBytes() {
      const length = reader.u8();
      if (length === 0 || length === NULL) return null;
      if (length !== LONG) return bytes(length);
      const pieces: Buffer[] = [];
      for (let size = reader.integer(); size > 0; size = reader.integer()) pieces.push(bytes(size));
      return Buffer.concat(pieces);
    },
    sizedText: () => reader.sizedBytes()?.toString('utf8') ?? '',
  };
  return reader;
}

export interface WireWriter {
  u8(...values: readonly number[]): WireWriter;
  u16(value: number): WireWriter;
  /** Of at most six bytes and not below zero. */
  integer(...values: readonly number[]): WireWriter;
  bytes(value: Uint8Array): WireWriter;
  sizedBytes(value: Uint8Array | null): WireWriter;
  sizedText(value: string): WireWriter;
  /** A length, and the text only where there is one. */
  optionalText(value: string): WireWriter;
  done(): Buffer;
}

export function createWireWriter(): WireWriter {
  const parts: Uint8Array[] = [];
  const writer: WireWriter = {
    u8(...values) {
      parts.push(Buffer.from(values));
      return writer;
    },
    u16(value) {
      parts.push(Buffer.from([value >> 8, value & 0xff]));
      return writer;
    },
    integer(...values) {
      for (const value of values) {
        const size = Math.ceil(value.toString(16).length / 2);
        const buffer = Buffer.alloc(value === 0 ? 1 : size + 1);
        if (value !== 0) {
          buffer.writeUInt8(size, 0);
          buffer.writeUIntBE(value, 1, size);
        }
        parts.push(buffer);
      }
      return writer;
    },
    bytes(value) {
      parts.push(value);
      return writer;
    },
    sizedBytes(value) {
      if (value === null || value.length === 0) return writer.u8(0);
      if (value.length <= SHORT_MAX) return writer.u8(value.length).bytes(value);
      writer.u8(LONG);
      for (let at = 0; at < value.length; at += PIECE_BYTES) {
        const piece = value.subarray(at, at + PIECE_BYTES);
        writer.integer(piece.length).bytes(piece);
      }
      return writer.integer(0);
    },
    sizedText: (value) => writer.sizedBytes(Buffer.from(value, 'utf8')),
    optionalText(value) {
      writer.integer(Buffer.byteLength(value));
      return value === '' ? writer : writer.sizedText(value);
    },
    done: () => Buffer.concat(parts),
  };
  return writer;
}
