import { describe, expect, test } from 'vitest';
import { commonTexts } from '../../web/texts/common.ts';
import { settingsTexts } from '../../web/texts/settings.ts';
import { shiftsTexts } from '../../web/texts/shifts.ts';
import { CHROMIUM, findBarriers, picture } from '../support/browser.ts';
import { OVERFLOW, PHONE, SCREEN, walkedPlant } from '../support/walked-plant.ts';

const { en } = shiftsTexts;

describe.skipIf(CHROMIUM === undefined)('shifts on the settings page (needs Chromium)', () => {
  const walk = walkedPlant();

  test.each([
    ['a screen', SCREEN, 'regu subuh', '05:20'],
    ['a phone at night', PHONE, 'regu fajar', '04:10'],
  ])(
    'a plant of two shifts sets them, and a question by a shift is of its hours, on %s',
    async (look, size, name, start) => {
      const { address, logIn, plant } = walk();
      const { page, problems } = await logIn(size);
      await page.goto(`${address}/settings?q=site.shifts`);
      const field = page.getByRole('group', { name: settingsTexts.en['name.site.shifts'] }).first();
      const shift = (number: number) =>
        field.getByRole('group', {
          name: en.shift.replace('{{number}}', String(number)),
          exact: true,
        });
      const save = page.getByRole('button', { name: commonTexts.en.save, exact: true });
      await shift(3).waitFor();
      await picture(page, `shifts-before-${look.slice(2, 7)}`);

      await shift(3).getByRole('button').click();
      await shift(1).getByRole('textbox', { name: en.name }).fill(name);
      await shift(1).getByLabel(en.from).fill('');
      await shift(1).getByText(en.fromMissing).waitFor();
      expect(await save.isDisabled()).toBe(true);
      await shift(1).getByLabel(en.from).fill('15');
      await shift(1).getByRole('textbox', { name: en.name }).focus();
      expect(await shift(1).getByLabel(en.from).inputValue()).toBe('15:00');
      await shift(2).getByText(en.fromTaken).waitFor();
      await shift(1).getByLabel(en.from).fill(start);
      await shift(2).getByRole('textbox', { name: en.name }).fill('Morning');
      await shift(2).getByText(en.nameTaken.replace('{{name}}', 'morning')).waitFor();
      await picture(page, `shifts-wrong-${look.slice(2, 7)}`);
      await expect.poll(() => findBarriers(page)).toEqual([]);
      await shift(2).getByRole('textbox', { name: en.name }).fill('petang');
      await shift(1).getByText('15:00').waitFor();
      await save.click();
      await save.waitFor({ state: 'detached' });
      await picture(page, `shifts-after-${look.slice(2, 7)}`);
      expect(await page.evaluate(OVERFLOW)).toBe(0);

      const [answer] = await plant.ask(`= rata-rata U1_LOAD_NET shift ${name} kemarin`);
      expect(answer?.text).toContain(start.replace(':', '.'));
      expect(answer?.text).toContain('15.00');
      expect(answer?.facts[0]?.tag).toBe('U1_LOAD_NET');

      await page.getByRole('button', { name: /^Back to default: pagi 07:00, sore 15:00/ }).click();
      await shift(3).waitFor();
      expect(await shift(1).getByRole('textbox', { name: en.name }).inputValue()).toBe('pagi');
      await expect.poll(() => findBarriers(page)).toEqual([]);
      expect(problems).toEqual([]);
    },
    120_000,
  );
});
