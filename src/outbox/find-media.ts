import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { constants } from 'node:fs';
import { join } from 'node:path';
import { MEDIA_KINDS } from './media-kinds.ts';

/** A UUID or a SHA-256 in hex: nothing that could lead out of the folder. */
const ID = /^(?:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{64})$/u;

export type MediaFile = {
  /** To be closed by the caller. */
  readonly file: FileHandle;
  readonly sizeBytes: number;
  readonly mimeType: string;
  readonly fileName: string;
};

/** Opens the file `<id>.<ending>` of the folder; undefined when there is none, or `id` is no id. */
export async function findMedia(folder: string, id: string): Promise<MediaFile | undefined> {
  if (!ID.test(id)) return undefined;
  for (const { ending, mimeType } of MEDIA_KINDS) {
    const fileName = `${id}.${ending}`;
    const file = await openFile(join(folder, fileName));
    if (!file) continue;
    const stat = await file.stat();
    if (stat.isFile()) return { file, sizeBytes: stat.size, mimeType, fileName };
    await file.close();
  }
  return undefined;
}

/** Follows no link: what is in the folder is what was sent. */
async function openFile(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ELOOP') return undefined;
    throw error;
  }
}
