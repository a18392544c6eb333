/** What a packet of Oracle Net is, by its fifth byte. */
export const PACKET = {
  connect: 1,
  accept: 2,
  refuse: 4,
  redirect: 5,
  data: 6,
  marker: 12,
} as const;
export const MARKER = { break: 1, reset: 2, interrupt: 3 } as const;

export type Packet = { readonly type: number; readonly content: Buffer };

const HEADER_BYTES = 8;
/** Of a data packet: two bytes of flags. */
const DATA_FLAGS_BYTES = 2;
const END_OF_FILE = 0x40;
export const PACKET_BYTES = 8192;

export interface PacketReader {
  feed(chunk: Buffer): void;
  /** After ACCEPT a packet’s length has four bytes instead of two. */
  useLongLengths(): void;
}

/** Takes bytes as they come off the wire and tells every whole packet. */
export function createPacketReader(onPacket: (packet: Packet) => void): PacketReader {
  let waiting: Buffer = Buffer.alloc(0);
  let isLong = false;
  return {
    feed(chunk) {
      waiting = waiting.length === 0 ? chunk : Buffer.concat([waiting, chunk]);
      while (waiting.length >= HEADER_BYTES) {
        const length = isLong ? waiting.readUInt32BE(0) : waiting.readUInt16BE(0);
        if (length < HEADER_BYTES) throw new Error(`a packet of ${length} bytes`);
        if (waiting.length < length) return;
        const packet = waiting.subarray(0, length);
        waiting = waiting.subarray(length);
        onPacket({ type: packet.readUInt8(4), content: packet.subarray(HEADER_BYTES) });
      }
    },
    useLongLengths() {
      isLong = true;
    },
  };
}

export function toPacket(type: number, content: Buffer, isLong = true): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  const length = HEADER_BYTES + content.length;
  if (isLong) header.writeUInt32BE(length, 0);
  else header.writeUInt16BE(length, 0);
  header.writeUInt8(type, 4);
  return Buffer.concat([header, content]);
}

/** Cuts what is said into data packets. */
export function toDataPackets(content: Buffer): Buffer {
  const room = PACKET_BYTES - HEADER_BYTES - DATA_FLAGS_BYTES;
  const count = Math.max(1, Math.ceil(content.length / room));
  return Buffer.concat(
    Array.from({ length: count }, (_none, index) => {
      const part = content.subarray(index * room, (index + 1) * room);
      return toPacket(PACKET.data, Buffer.concat([Buffer.alloc(DATA_FLAGS_BYTES), part]));
    }),
  );
}

/** What a data packet says; undefined when it says that the client goes. */
export function readData({ content }: Packet): Buffer | undefined {
  return (content.readUInt16BE(0) & END_OF_FILE) === 0
    ? content.subarray(DATA_FLAGS_BYTES)
    : undefined;
}

export function toMarker(kind: number): Buffer {
  return toPacket(PACKET.marker, Buffer.from([1, 0, kind]));
}

/** @param connect what came with CONNECT @returns its text, or undefined when it follows in a packet of its own */
export function readConnectText(connect: Buffer): string | undefined {
  const length = connect.readUInt16BE(24 - HEADER_BYTES);
  const start = connect.readUInt16BE(26 - HEADER_BYTES) - HEADER_BYTES;
  if (connect.length < start + length) return undefined;
  return connect.toString('latin1', start, start + length);
}

/** Version 3.17: long lengths, no log-in in one go, no marks at the end of an answer. */
export function acceptPacket(): Buffer {
  const content = Buffer.alloc(37);
  const at = (offset: number): number => offset - HEADER_BYTES;
  content.writeUInt16BE(317, at(8));
  content.writeUInt16BE(PACKET_BYTES, at(12));
  content.writeUInt16BE(0xffff, at(14));
  content.writeUInt16BE(1, at(16));
  content.writeUInt16BE(45, at(20));
  content.writeUInt8(0x08, at(22));
  content.writeUInt8(0x08, at(23));
  content.writeUInt32BE(PACKET_BYTES, at(32));
  content.writeUInt32BE(65_535, at(36));
  return toPacket(PACKET.accept, content, false);
}

/** @param code such as 12514: the listener does not know the service */
export function refusePacket(code: number): Buffer {
  const text = Buffer.from(
    `(DESCRIPTION=(TMP=)(VSNNUM=0)(ERR=${code})(ERROR_STACK=(ERROR=(CODE=${code})(EMFI=4))))`,
  );
  const head = Buffer.alloc(4);
  head.writeUInt16BE(text.length, 2);
  return toPacket(PACKET.refuse, Buffer.concat([head, text]), false);
}

/** Sends a client to another listener, as that of a cluster does. */
export function redirectPacket({ host, port }: { host: string; port: number }): Buffer {
  const text = Buffer.from(`(ADDRESS=(PROTOCOL=tcp)(HOST=${host})(PORT=${port}))`);
  const head = Buffer.alloc(2);
  head.writeUInt16BE(text.length);
  return toPacket(PACKET.redirect, Buffer.concat([head, text]), false);
}
