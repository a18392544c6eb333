import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp, type App } from '../../src/app.ts';
import type { Reply } from '../../src/bot/index.ts';
import { prepareDemoStore } from '../../src/cli/demo-store.ts';
import { readConfig, type Config } from '../../src/config.ts';
import { openDatabase } from '../../src/db/index.ts';
import { type Log, createLog } from '../../src/lib/log.ts';
import { writeSetting } from '../../src/settings/index.ts';
import { startPiWebApi } from '../../simulators/pi-web-api/index.ts';

export interface RunningPlant {
  readonly app: App;
  readonly config: Config;
  /** Of the demo plant's PI Web API. */
  readonly piBaseUrl: string;
  /** Asks as a contact and gives the replies. */
  ask(text: string, from?: string): Promise<readonly Reply[]>;
  /** What the demo plant's own HTTP API says. */
  pi(path: string): Promise<unknown>;
  /** Stops everything; the folder stays when it was given. */
  stop(): Promise<void>;
}

export interface StartOptions {
  readonly databaseUrl?: string;
  readonly dataDir?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly clock?: () => Date;
  /** A demo plant that runs already; `stop` ends it too. */
  readonly plant?: { readonly url: string; close(): Promise<void> };
  /** Where the log goes; nowhere unless asked for. */
  readonly log?: Log;
  /** Off unless asked for: a test asks faster than any person. */
  readonly hasSpamGuard?: boolean;
}

export const SUPERVISOR = '+6281200000001';
export const UNIT_1_OPERATOR = '+6281200000002';

/** A whole Plantline with the demo's triggers, and the demo plant it asks, both in this process. */
export async function startPlantline(options: StartOptions = {}): Promise<RunningPlant> {
  const clock = options.clock ?? (() => new Date());
  const plant = options.plant ?? (await startPiWebApi({ port: 0, clock: () => clock().getTime() }));
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'plantline-test-')));
  const config = readConfig(
    {
      PLANTLINE_DATA_DIR: dataDir,
      PLANTLINE_PORT: '0',
      PLANTLINE_LOG_LEVEL: 'silent',
      ...(options.databaseUrl && { PLANTLINE_DATABASE_URL: options.databaseUrl }),
      ...options.env,
    },
    'Asia/Jakarta',
  );
  await prepareDemoStore(config, plant.url);
  if (options.hasSpamGuard !== true) await allowFloods(config.databaseUrl);
  const app = await createApp({ config, log: options.log ?? createLog(config.logLevel), clock });
  await app.start();
  return {
    app,
    config,
    piBaseUrl: plant.url,
    ask: async (text, from = SUPERVISOR) => (await app.receive({ from, text }, 15_000)).replies,
    async pi(path) {
      const headers = { authorization: `Basic ${btoa('demo:demo')}` };
      const response = await fetch(`${plant.url}${path}`, { headers });
      if (!response.ok) throw new Error(`${path} answered ${response.status}`);
      return await response.json();
    },
    async stop() {
      await app.stop();
      await plant.close();
      if (options.dataDir === undefined) await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function allowFloods(databaseUrl: string): Promise<void> {
  const db = await openDatabase(databaseUrl);
  await db.write((tx) => writeSetting(tx, 'spam_detection.enabled', false, new Date()));
  await db.close();
}
