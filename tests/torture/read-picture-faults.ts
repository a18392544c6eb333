import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ServeStore } from '../support/serve-process.ts';
import type { StoredQuestion } from './read-outcome.ts';

const PNG_BEGINS = Buffer.from('89504e470d0a1a0a', 'hex');
const PNG_ENDS = Buffer.from('49454e44ae426082', 'hex');

/** What is wrong with the files of pictures: each is where its row says, whole. */
export async function readPictureFaults(
  { config }: ServeStore,
  questions: readonly Pick<StoredQuestion, 'id' | 'pictures'>[],
): Promise<readonly string[]> {
  const folder = join(config.dataDir, 'media');
  const kept = new Set(await readdir(folder).catch(() => []));
  const faults = await Promise.all(
    questions.flatMap(({ id, pictures }) =>
      pictures
        .flatMap(({ files }) => files)
        .map(async (file) => {
          const name = `${file}.png`;
          if (!kept.has(name)) return [`the picture of ${id} is not kept`];
          const isWhole = isWholePng(await readFile(join(folder, name)));
          return isWhole ? [] : [`the picture of ${id} is kept in part`];
        }),
    ),
  );
  return faults.flat();
}

/** Whether these are the bytes of a picture from its beginning to its end. */
export function isWholePng(bytes: Buffer): boolean {
  return (
    bytes.subarray(0, PNG_BEGINS.length).equals(PNG_BEGINS) &&
    bytes.subarray(-PNG_ENDS.length).equals(PNG_ENDS)
  );
}
