import { Transform } from 'node:stream';
import { sqlServerTrouble } from '#sdk/sql';

const HEADER_BYTES = 8;
const TYPE_AT = 4;
const REDIRECT = 5;
const RESEND = 11;
const ADDRESS = /\(\s*HOST\s*=\s*([^()\s]+)\s*\)[\s\S]*?\(\s*PORT\s*=\s*(\d{1,5})\s*\)/i;

/**
 * Looks at the first answers of a listener and passes everything on. Where it sends the client elsewhere, `follow` makes
 * the way there, and the client is sent to this machine’s end of it. Packets: the driver’s `sqlnet/packet.js`, type 5.
 */
export function createRedirectWatch(
  follow: (to: { readonly host: string; readonly port: number }) => Promise<number>,
): Transform {
  let waiting: Buffer = Buffer.alloc(0);
  let isOver = false;

  async function nextOf(stream: Transform): Promise<void> {
    while (!isOver && waiting.length >= HEADER_BYTES) {
      const length = waiting.readUInt16BE(0);
      if (length < HEADER_BYTES || waiting.length < length) break;
      const packet = waiting.subarray(0, length);
      waiting = waiting.subarray(length);
      const type = packet.readUInt8(TYPE_AT);
      isOver = type !== RESEND;
      stream.push(type === REDIRECT ? await redirected(packet, follow) : packet);
    }
    if (isOver && waiting.length > 0) {
      stream.push(waiting);
      waiting = Buffer.alloc(0);
    }
  }

  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      if (isOver) return done(null, chunk);
      waiting = Buffer.concat([waiting, chunk]);
      nextOf(this).then(
        () => done(),
        (error: unknown) => done(error as Error),
      );
    },
  });
}

const LENGTH_AT = 8;
const TEXT_AT = 10;

async function redirected(
  packet: Buffer,
  follow: (to: { readonly host: string; readonly port: number }) => Promise<number>,
): Promise<Buffer> {
  const text = packet.toString('latin1', TEXT_AT);
  const [, host, port] = ADDRESS.exec(text) ?? [];
  if (host === undefined || port === undefined) {
    throw sqlServerTrouble('its listener sends elsewhere without saying where');
  }
  const own = await follow({ host, port: Number(port) });
  // Behind a zero byte stands what the client is to say there.
  const end = text.indexOf('\0');
  const address = `(ADDRESS=(PROTOCOL=tcp)(HOST=127.0.0.1)(PORT=${own}))`;
  const content = Buffer.from(`${address}${end === -1 ? '' : text.slice(end)}`, 'latin1');
  const head = Buffer.from(packet.subarray(0, TEXT_AT));
  head.writeUInt16BE(TEXT_AT + content.length, 0);
  head.writeUInt16BE(content.length, LENGTH_AT);
  return Buffer.concat([head, content]);
}
