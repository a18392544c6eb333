const HEADER_BYTES = 4;
const ROUTING_BYTES = 7;

/** Cuts the stream into frames; what comes before the first one, the header and the routing, is dropped. */
export function createFrameReader(): (chunk: Uint8Array) => readonly Buffer[] {
  let rest = Buffer.alloc(0);
  let hasIntro = false;

  function skipIntro(): boolean {
    let at = HEADER_BYTES;
    if (rest.subarray(0, 2).toString() === 'ED') {
      if (rest.length < ROUTING_BYTES) return false;
      at += ROUTING_BYTES + rest.readUIntBE(4, 3);
    }
    if (rest.length < at) return false;
    rest = rest.subarray(at);
    return true;
  }

  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    hasIntro ||= skipIntro();
    if (!hasIntro) return [];
    const frames: Buffer[] = [];
    while (rest.length >= 3 && rest.length >= 3 + rest.readUIntBE(0, 3)) {
      const end = 3 + rest.readUIntBE(0, 3);
      frames.push(rest.subarray(3, end));
      rest = rest.subarray(end);
    }
    return frames;
  };
}

export function toFrame(bytes: Uint8Array): Buffer {
  const length = Buffer.alloc(3);
  length.writeUIntBE(bytes.length, 0, 3);
  return Buffer.concat([length, bytes]);
}
