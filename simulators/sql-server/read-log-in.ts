export type LogIn = {
  readonly user: string;
  readonly password: string;
  readonly application: string;
  readonly server: string;
  readonly database: string;
  readonly packetBytes: number;
  /** ApplicationIntent=ReadOnly */
  readonly isReadOnly: boolean;
};

/** Reads LOGIN7: MS-TDS 2.2.6.4. */
export function readLogIn(payload: Buffer): LogIn {
  const at = (offset: number): Buffer => {
    const start = payload.readUInt16LE(offset);
    return payload.subarray(start, start + payload.readUInt16LE(offset + 2) * 2);
  };
  const text = (offset: number): string => at(offset).toString('utf16le');
  return {
    user: text(40),
    // Swapped nibbles and a mask are no secret: it is TLS that keeps a password.
    password: Buffer.from(at(44).map((byte) => swapped(byte ^ 0xa5))).toString('utf16le'),
    application: text(48),
    server: text(52),
    database: text(68),
    packetBytes: payload.readUInt32LE(8),
    isReadOnly: (payload.readUInt8(26) & 0x20) !== 0,
  };
}

function swapped(byte: number): number {
  return ((byte & 0x0f) << 4) | (byte >> 4);
}
