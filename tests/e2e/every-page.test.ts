import type { Browser, Page, Response } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CHROMIUM, findBarriers, launchBrowser, openPage } from '../support/browser.ts';
import { SUPERVISOR, startPlantline, type RunningPlant } from '../support/start-plantline.ts';
import { ADMIN } from '../support/walk.ts';

const PATHS = [
  '/',
  '/chat',
  '/data-sources',
  '/triggers',
  '/triggers?edit=new',
  '/trigger-groups',
  '/trigger-groups?edit=new',
  '/ai-triggers',
  '/tag-aliases',
  '/tag-aliases?open=new',
  '/answers',
  '/models',
  '/query-presets',
  '/messages',
  '/contacts',
  '/outbox',
  '/whatsapp',
  '/settings',
  '/users',
  '/sessions',
  '/api-tokens',
  '/audit',
  '/import',
  '/account',
  '/nowhere',
] as const;

const LOOKS = [
  ['by day, on a screen', { viewport: { width: 1280, height: 800 }, colorScheme: 'light' }],
  [
    'at night, on a phone, in Indonesian',
    { viewport: { width: 360, height: 740 }, colorScheme: 'dark', locale: 'id-ID' },
  ],
] as const;

/** Evaluated in the page: this file knows no document. */
const OVERFLOW = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';

/** Script and style a page needs before it is there, as sent; charts come after it and are not counted. */
const FIRST_LOAD_MAX_BYTES = 250 * 1024;

describe.skipIf(CHROMIUM === undefined)('every page (needs Chromium)', () => {
  let browser: Browser;
  let plant: RunningPlant;
  beforeAll(async () => {
    browser = await launchBrowser();
    plant = await startPlantline({
      env: {
        PLANTLINE_ADMIN_USERNAME: ADMIN.username,
        PLANTLINE_ADMIN_PASSWORD: ADMIN.password,
      },
    });
    await plant.ask('unit 1');
    await plant.ask('u1 laod');
    await plant.ask('halo', '+6281299990001');
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await plant?.stop();
  });

  test.each(LOOKS)(
    'can be used by everybody %s',
    async (_look, options) => {
      const { page, problems } = await openPage(browser, options);
      await signIn(page, plant.app.address());
      for (const path of PATHS) {
        await page.goto(`${plant.app.address()}${path}`);
        await settle(page);
        expect([path, ...(await findBarriers(page))]).toEqual([path]);
        const overflow = await page.evaluate(OVERFLOW);
        expect([path, overflow]).toEqual([path, 0]);
        expect([path, ...problems]).toEqual([path]);
      }
    },
    240_000,
  );

  test('is there after 250 kB at most', async () => {
    const { page } = await openPage(browser, { viewport: { width: 1280, height: 800 } });
    await signIn(page, plant.app.address());
    const cookies = await page.context().cookies();
    const sizes: [string, number][] = [];
    // An editor is loaded after its page, when it is opened.
    for (const path of PATHS.filter((each) => !each.includes('?'))) {
      // Somebody who comes for the first time has nothing in the cache.
      const fresh = await openPage(browser, { viewport: { width: 1280, height: 800 } });
      await fresh.page.context().addCookies(cookies);
      const bytes = countFirstLoad(fresh.page);
      await fresh.page.goto(`${plant.app.address()}${path}`);
      await settle(fresh.page);
      sizes.push([path, await bytes()]);
      await fresh.page.context().close();
    }
    const tooLarge = sizes.filter(([, bytes]) => bytes > FIRST_LOAD_MAX_BYTES);
    const told = sizes.map(([path, bytes]) => `${path} ${Math.round(bytes / 1024)} kB`);
    process.stdout.write(`First load, gzip: ${told.join(', ')}\n`);
    expect(tooLarge).toEqual([]);
  }, 240_000);

  test('shows the numbers that the plant gave, in the site’s time', async () => {
    const [reply] = await plant.ask('u1 load', SUPERVISOR);
    const { page } = await openPage(browser, { timezoneId: 'America/New_York' });
    await signIn(page, plant.app.address());
    await page.goto(`${plant.app.address()}/messages`);
    await page.getByText('u1 load').first().click();
    const value = /\*([\d.,]+ MW)\*/.exec(reply?.text ?? '')?.[1] ?? 'no value in the reply';
    await page.getByText(value).first().waitFor();
    await page.getByText(/WIB/).first().waitFor();
  }, 60_000);
});

/** The language is chosen by the browser, so the form is found by what it is. */
async function signIn(page: Page, address: string): Promise<void> {
  await page.goto(`${address}/login`);
  await page.locator('input[autocomplete="username"]').fill(ADMIN.username);
  await page.locator('input[autocomplete="current-password"]').fill(ADMIN.password);
  await page.locator('button[type="submit"]').click();
  await page.waitForURL(`${address}/`);
}

/** Until the page has what it asked for; its live events never end. */
async function settle(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  const busy = page.locator('[aria-busy="true"]');
  await expect.poll(() => busy.count(), { timeout: 15_000 }).toBe(0);
  await page.waitForTimeout(300);
}

/** Counts script and style as they travel. */
function countFirstLoad(page: Page): () => Promise<number> {
  const sizes: Promise<number>[] = [];
  const count = (response: Response) => {
    const type = response.request().resourceType();
    if (type !== 'script' && type !== 'stylesheet') return;
    if (/echarts|chart/i.test(response.url())) return;
    sizes.push(
      response
        .request()
        .sizes()
        .then(({ responseBodySize }) => responseBodySize),
    );
  };
  page.on('response', count);
  return async () => {
    // What comes later belongs to no first load, and its size cannot be asked for once the page is closed.
    page.off('response', count);
    return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  };
}
