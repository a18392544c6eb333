import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CHROMIUM, findBarriers, launchBrowser, openPage } from '../support/browser.ts';
import { freshFolder } from '../support/files.ts';
import { makeLegacyDatabase } from '../support/legacy-database.ts';
import { SARI, legacyPlant, message } from '../support/legacy-plant.ts';
import { startPlantline, type RunningPlant } from '../support/start-plantline.ts';
import { ADMIN } from '../support/walk.ts';

const OVERFLOW = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
/** Where pictures for looking at go, when somebody asks for them. */
const PICTURES = process.env['PLANTLINE_TEST_PICTURES'];

describe.skipIf(CHROMIUM === undefined)('moving over in a browser (needs Chromium)', () => {
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
  }, 240_000);
  afterAll(async () => {
    await browser?.close();
    await plant?.stop();
  });

  test('a file is looked at, roles are chosen, it is brought in, and a second time nothing changes', async () => {
    const { page, problems } = await openPage(browser, { viewport: { width: 1280, height: 900 } });
    const file = makeLegacyDatabase(join(freshFolder(), 'app.db'), {
      ...legacyPlant('http://10.0.0.7:6066'),
      // Some megabytes, so that it goes up in pieces.
      outgoing_messages: Array.from({ length: 400 }, () => ({
        recipient: SARI,
        message: 'x'.repeat(20_000),
        status: 'sent',
        sent_at: '2025-10-02T01:02:03.456Z',
      })),
      messages: Array.from({ length: 2_000 }, (_, index) =>
        message(`M${index}`, `${SARI}@c.us`, `8tm ${index}`),
      ),
    });
    await signIn(page);
    await page.getByRole('link', { name: 'Moving over' }).click();
    await page.getByRole('button', { name: 'Choose its app.db' }).waitFor();
    await look(page, 'import-empty');
    await page.locator('input[type="file"]').setInputFiles(file);
    await page.getByRole('heading', { name: 'What would be done' }).waitFor({ timeout: 60_000 });
    expect(await findBarriers(page)).toEqual([]);
    expect(await page.evaluate(OVERFLOW)).toBe(0);
    await look(page, 'import-ready');
    await page.getByLabel('Role: budi').selectOption('viewer');
    await page.getByRole('button', { name: 'Bring it in' }).click();
    await page.getByText('What was done').waitFor({ timeout: 60_000 });
    await look(page, 'import-done');
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Download as a table' }).click();
    expect((await download).suggestedFilename()).toBe('import-report.csv');

    await page.goto(`${plant.app.address()}/users`);
    const budi = page.getByRole('row', { name: /budi/ });
    await budi.getByText('Viewer').waitFor();
    await page.goto(`${plant.app.address()}/import`);
    await page.getByRole('button', { name: 'Import another file' }).click();
    await page.locator('input[type="file"]').setInputFiles(file);
    await page.getByText('Everything of this file is here already.').waitFor({ timeout: 60_000 });
    expect(problems).toEqual([]);
  }, 240_000);

  test('on a phone, at night, in Indonesian', async () => {
    const { page, problems } = await openPage(browser, {
      viewport: { width: 400, height: 800 },
      colorScheme: 'dark',
      locale: 'id-ID',
    });
    const file = makeLegacyDatabase(join(freshFolder(), 'app.db'), {
      ...legacyPlant('http://10.0.0.9:6066'),
      users: [{ username: 'dewi', password_hash: 'x', full_name: 'Dewi Lestari' }],
    });
    await signIn(page);
    await page.goto(`${plant.app.address()}/import`);
    await page
      .getByRole('button')
      .filter({ hasText: /Pilih app\.db|Impor berkas lain|Lupakan/ })
      .first()
      .waitFor();
    for (const name of ['Impor berkas lain', 'Lupakan berkas ini']) {
      const button = page.getByRole('button', { name });
      if (await button.isVisible()) await button.click();
    }
    await page.locator('input[type="file"]').setInputFiles(file);
    await page.getByRole('heading', { name: 'Yang akan dilakukan' }).waitFor({ timeout: 60_000 });
    await page.getByLabel('Peran: dewi').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    expect(await page.evaluate(OVERFLOW)).toBe(0);
    await look(page, 'import-phone');
    expect(problems).toEqual([]);
  }, 120_000);

  test('what is no database of the predecessor is said to be none', async () => {
    const { page } = await openPage(browser, { viewport: { width: 1280, height: 900 } });
    await signIn(page);
    await page.goto(`${plant.app.address()}/import`);
    await page
      .getByRole('button', { name: /Choose its app.db|Forget this file|Import another/ })
      .first()
      .waitFor();
    const forget = page.getByRole('button', { name: 'Forget this file' });
    if (await forget.isVisible()) await forget.click();
    const another = page.getByRole('button', { name: 'Import another file' });
    if (await another.isVisible()) await another.click();
    const text = { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('no database') };
    await page.locator('input[type="file"]').setInputFiles(text);
    await page.getByText('This is no SQLite file').waitFor();
    await page.getByRole('button', { name: 'Choose its app.db' }).waitFor();
  }, 60_000);

  async function signIn(page: Page): Promise<void> {
    await page.goto(`${plant.app.address()}/login`);
    await page.locator('input[autocomplete="username"]').fill(ADMIN.username);
    await page.locator('input[autocomplete="current-password"]').fill(ADMIN.password);
    await page.locator('button[type="submit"]').click();
    await page.waitForURL(`${plant.app.address()}/`);
  }
});

async function look(page: Page, name: string): Promise<void> {
  if (PICTURES === undefined) return;
  await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true });
}
