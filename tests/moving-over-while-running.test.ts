import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { startPiGateway } from '../simulators/pi-gateway/index.ts';
import { createApp } from '../src/app.ts';
import { readConfig } from '../src/config.ts';
import { createLog } from '../src/lib/log.ts';
import { freshFolder } from './support/files.ts';
import { makeLegacyDatabase } from './support/legacy-database.ts';
import { SARI, legacyPlant, message } from './support/legacy-plant.ts';

const MESSAGES = 20_000;
/** What a source that hangs is given; an import must not take nearly as long from anybody. */
const LONGEST_ANSWER_MS = 10_000;

test('a Plantline that runs goes on answering during an import, and needs no restart afterwards', async () => {
  const folder = freshFolder();
  const gateway = await startPiGateway();
  onTestFinished(() => gateway.close());
  const file = makeLegacyDatabase(join(folder, 'old', 'app.db'), {
    ...legacyPlant(gateway.url),
    messages: Array.from({ length: MESSAGES }, (_, index) =>
      message(`M${index}`, `${SARI}@c.us`, `8tm ${index}`),
    ),
  });
  const dataDir = join(folder, 'data');
  const config = readConfig(
    { PLANTLINE_DATA_DIR: dataDir, PLANTLINE_PORT: '0', PLANTLINE_LOG_LEVEL: 'silent' },
    'Asia/Jakarta',
  );
  const app = await createApp({ config, log: createLog('silent'), clock: () => new Date() });
  await app.start();
  onTestFinished(() => app.stop());

  const ended = importInAnotherProcess(file, dataDir);
  const importing = { isRunning: true };
  const code = ended.finally(() => void (importing.isRunning = false));
  const answeredMs: number[] = [];
  for (let asker = 0; importing.isRunning; asker += 1) {
    const startedAtMs = performance.now();
    const from = `+62899000${String(asker).padStart(5, '0')}`;
    const { replies } = await app.receive({ from, text: 'halo' }, 15_000);
    expect(replies.length).toBeGreaterThan(0);
    answeredMs.push(performance.now() - startedAtMs);
    await setTimeout(100);
  }
  expect(await code).toBe(0);
  expect(answeredMs.length).toBeGreaterThan(5);
  expect(Math.max(...answeredMs)).toBeLessThan(LONGEST_ANSWER_MS);

  const { replies } = await app.receive({ from: `+${SARI}`, text: '8tm' }, 15_000);
  expect(replies.flatMap(({ facts }) => facts)[0]).toMatchObject({ tag: '8TMWATTSNET' });
}, 120_000);

async function importInAnotherProcess(file: string, dataDir: string): Promise<number | null> {
  const child = spawn(process.execPath, ['bin/plantline.js', 'import-legacy', file], {
    env: { PATH: process.env['PATH'], PLANTLINE_DATA_DIR: dataDir },
    stdio: 'ignore',
  });
  return await new Promise((resolve) => child.once('close', resolve));
}
