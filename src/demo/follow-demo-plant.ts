import { type StoredDataSource, findDataSource, updateDataSource } from '../data-sources/index.ts';
import type { Db } from '../db/index.ts';
import { DEMO_SOURCE_ID } from './demo-source.ts';

/** An address only a demo plant of this machine has; a source that was pointed elsewhere is somebody's own. */
const DEMO_PLANT_URL = /^http:\/\/127\.0\.0\.1:\d+\/piwebapi$/;

/** Where the demo's source expects its plant; undefined when it is somebody's own. */
export function demoPlantUrlOf({ config }: StoredDataSource): string | undefined {
  const baseUrl = String(config['baseUrl']);
  return DEMO_PLANT_URL.test(baseUrl) ? baseUrl : undefined;
}

/** Points the demo's source at the demo plant where it is now, when it is on another port than at the last start. */
export async function followDemoPlant(db: Db, piBaseUrl: string, now: Date): Promise<void> {
  await db.write(async (tx) => {
    const source = await findDataSource(tx, DEMO_SOURCE_ID);
    const baseUrl = source && demoPlantUrlOf(source);
    if (!source || baseUrl === undefined || baseUrl === piBaseUrl) return;
    const config = { ...source.config, baseUrl: piBaseUrl };
    await updateDataSource(tx, DEMO_SOURCE_ID, { config }, now);
  });
}
