import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { createApp, type App } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { startDemoPlant } from '../../src/demo/start-demo-plant.ts';
import { createLog } from '../../src/lib/log.ts';
import { loginTexts } from '../../web/texts/login.ts';

export const ADMIN = { username: 'sari', password: 'boiler feed pump seven' };

/** `plantline serve` on an empty folder, in this process. */
export async function startEmpty(): Promise<{ app: App; stop(): Promise<void> }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'plantline-walk-'));
  const config = readConfig(
    {
      PLANTLINE_DATA_DIR: dataDir,
      PLANTLINE_PORT: '0',
      PLANTLINE_PI_SIMULATOR_PORT: '0',
      PLANTLINE_LOG_LEVEL: 'silent',
    },
    'Asia/Jakarta',
  );
  const clock = () => new Date();
  const app = await createApp({ config, log: createLog('silent'), clock, startDemoPlant });
  await app.start();
  return {
    app,
    async stop() {
      await app.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Logs in on the page, as a person does, and waits until the frame is there. */
export async function logInOn(
  page: Page,
  address: string,
  user: { readonly username: string; readonly password: string } = ADMIN,
): Promise<void> {
  await page.goto(`${address}/login`);
  await fillLogIn(page, user);
  await page.getByRole('navigation').first().waitFor();
}

export async function fillLogIn(
  page: Page,
  { username, password }: { readonly username: string; readonly password: string },
): Promise<void> {
  await page.getByLabel(loginTexts.en.username).fill(username);
  await page.getByRole('textbox', { name: loginTexts.en.password }).fill(password);
  await page.getByRole('button', { name: loginTexts.en.logIn }).click();
}
