import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commonTexts } from '../../web/texts/common.ts';
import { queryPresetsTexts } from '../../web/texts/query-presets.ts';
import { queryVariablesTexts } from '../../web/texts/query-variables.ts';
import { triggersTexts } from '../../web/texts/triggers.ts';
import { CHROMIUM, findBarriers, launchBrowser, openPage, picture } from '../support/browser.ts';
import { type RunningPlant, startPlantline } from '../support/start-plantline.ts';
import { ADMIN } from '../support/walk.ts';

const { en } = queryPresetsTexts;
const PHONE = { viewport: { width: 400, height: 780 }, colorScheme: 'dark' } as const;
const SCREEN = { viewport: { width: 1280, height: 900 } };
const OVERFLOW = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';

describe.skipIf(CHROMIUM === undefined)('presets on the page (needs Chromium)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'plantline-presets-'));
  let browser: Browser;
  let plant: RunningPlant;
  beforeAll(async () => {
    const file = join(folder, 'alarms.db');
    const database = new Database(file);
    database.exec(`CREATE TABLE alarms (id INTEGER PRIMARY KEY, tag TEXT, description TEXT, level TEXT, alarm_date TEXT, comment TEXT);
      INSERT INTO alarms VALUES (1, 'FIC101', 'Feed flow high', 'HIGH', '2026-11-20 08:00:00', NULL), (2, 'LIC200', 'Drum level low', 'LOW', '2026-11-20 09:00:00', 'seen'), (3, 'FIC101', 'Feed flow low', 'LOW', '2026-11-20 10:00:00', NULL)`);
    database.close();
    browser = await launchBrowser();
    plant = await startPlantline({
      env: { PLANTLINE_ADMIN_USERNAME: ADMIN.username, PLANTLINE_ADMIN_PASSWORD: ADMIN.password },
    });
    const { http } = plant.app;
    const login = await http.inject({ method: 'POST', url: '/api/v1/auth/login', payload: ADMIN });
    const cookies = { plantline_session: login.cookies[0]?.value ?? '' };
    const payload = { name: 'Alarm log', plugin: 'sqlite', config: { file } };
    const made = await http.inject({
      method: 'POST',
      url: '/api/v1/data-sources',
      payload,
      cookies,
    });
    expect(made.statusCode).toBe(201);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await plant?.stop();
    rmSync(folder, { recursive: true });
  });

  test.each([
    ['a screen', SCREEN],
    ['a phone', PHONE],
  ])(
    'one is made from a recipe, tried with a sample value, saved, and asked in the chat, on %s',
    async (look, size) => {
      const { page } = await openPage(browser, size);
      const address = plant.app.address();
      const login = await page.request.post(`${address}/api/v1/auth/login`, { data: ADMIN });
      expect(login.ok()).toBe(true);
      await page.goto(`${address}/query-presets?open=new`);
      await page
        .getByLabel(en.source, { exact: true })
        .first()
        .selectOption({ label: 'Alarm log' });
      await page.getByLabel(en.recipe, { exact: true }).selectOption('latest-of-tag');
      await page.getByLabel(en.table, { exact: true }).selectOption('alarms');
      expect(await page.getByLabel(en.column_time).inputValue()).toBe('alarm_date');
      expect(await page.getByLabel(en.column_tag).inputValue()).toBe('tag');
      await page.getByRole('button', { name: en.makeQuery }).click();
      const text = page.getByRole('textbox', { name: /^Query/ });
      await expect.poll(() => text.inputValue()).toContain('WHERE tag = {tag}');
      const name = `alarms on ${look}`;
      await page.getByRole('textbox', { name: /^Name/ }).fill(name);
      await page
        .getByRole('group', { name: '{tag}' })
        .getByLabel(queryVariablesTexts.en.type)
        .scrollIntoViewIfNeeded();
      await picture(page, `preset-${look.slice(2)}`);
      // What fades in is measured once it is there.
      await expect.poll(() => findBarriers(page), { timeout: 60_000 }).toEqual([]);
      expect(await page.evaluate(OVERFLOW)).toBeLessThanOrEqual(0);

      const aside = page.getByRole('button', { name: en.try, exact: true });
      if (await aside.isVisible()) await aside.click();
      await page.getByLabel(en.source, { exact: true }).last().selectOption({ label: 'Alarm log' });
      await page.getByLabel('tag', { exact: true }).fill('FIC101');
      await page.getByRole('button', { name: en.tryIt }).click();
      await page.getByText('Feed flow high').waitFor();
      expect(await page.getByText('Drum level low').count()).toBe(0);
      await picture(page, `tried-${look.slice(2)}`);
      await expect.poll(() => findBarriers(page), { timeout: 60_000 }).toEqual([]);

      await page.getByLabel('limit', { exact: true }).fill('many');
      await page.getByRole('button', { name: en.tryIt }).click();
      await page.getByRole('alert').getByText('is a number').waitFor();
      await page.getByLabel('limit', { exact: true }).fill('');
      const back = page.getByRole('button', { name: commonTexts.en.backToFields, exact: true });
      if (await back.isVisible()) await back.click();
      await page.getByRole('button', { name: commonTexts.en.create, exact: true }).click();
      await page.getByRole('row', { name }).or(page.getByText(name)).first().waitFor();

      await page.goto(`${address}/triggers?edit=new`);
      await page.getByRole('textbox', { name: /^Name/ }).fill(name);
      await page
        .getByRole('radiogroup')
        .getByText(triggersTexts.en.typeQuery, { exact: true })
        .click();
      await page
        .getByRole('dialog')
        .getByRole('combobox', { name: /^Data source/ })
        .selectOption({ label: 'Alarm log' });
      // As somebody without a pointer does.
      await page.getByRole('radio', { name: triggersTexts.en.queryOwn }).press('ArrowRight');
      await page.getByRole('combobox', { name: /^A query preset/ }).selectOption({ label: name });
      await page.getByLabel(/^limit – /).fill('1');
      await picture(page, `trigger-${look.slice(2)}`);
      await expect.poll(() => findBarriers(page), { timeout: 60_000 }).toEqual([]);
      await page.getByRole('button', { name: commonTexts.en.create, exact: true }).click();
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
      expect((await plant.ask(name))[0]?.text).toContain('Which tag?');
      const answer = (await plant.ask('FIC101'))[0]?.text;
      expect(answer).toContain('tag: FIC101');
      expect(answer).toContain('Feed flow low');
      expect(answer).not.toContain('Feed flow high');
    },
    240_000,
  );
});
