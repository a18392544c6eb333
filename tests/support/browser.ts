import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { onTestFinished } from 'vitest';

const CANDIDATES = [
  process.env['PLANTLINE_TEST_CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

/** The browser of this machine; undefined where there is none, and the walks are left out. */
export const CHROMIUM = CANDIDATES.find((path) => path !== undefined && existsSync(path));

/** Nothing of the browser's own may go out: what a page loads from elsewhere is a failure of the page. */
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The browser, and the admin page as its sources are now. */
export async function launchBrowser(): Promise<Browser> {
  execFileSync(process.execPath, ['scripts/build-web.ts', '--if-needed'], { stdio: 'inherit' });
  return await chromium.launch({ executablePath: CHROMIUM ?? '', args: QUIET });
}

/** A page of its own, closed when the test has finished; what goes wrong in it is kept in `problems`. */
export async function openPage(
  browser: Browser,
  options: BrowserContextOptions,
): Promise<{ page: Page; problems: string[] }> {
  const context = await browser.newContext({ locale: 'en-GB', ...options });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => {
    if (message.type() !== 'error') return;
    // A refused request is told by the page itself, and by the browser too.
    // One that is cut because the page is left, on a busy machine, is no failure either.
    if (/Failed to load resource|page\.offline/.test(message.text())) return;
    problems.push(message.text());
  });
  page.on('request', (request) => {
    const { hostname, protocol } = new URL(request.url());
    if (protocol.startsWith('http') && hostname !== '127.0.0.1') problems.push(request.url());
  });
  return { page, problems };
}

/** What keeps people with a keyboard, a screen reader or weak eyes from using the page as it is now. */
export async function findBarriers(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} ${failureSummary ?? ''}`),
  );
}

/** A picture of the page for whoever wants to look; none is taken unless `PLANTLINE_TEST_PICTURES` names a folder. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env['PLANTLINE_TEST_PICTURES'];
  if (folder) await page.screenshot({ path: join(folder, `${name}.png`) });
}
