/** Puts numbers and texts one after the other, little-endian as TDS has them. */
export interface ByteWriter {
  u8(value: number): ByteWriter;
  u16(value: number): ByteWriter;
  u32(value: number): ByteWriter;
  i32(value: number): ByteWriter;
  u64(value: bigint): ByteWriter;
  bytes(value: Uint8Array): ByteWriter;
  /** UTF-16 behind a count of characters of one byte. */
  shortText(value: string): ByteWriter;
  /** UTF-16 behind a count of characters of two bytes. */
  text(value: string): ByteWriter;
  done(): Buffer;
}

export function createByteWriter(): ByteWriter {
  const parts: Uint8Array[] = [];
  function put(size: number, write: (buffer: Buffer) => void): ByteWriter {
    const buffer = Buffer.alloc(size);
    write(buffer);
    parts.push(buffer);
    return writer;
  }
  const writer: ByteWriter = {
    u8: (value) => put(1, (buffer) => buffer.writeUInt8(value)),
    u16: (value) => put(2, (buffer) => buffer.writeUInt16LE(value)),
    u32: (value) => put(4, (buffer) => buffer.writeUInt32LE(value)),
    i32: (value) => put(4, (buffer) => buffer.writeInt32LE(value)),
    u64: (value) => put(8, (buffer) => buffer.writeBigUInt64LE(value)),
    bytes(value) {
      parts.push(value);
      return writer;
    },
    shortText: (value) => writer.u8(value.length).bytes(Buffer.from(value, 'utf16le')),
    text: (value) => writer.u16(value.length).bytes(Buffer.from(value, 'utf16le')),
    done: () => Buffer.concat(parts),
  };
  return writer;
}
