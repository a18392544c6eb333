import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Where pictures are that were drawn for somebody who only looked: below what was sent. */
export const LOOKED_AT = 'looked-at';

/** Removes the files of a folder that were kept before an instant; a folder that is not there has none. */
export async function removeOldMedia(folder: string, before: Date): Promise<void> {
  const files = await readdir(folder).catch(() => []);
  for (const file of files) {
    const path = join(folder, file);
    const found = await stat(path).catch(() => undefined);
    if (found?.isFile() && found.mtime < before) await rm(path, { force: true });
  }
}
