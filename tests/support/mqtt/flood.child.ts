/*
 * The least that a broker says, and then messages as fast as the other side takes them: faster than any real broker, and
 * in a process of its own. Says its port, and every second how many messages went out.
 */
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

const TAGS = Number(process.argv[2]);
const PER_CHUNK = 2_000;
const CONNECT = 1;
const SUBSCRIBE = 8;
const PING = 12;

let count = 0;

const server = createServer((socket) => {
  socket.on('error', () => undefined);
  socket.on('data', (bytes) => {
    const [first = 0] = bytes;
    switch (first >> 4) {
      case CONNECT:
        return socket.write(Buffer.from([0x20, 2, 0, 0]));
      case SUBSCRIBE:
        // The packet id follows a length of one byte: the test has one short filter.
        socket.write(Buffer.from([0x90, 3, bytes[2] ?? 0, bytes[3] ?? 0, 0]));
        return void pour(socket);
      case PING:
        return socket.write(Buffer.from([0xd0, 0]));
      default:
        return undefined;
    }
  });
});

async function pour(socket: Socket): Promise<void> {
  while (!socket.destroyed) {
    const messages = Array.from({ length: PER_CHUNK }, (_, n) =>
      publish(`plant/flood/${(count + n) % TAGS}`, `{"v":${count + n}}`),
    );
    const hasRoom = socket.write(Buffer.concat(messages));
    count += PER_CHUNK;
    await new Promise<void>((resolve) => {
      if (hasRoom) setImmediate(resolve);
      else socket.once('drain', resolve).once('close', resolve);
    });
  }
}

function publish(topic: string, payload: string): Buffer {
  const body = Buffer.from(`\0${String.fromCharCode(topic.length)}${topic}${payload}`, 'latin1');
  return Buffer.concat([Buffer.from([0x30, body.length]), body]);
}

server.listen(0, '127.0.0.1', () => {
  process.send?.({ port: (server.address() as AddressInfo).port });
});
setInterval(() => process.send?.({ count }), 250);
process.on('disconnect', () => process.exit(0));
