/** What a message is, as MS-TDS 2.2.3.1.1 numbers them. */
export const PACKET = {
  batch: 0x01,
  call: 0x03,
  response: 0x04,
  attention: 0x06,
  transaction: 0x0e,
  logIn: 0x10,
  preLogIn: 0x12,
} as const;

export type Message = { readonly type: number; readonly payload: Buffer };

const HEADER_BYTES = 8;
const END_OF_MESSAGE = 0x01;

/** Takes bytes as they come off the wire and tells every whole message. */
export function createMessageReader(
  onMessage: (message: Message) => void,
): (chunk: Buffer) => void {
  let waiting: Buffer = Buffer.alloc(0);
  let parts: Buffer[] = [];
  return (chunk) => {
    waiting = waiting.length === 0 ? chunk : Buffer.concat([waiting, chunk]);
    while (waiting.length >= HEADER_BYTES) {
      const length = waiting.readUInt16BE(2);
      if (length < HEADER_BYTES) throw new Error(`a packet of ${length} bytes`);
      if (waiting.length < length) return;
      const packet = waiting.subarray(0, length);
      waiting = waiting.subarray(length);
      parts.push(packet.subarray(HEADER_BYTES));
      if ((packet.readUInt8(1) & END_OF_MESSAGE) === 0) continue;
      const payload = Buffer.concat(parts);
      parts = [];
      onMessage({ type: packet.readUInt8(0), payload });
    }
  };
}

/** Cuts a payload into packets. @param isEnd whether the last of them ends the message */
export function toPackets(
  type: number,
  payload: Buffer,
  packetBytes: number,
  isEnd: boolean,
): Buffer {
  const room = packetBytes - HEADER_BYTES;
  // An empty message still has its end.
  const count = Math.max(Math.ceil(payload.length / room), isEnd ? 1 : 0);
  const packets = Array.from({ length: count }, (_none, index) => {
    const part = payload.subarray(index * room, (index + 1) * room);
    const header = Buffer.alloc(HEADER_BYTES);
    header.writeUInt8(type, 0);
    header.writeUInt8(isEnd && index === count - 1 ? END_OF_MESSAGE : 0, 1);
    header.writeUInt16BE(part.length + HEADER_BYTES, 2);
    header.writeUInt8((index + 1) % 256, 6);
    return Buffer.concat([header, part]);
  });
  return Buffer.concat(packets);
}
