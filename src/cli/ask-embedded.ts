import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App } from '../app.ts';
import { createLog } from '../lib/log.ts';
import { startDemoPlant } from '../demo/start-demo-plant.ts';
import { prepareDemoStore } from './demo-store.ts';
import { readDemoSettings } from './read-settings.ts';

/** Starts a demo plant and a Plantline that live for one question, asks it, and leaves nothing behind. */
export async function askEmbedded(
  message: { readonly from: string; readonly text: string },
  waitSeconds: number,
): Promise<Awaited<ReturnType<App['receive']>>> {
  const folder = await mkdtemp(join(tmpdir(), 'plantline-'));
  // Ctrl-C must not leave the folder behind either.
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  process.once('SIGINT', () => process.exit(130));
  const config = readDemoSettings('silent', {
    PLANTLINE_DATA_DIR: folder,
    PLANTLINE_DATABASE_URL: undefined,
    PLANTLINE_HOST: '127.0.0.1',
    PLANTLINE_PORT: '0',
  });
  const plantStarting = startDemoPlant(0);
  const appLoading = import('../app.ts');
  const plant = await plantStarting;
  try {
    await prepareDemoStore(config, plant.baseUrl);
    const { createApp } = await appLoading;
    const log = createLog(config.logLevel);
    const app = await createApp({ config, log, clock: () => new Date() });
    try {
      await app.start();
      return await app.receive(message, waitSeconds * 1000);
    } finally {
      await app.stop();
    }
  } finally {
    await plant.stop();
  }
}
