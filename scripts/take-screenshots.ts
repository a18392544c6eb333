/** Draws the pictures of the admin page in docs/: of a demo that runs, asked some questions before. Needs Chromium. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { startDemo } from './demo-process.ts';

const ADMIN = { username: 'admin', password: 'boiler feed pump seven' };
const ASKER = '+6281200000001';
const QUESTIONS = ['u1 load', 'unit 1', 'beban u1', 'u1 day', 'mills'];

const SCREEN = { viewport: { width: 1280, height: 760 } };
const PHONE = { viewport: { width: 390, height: 780 }, colorScheme: 'dark' } as const;

const folder = await mkdtemp(join(tmpdir(), 'plantline-pictures-'));
process.env['PLANTLINE_ADMIN_USERNAME'] = ADMIN.username;
process.env['PLANTLINE_ADMIN_PASSWORD'] = ADMIN.password;
const demo = await startDemo(folder);
const browser = await chromium.launch({
  executablePath: process.env['PLANTLINE_TEST_CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
try {
  await draw('admin-home', SCREEN, async (page) => {
    for (const text of QUESTIONS) await ask(page, text);
    await page.goto(demo.address);
  });
  await draw('admin-trigger', SCREEN, async (page) => {
    await page.goto(`${demo.address}/triggers?new=U1_LOAD_NET&source=demo-pi`);
    await page.getByRole('textbox', { name: /^Name/ }).fill('load of unit 1');
    await page
      .getByText(/\d\sMW/)
      .first()
      .waitFor();
  });
  await draw('admin-chat', SCREEN, async (page) => {
    await page.goto(`${demo.address}/chat`);
    await page.getByRole('textbox', { name: 'Message' }).fill('unit 1');
    await page.keyboard.press('Enter');
    await page.getByText('U1_LOAD_NET').first().waitFor();
  });
  await draw('admin-tags', SCREEN, async (page) => {
    await page.goto(`${demo.address}/data-sources?browse=demo-pi&find=unit+1+main+steam`);
    await page.getByText('U1_MS_TEMP').first().waitFor();
  });
  await draw('admin-phone', PHONE, async (page) => {
    await page.goto(`${demo.address}/contacts`);
  });
} finally {
  await browser.close();
  await demo.stop();
  await rm(folder, { recursive: true, force: true });
}

async function draw(
  name: string,
  look: BrowserContextOptions,
  prepare: (page: Page) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext({ locale: 'en-GB', ...look });
  const page = await context.newPage();
  const login = await page.request.post(`${demo.address}/api/v1/auth/login`, { data: ADMIN });
  if (!login.ok()) throw new Error(`Log-in failed: ${await login.text()}`);
  await prepare(page);
  await page.waitForTimeout(1_500);
  await page.screenshot({ path: `docs/${name}.png` });
  await context.close();
  console.log(`docs/${name}.png`);
}

async function ask(page: Page, text: string): Promise<void> {
  const url = `${demo.address}/api/v1/simulator/messages?wait=15`;
  const answered = await page.request.post(url, { data: { from: ASKER, text } });
  if (!answered.ok()) throw new Error(`"${text}": ${await answered.text()}`);
}
