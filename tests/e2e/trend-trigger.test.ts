import { describe, expect, test } from 'vitest';
import { answersTexts } from '../../web/texts/answers.ts';
import { commonTexts } from '../../web/texts/common.ts';
import { triggersTexts } from '../../web/texts/triggers.ts';
import { CHROMIUM, findBarriers, picture } from '../support/browser.ts';
import { OVERFLOW, PHONE, SCREEN, walkedPlant } from '../support/walked-plant.ts';

const { en } = triggersTexts;

describe.skipIf(CHROMIUM === undefined)('a trend trigger on the page (needs Chromium)', () => {
  const walk = walkedPlant();

  test.each([
    ['a screen', SCREEN],
    ['a phone at night', PHONE],
  ])(
    'gets its limits and what it is compared with, sees them drawn, and keeps them, on %s',
    async (look, size) => {
      const { address, logIn } = walk();
      const { page, problems } = await logIn(size);
      await page.goto(`${address}/triggers?edit=new`);
      const form = page.getByRole('dialog');
      const name = `temperatures on ${look}`;
      await form.getByRole('textbox', { name: /^Name/ }).first().fill(name);
      await form.getByRole('radiogroup').getByText(en.typeTrend, { exact: true }).click();
      const pick = async (tag: string) => {
        await page.getByRole('combobox', { name: en.tags }).first().fill(tag);
        await page.getByRole('option', { name: tag }).first().click();
      };
      await pick('U1_MS_TEMP');
      await form.getByRole('switch', { name: en.compare }).check();
      await form.getByRole('button', { name: en.limitAdd }).click();
      const limit = (number: number) =>
        form.getByRole('group', {
          name: en.limit.replace('{{number}}', String(number)),
          exact: true,
        });
      await limit(1).getByText(en.limit_valueMissing).waitFor();
      await limit(1).getByLabel(en.limitValue).pressSequentially('545,5');
      await limit(1).getByLabel(en.limitLabel).fill('HH');
      expect(await limit(1).getByLabel(en.limitTag).count()).toBe(0);

      // With a second tag, a limit must say whose it is: it would silently not be drawn.
      await pick('U2_MS_TEMP');
      await limit(1).getByText(en.limit_tagMissing).waitFor();
      await limit(1).getByLabel(en.limitTag).selectOption('U2_MS_TEMP');
      await form.getByRole('button', { name: en.limitAdd }).click();
      await limit(2).getByLabel(en.limitValue).pressSequentially('-5.5');
      await limit(2).getByLabel(en.limitTag).selectOption('U1_MS_TEMP');
      await limit(2).scrollIntoViewIfNeeded();
      await picture(page, `trend-limits-${look.slice(2, 7)}`);
      await expect.poll(() => findBarriers(page), { timeout: 30_000 }).toEqual([]);
      await form.getByRole('button', { name: en.limitRemove.replace('{{number}}', '2') }).click();
      expect(await page.evaluate(OVERFLOW)).toBe(0);

      const aside = form.getByRole('button', { name: answersTexts.en.showReply, exact: true });
      if (await aside.isVisible()) await aside.click();
      const drawing = form.locator('[role="img"] svg').first();
      await drawing.scrollIntoViewIfNeeded();
      await expect.poll(() => drawing.textContent()).toMatch(/HH.*545\.5|545\.5.*HH/);
      await picture(page, `trend-drawn-${look.slice(2, 7)}`);
      await form.getByRole('button', { name: commonTexts.en.create, exact: true }).click();
      await form.waitFor({ state: 'hidden' });

      const found = await page.request.get(
        `${address}/api/v1/triggers?q=${encodeURIComponent(name)}`,
      );
      const { items } = (await found.json()) as { items: { id: string; config: object }[] };
      expect(items[0]?.config).toMatchObject({
        tags: ['U1_MS_TEMP', 'U2_MS_TEMP'],
        compareWithBefore: true,
        limits: [{ tag: 'U2_MS_TEMP', value: 545.5, label: 'HH' }],
      });
      await page.goto(`${address}/triggers?edit=${items[0]?.id}`);
      expect(await limit(1).getByLabel(en.limitValue).inputValue()).toBe('545.5');
      expect(await form.getByRole('switch', { name: en.compare }).isChecked()).toBe(true);
      expect(problems).toEqual([]);
    },
    120_000,
  );
});
