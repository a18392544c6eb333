import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Engine } from '../../src/db/index.ts';
import { createPostgresDatabase } from './postgres-database.ts';

/** Where a Plantline of one engine can be started, stopped and started again. */
export interface StorePlace {
  readonly dataDir: string;
  /** Absent where the store is in `dataDir`. */
  readonly databaseUrl?: string;
  /** Takes it all away. */
  drop(): Promise<void>;
}

export async function storePlace(engine: Engine): Promise<StorePlace> {
  const dataDir = await mkdtemp(join(tmpdir(), 'plantline-test-'));
  const removeFolder = () => rm(dataDir, { recursive: true, force: true });
  if (engine === 'sqlite') return { dataDir, drop: removeFolder };
  const { url, drop } = await createPostgresDatabase();
  return {
    dataDir,
    databaseUrl: url,
    async drop() {
      await drop();
      await removeFolder();
    },
  };
}
