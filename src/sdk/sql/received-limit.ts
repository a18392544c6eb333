import type { Socket } from 'node:net';
import { sizeText } from './binary-cell.ts';
import { sqlTooLarge } from './sql.errors.ts';

/** What rows take on the wire besides their text, and what the database may have sent ahead. */
const HEADROOM_BYTES = 1_048_576;

export interface ReceivedLimit {
  /** A new answer begins: from here on it counts. */
  begin(): void;
}

/**
 * Cuts a connection that sends more than an answer may hold: drivers keep a row, or all of it, in memory before anybody
 * can look at it.
 */
export function limitReceived(socket: Socket, maxBytes: number): ReceivedLimit {
  const limit = 2 * maxBytes + HEADROOM_BYTES;
  let begunAt = 0;
  socket.on('data', () => {
    if (socket.bytesRead - begunAt > limit) socket.destroy(sqlTooLarge(sizeText(maxBytes)));
  });
  return {
    begin() {
      begunAt = socket.bytesRead;
    },
  };
}
