import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { OutgoingFile, OutgoingMedia } from '#sdk';
import { findMedia } from './find-media.ts';
import { bareType } from './media-kinds.ts';
import { mediaNotFound } from './outbox.errors.ts';

const URL_PREFIX = '/api/v1/media/';

/**
 * A kept picture or file, as transports send it; undefined when there is none any more.
 *
 * @param folder where they are
 */
export async function openStoredFile(
  folder: string,
  media: OutgoingMedia,
): Promise<OutgoingFile | undefined> {
  const id = media.url.startsWith(URL_PREFIX) ? media.url.slice(URL_PREFIX.length) : '';
  const found = await findMedia(folder, id);
  if (!found) return undefined;
  await found.file.close();
  return {
    mimeType: bareType(found.mimeType),
    fileName: media.fileName ?? found.fileName,
    sizeBytes: found.sizeBytes,
    async read() {
      const again = await findMedia(folder, id);
      if (!again) throw mediaNotFound();
      try {
        return await again.file.readFile();
      } finally {
        await again.file.close();
      }
    },
  };
}

/** A kept file as a message names it; undefined when there is none. */
export async function findStoredMedia(
  folder: string,
  id: string,
): Promise<OutgoingMedia | undefined> {
  const found = await findMedia(folder, id);
  if (!found) return undefined;
  await found.file.close();
  // Without a name of its own it keeps the one it is stored under.
  const name = await readFile(join(folder, `${id}.name`), 'utf8').catch(() => found.fileName);
  return { mimeType: bareType(found.mimeType), url: `${URL_PREFIX}${id}`, fileName: name };
}
