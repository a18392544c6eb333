import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { commonTexts } from '../../web/texts/common.ts';
import { tagAliasesTexts } from '../../web/texts/tag-aliases.ts';
import { CHROMIUM, findBarriers, picture } from '../support/browser.ts';
import { SUPERVISOR } from '../support/start-plantline.ts';
import { ADMIN } from '../support/walk.ts';
import { OVERFLOW, PHONE, SCREEN, walkedPlant } from '../support/walked-plant.ts';

const VIEWER = { username: 'wati', password: 'cooling tower at dawn' };
const ENGINEER = { username: 'agus', password: 'turbine hall light on' };
const { en } = tagAliasesTexts;

describe.skipIf(CHROMIUM === undefined)('names of tags on the page (needs Chromium)', () => {
  const walk = walkedPlant(async ({ app: { http } }) => {
    const login = await http.inject({ method: 'POST', url: '/api/v1/auth/login', payload: ADMIN });
    const cookies = { plantline_session: login.cookies[0]?.value ?? '' };
    for (const payload of [
      { ...VIEWER, role: 'viewer' },
      { ...ENGINEER, role: 'user' },
    ]) {
      const made = await http.inject({ method: 'POST', url: '/api/v1/users', payload, cookies });
      expect(made.statusCode).toBe(201);
    }
  });

  async function opened(look: object, user: { username: string; password: string }, path: string) {
    const { address, logIn } = walk();
    const { page, problems } = await logIn(look, user);
    await page.goto(`${address}${path}`);
    return { page, problems };
  }

  const tagSaid = async (question: string) => (await walk().plant.ask(question))[0]?.facts[0]?.tag;

  test.each([
    ['a screen', SCREEN, 'grid export'],
    ['a phone at night', PHONE, 'beban jual'],
  ])(
    'an engineer gives a tag a name, sees what it finds, and people are answered by it, on %s',
    async (look, size, name) => {
      const { page, problems } = await opened(size, ENGINEER, '/tag-aliases');
      await page.getByRole('button', { name: en.add }).first().click();
      const form = page.getByRole('dialog');
      await form.getByText(en.nowNeeds).waitFor();
      await form.getByRole('button', { name: commonTexts.en.create, exact: true }).click();
      expect(await form.getByText(commonTexts.en.fieldRequired).count()).toBe(2);
      await form.getByRole('textbox', { name: en.alias }).fill(name);
      await pickTag(page, 'unit 1 gross load', 'U1_LOAD_GROSS');
      await form
        .getByText(/\d MW$/)
        .first()
        .waitFor();
      await picture(page, `alias-editor-${look.slice(2, 7)}`);
      await expect.poll(() => findBarriers(page)).toEqual([]);
      await form.getByRole('button', { name: commonTexts.en.create, exact: true }).click();
      await form.waitFor({ state: 'hidden' });
      const row = rowOf(page, name);
      await row.getByText(/\d MW/).waitFor();
      await row.getByText(en.everybody).waitFor();
      expect(await tagSaid(`= ${name}`)).toBe('U1_LOAD_GROSS');

      await page.getByRole('button', { name }).first().click();
      await pickTag(page, 'U1_LOAD_NET', 'U1_LOAD_NET');
      await form.getByText('U1_LOAD_NET – ', { exact: false }).waitFor();
      await form.getByRole('button', { name: commonTexts.en.save, exact: true }).click();
      await form.waitFor({ state: 'hidden' });
      await row.getByText('U1_LOAD_NET').waitFor();
      expect(await tagSaid(`= ${name}`)).toBe('U1_LOAD_NET');
      await picture(page, `aliases-${look.slice(2, 7)}`);
      await expect.poll(() => findBarriers(page)).toEqual([]);
      expect(await page.evaluate(OVERFLOW)).toBe(0);
      expect(problems).toEqual([]);
    },
    120_000,
  );

  test('a name that stands for another tag is refused at its field, and a tag that is not there is told', async () => {
    await walk().plant.ask('u1 load');
    const { page } = await opened(SCREEN, ENGINEER, '/tag-aliases?open=new');
    const form = page.getByRole('dialog');
    await form.getByRole('textbox', { name: en.alias }).fill('house load');
    await form.locator(`input[placeholder="${en.tagPlaceholder}"]`).fill('U9_NO_SUCH_TAG');
    await form.getByText(/no value/).waitFor();
    await pickTag(page, 'U2_LOAD_NET', 'U2_LOAD_NET');
    await form.getByRole('button', { name: commonTexts.en.create, exact: true }).click();
    await form.waitFor({ state: 'hidden' });

    await page.goto(`${walk().address}/tag-aliases?open=new`);
    await form.getByRole('textbox', { name: en.alias }).fill('House-Load');
    await pickTag(page, 'U1_LOAD_NET', 'U1_LOAD_NET');
    await form.getByRole('button', { name: commonTexts.en.create, exact: true }).click();
    const field = form.getByRole('textbox', { name: en.alias });
    await expect.poll(() => field.getAttribute('aria-invalid')).toBe('true');
    await form
      .getByText(/U2_LOAD_NET/)
      .first()
      .waitFor();
  }, 90_000);

  test('what a person called a tag in the chat stands under their name, and is taken away only when that is meant', async () => {
    const [said] = await walk().plant.ask('alias my boiler = U1_MS_TEMP', SUPERVISOR);
    expect(said?.text).toContain('U1_MS_TEMP');
    const { page, problems } = await opened(SCREEN, ADMIN, '/tag-aliases?shared=false');
    const row = rowOf(page, 'my boiler');
    await row.getByText(/Sari/).waitFor();
    await row.getByText(/\d °C/).waitFor();
    await page.getByRole('button', { name: 'my boiler' }).first().click();
    await page
      .getByRole('dialog')
      .getByText(/Sari.* alone/)
      .waitFor();
    await page.getByRole('dialog').getByRole('link', { name: en.whoMade }).waitFor();
    await page.keyboard.press('Escape');
    for (const isMeant of [false, true]) {
      await page
        .getByRole('button', { name: /^Actions for/ })
        .first()
        .click();
      await page.getByRole('menuitem', { name: commonTexts.en.delete }).click();
      await page.getByRole('dialog').getByRole('button', { name: commonTexts.en.delete }).click();
      if (!isMeant) await page.getByRole('button', { name: commonTexts.en.undo }).click();
    }
    await page.getByText(en.emptyTitle).or(page.getByText(commonTexts.en.nothingMatches)).waitFor();
    // Leaving the page sends what still waits.
    await page.goto(`${walk().address}/`);
    const left = async () => {
      const found = await page.request.get(`${walk().address}/api/v1/tag-aliases?shared=false`);
      return ((await found.json()) as { items: unknown[] }).items.length;
    };
    await expect.poll(left, { timeout: 15_000 }).toBe(0);
    expect(problems).toEqual([]);
  }, 90_000);

  test('who may only look sees names and values, and has nothing to change them with', async () => {
    await walk().plant.ask('alias my steam = U1_MS_TEMP', SUPERVISOR);
    const { page } = await opened(SCREEN, VIEWER, '/tag-aliases');
    await page.getByRole('button', { name: 'my steam' }).first().click();
    const form = page.getByRole('dialog');
    await form.getByText(en.now, { exact: true }).waitFor();
    expect(await form.getByRole('textbox', { name: en.alias }).isDisabled()).toBe(true);
    expect(await form.getByRole('button', { name: commonTexts.en.save }).count()).toBe(0);
    expect(await form.getByRole('link', { name: en.whoMade }).count()).toBe(0);
    await page.keyboard.press('Escape');
    expect(await page.getByRole('button', { name: en.add }).count()).toBe(0);
    expect(await page.getByRole('button', { name: /^Actions for/ }).count()).toBe(0);
  }, 60_000);
});

/** A row of the list: of a table on a screen, a card on a phone. */
function rowOf(page: Page, name: string) {
  return page.getByRole('row').or(page.getByRole('listitem')).filter({ hasText: name }).first();
}

async function pickTag(page: Page, words: string, tag: string): Promise<void> {
  await page.locator(`input[placeholder="${en.tagPlaceholder}"]`).fill(words);
  await page.getByRole('option', { name: tag }).first().click();
}
