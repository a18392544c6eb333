import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDatabase } from '../../src/db/index.ts';
import { auditTexts } from '../../web/texts/audit.ts';
import { CHROMIUM, findBarriers, launchBrowser, openPage } from '../support/browser.ts';
import { startPlantline, type RunningPlant } from '../support/start-plantline.ts';
import { ADMIN, logInOn } from '../support/walk.ts';

describe.skipIf(CHROMIUM === undefined)('audit entries that another program wrote', () => {
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

  test('are marked in the list, and the verdict says how many there are and that they prove nothing', async () => {
    const db = await openDatabase(plant.config.databaseUrl);
    await db.write((tx) =>
      tx
        .insertInto('audit_logs')
        .values(
          ['forged-1', 'forged-2'].map((id) => ({
            id,
            action: 'triggers.deleted',
            actor: 'nobody we know',
            timestamp: new Date(),
          })),
        )
        .execute(),
    );
    await db.close();
    const t = auditTexts.en;
    const address = plant.app.address();
    const { page, problems } = await openPage(browser, {
      viewport: { width: 1280, height: 800 },
    });
    await logInOn(page, address);
    await page.goto(`${address}/audit`);
    const rows = page.getByRole('row');
    await rows.filter({ hasText: t.outside }).first().waitFor();
    expect(await rows.filter({ hasText: t.outside }).count()).toBe(2);
    expect(await rows.filter({ hasText: 'sari', hasNotText: t.outside }).count()).toBeGreaterThan(
      0,
    );
    expect(await findBarriers(page)).toEqual([]);

    await page.goto(`${address}/audit?open=forged-1`);
    await page.getByRole('dialog').getByText(t.outsideHint).waitFor();
    expect(await findBarriers(page)).toEqual([]);

    await page.goto(`${address}/audit`);
    await page.getByRole('button', { name: t.verify }).click();
    const verdict = page.getByRole('dialog');
    await verdict.getByText(t.holds).waitFor();
    await verdict.getByText(t.unchained_other.replace('{{count}}', '2')).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    expect(problems).toEqual([]);
  }, 60_000);
});
