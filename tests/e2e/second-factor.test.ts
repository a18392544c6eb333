import { generateSync } from 'otplib/functional';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accountTexts } from '../../web/texts/account.ts';
import { commonTexts } from '../../web/texts/common.ts';
import { errorTexts } from '../../web/texts/errors.ts';
import { usersTexts } from '../../web/texts/users.ts';
import { CHROMIUM, findBarriers, launchBrowser, openPage } from '../support/browser.ts';
import { startPlantline, type RunningPlant } from '../support/start-plantline.ts';
import { ADMIN, logInOn } from '../support/walk.ts';

const SCREEN = { viewport: { width: 1280, height: 800 } };
const PHONE = { width: 360, height: 740 };
const t = accountTexts.en;

describe.skipIf(CHROMIUM === undefined)('the second factor on the page (needs Chromium)', () => {
  let browser: Browser;
  let plant: RunningPlant;
  beforeAll(async () => {
    browser = await launchBrowser();
    plant = await startPlantline({
      env: { PLANTLINE_ADMIN_USERNAME: ADMIN.username, PLANTLINE_ADMIN_PASSWORD: ADMIN.password },
    });
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await plant?.stop();
  });

  test('is switched on with the password, shows codes that fit on a phone, and is switched off under My account', async () => {
    const { page, problems } = await openPage(browser, SCREEN);
    const address = plant.app.address();
    await logInOn(page, address);
    await page.setViewportSize(PHONE);
    await page.goto(`${address}/account`);
    const dialog = page.getByRole('dialog');
    const prove = async (label: string, password: string) => {
      await dialog.getByRole('textbox', { name: t.currentPassword }).fill(password);
      await dialog.getByRole('button', { name: label }).click();
    };
    await page.getByRole('button', { name: t.begin }).click();
    await prove(t.goOn, 'somebody who found it open');
    await dialog.getByText(errorTexts.en['auth.current_password_wrong']).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await prove(t.goOn, ADMIN.password);

    const secret = await page.getByText(/^[A-Z2-7]{16,}$/).textContent();
    const code = generateSync({ secret: secret ?? '', epoch: Math.floor(Date.now() / 1_000) });
    await page.getByRole('textbox', { name: t.code }).fill(code);
    await page.getByRole('button', { name: t.confirm }).click();
    const codes = page.getByText(/^(?:[0-9a-z]{4}-){5}[0-9a-z]{4}$/);
    await codes.first().waitFor();
    expect(await codes.count()).toBe(10);
    const widths = await page.evaluate('[document.body.scrollWidth, window.innerWidth]');
    expect(widths).toEqual([PHONE.width, PHONE.width]);
    const heights = await codes.evaluateAll((items) =>
      items.map(({ clientHeight }) => clientHeight),
    );
    expect(Math.max(...heights)).toBeLessThan(40);
    await page.getByRole('button', { name: t.stored }).click();

    await page.goto(`${address}/users`);
    const menu = commonTexts.en.actionsFor.replace('{{name}}', ADMIN.username);
    await page.getByRole('button', { name: menu }).click();
    await page.getByRole('menuitem', { name: usersTexts.en.removeFactor }).click();
    await page.waitForURL(`${address}/account`);
    await page.getByRole('button', { name: t.remove }).click();
    await prove(t.remove, ADMIN.password);
    await page.getByText(t.removed).waitFor();
    expect(problems).toEqual([]);
  }, 90_000);
});
