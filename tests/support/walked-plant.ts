import type { Browser } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { launchBrowser, openPage } from './browser.ts';
import { startPlantline, type RunningPlant } from './start-plantline.ts';
import { ADMIN, fillLogIn } from './walk.ts';

/** The looks a page is walked through in. */
export const SCREEN = { viewport: { width: 1280, height: 900 } };
export const PHONE = { viewport: { width: 360, height: 740 }, colorScheme: 'dark' } as const;
/** Pixels that a page is wider than its window, asked of the page. */
export const OVERFLOW =
  'document.documentElement.scrollWidth - document.documentElement.clientWidth';

export interface WalkedPlant {
  readonly browser: Browser;
  readonly plant: RunningPlant;
  readonly address: string;
  /** A page of a browser of its own, logged in and at the start. */
  logIn(
    look: object,
    user?: { readonly username: string; readonly password: string },
  ): ReturnType<typeof openPage>;
}

/** A browser and a demo plant with an administrator, for the tests of the block it is called in. */
export function walkedPlant(prepare?: (plant: RunningPlant) => Promise<void>): () => WalkedPlant {
  let browser: Browser | undefined;
  let plant: RunningPlant | undefined;
  beforeAll(async () => {
    browser = await launchBrowser();
    plant = await startPlantline({
      env: { PLANTLINE_ADMIN_USERNAME: ADMIN.username, PLANTLINE_ADMIN_PASSWORD: ADMIN.password },
    });
    await prepare?.(plant);
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await plant?.stop();
  });
  return () => {
    if (!browser || !plant) throw new Error('The plant is there while tests run.');
    const [open, address] = [browser, plant.app.address()];
    return {
      browser,
      plant,
      address,
      async logIn(look, user = ADMIN) {
        const opened = await openPage(open, look);
        await opened.page.goto(`${address}/login`);
        await fillLogIn(opened.page, user);
        await opened.page.waitForURL(`${address}/`);
        return opened;
      },
    };
  };
}
