import type { Clock } from '#sdk';
import { readVersions } from './change-versions.ts';
import type { Db } from './db.ts';

/** Anybody may ask whether Plantline is ready; the disk is made to work for it this often at most. */
const REMEMBERED_MS = 5_000;
/** Whoever asks wants to know now; a store that takes longer is of no use to a question either. */
const PATIENCE_MS = 2_000;
const ROW = { topic: 'probe' };

/** Tells whether the store can be read and written: a full disk still reads. Never throws. */
export function createStoreProbe(db: Db, clock: Clock): () => Promise<boolean> {
  let trying: Promise<boolean> | undefined;
  let known: { readonly isGood: boolean; readonly atMs: number } | undefined;

  async function tryOut(): Promise<boolean> {
    const isGood = await readAndWrite(db).then(
      () => true,
      () => false,
    );
    known = { isGood, atMs: clock().getTime() };
    trying = undefined;
    return isGood;
  }

  return async () => {
    // The clock may be set back.
    if (known && Math.abs(clock().getTime() - known.atMs) < REMEMBERED_MS) return known.isGood;
    // One that hangs is waited for by everybody, and holds one connection only.
    trying ??= tryOut();
    return await settledWithin(PATIENCE_MS, trying);
  };
}

/** What is written is gone with the same commit, which still must reach the disk. */
async function readAndWrite(db: Db): Promise<void> {
  await readVersions(db.read);
  await db.write(async (tx) => {
    await tx.insertInto('change_versions').values(ROW).execute();
    await tx.deleteFrom('change_versions').where('topic', '=', ROW.topic).execute();
  });
}

async function settledWithin(limitMs: number, answer: Promise<boolean>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), limitMs);
  });
  try {
    return await Promise.race([answer, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
