import type { Import } from '../../../src/import-legacy/imports.schema.ts';
import { ApiError } from '../../lib/api-error.ts';
import { call } from '../../lib/call.ts';
import { toQuery } from '../../lib/params.ts';

const PIECE_BYTES = 4 * 2 ** 20;
const TRIES = 6;
const BETWEEN_TRIES_MS = 2_000;

/**
 * Sends a file in pieces, each of which may be lost on the way and is sent again: two gigabytes take long enough for a
 * line to break.
 *
 * @param onSent told how many bytes have arrived
 */
export async function uploadFile(file: File, onSent: (bytes: number) => void): Promise<Import> {
  let now = await call<Import>('POST', '/imports', {
    body: { fileName: file.name, sizeBytes: file.size },
  });
  let failures = 0;
  while (now.state === 'uploading') {
    try {
      now = await sendPiece(now, file);
      failures = 0;
      onSent(now.receivedBytes);
    } catch (error) {
      const isWorthAnotherTry =
        error instanceof ApiError && (error.status === 0 || error.status >= 502);
      failures += 1;
      if (!isWorthAnotherTry || failures >= TRIES) throw error;
      await new Promise((resolve) => setTimeout(resolve, BETWEEN_TRIES_MS));
      // A piece may have arrived although its answer did not.
      now = await call<Import>('GET', `/imports/${now.id}`).catch(() => now);
    }
  }
  return now;
}

async function sendPiece({ id, receivedBytes: offset }: Import, file: File): Promise<Import> {
  const end = Math.min(offset + PIECE_BYTES, file.size);
  return await call<Import>(
    'POST',
    `/imports/${id}/content${toQuery({ offset: String(offset) })}`,
    {
      file: file.slice(offset, end, 'application/octet-stream'),
    },
  );
}
