import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chatTexts } from '../../web/texts/chat.ts';
import { commonTexts } from '../../web/texts/common.ts';
import { contactsTexts } from '../../web/texts/contacts.ts';
import { dataSourcesTexts } from '../../web/texts/data-sources.ts';
import { loginTexts } from '../../web/texts/login.ts';
import { shellTexts } from '../../web/texts/shell.ts';
import { triggerGroupsTexts } from '../../web/texts/trigger-groups.ts';
import { triggersTexts } from '../../web/texts/triggers.ts';
import { CHROMIUM, launchBrowser, openPage } from '../support/browser.ts';
import { startPlantline, type RunningPlant } from '../support/start-plantline.ts';
import { ADMIN, fillLogIn, logInOn } from '../support/walk.ts';

const VIEWER = { username: 'wati', password: 'cooling tower at dawn' };
const OPERATOR = { username: 'agus', password: 'turbine hall light on' };
const SCREEN = { viewport: { width: 1280, height: 800 } };

describe.skipIf(CHROMIUM === undefined)('people at work on the page (needs Chromium)', () => {
  let browser: Browser;
  let plant: RunningPlant;
  let address: string;
  beforeAll(async () => {
    browser = await launchBrowser();
    plant = await startPlantline({
      env: { PLANTLINE_ADMIN_USERNAME: ADMIN.username, PLANTLINE_ADMIN_PASSWORD: ADMIN.password },
    });
    address = plant.app.address();
    const { http } = plant.app;
    const login = await http.inject({ method: 'POST', url: '/api/v1/auth/login', payload: ADMIN });
    const cookies = { plantline_session: login.cookies[0]?.value ?? '' };
    for (const payload of [
      { ...VIEWER, role: 'viewer' },
      { ...OPERATOR, role: 'user' },
    ]) {
      const made = await http.inject({ method: 'POST', url: '/api/v1/users', payload, cookies });
      expect(made.statusCode).toBe(201);
    }
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await plant?.stop();
  });

  async function signedIn(user: { username: string; password: string } = ADMIN) {
    const opened = await openPage(browser, SCREEN);
    await logInOn(opened.page, address, user);
    return opened;
  }

  test('wrong passwords lock, and the page says for how long', async () => {
    const { page } = await openPage(browser, SCREEN);
    await page.goto(`${address}/login`);
    for (let attempt = 0; attempt < 5; attempt++) {
      await fillLogIn(page, { username: 'nobody at all', password: `wrong ${attempt}` });
      await page.getByRole('alert').first().waitFor();
      await page.waitForTimeout(300);
    }
    await page.getByText(loginTexts.en.locked).waitFor();
    expect(await page.getByRole('button', { name: loginTexts.en.logIn }).isDisabled()).toBe(true);
  }, 60_000);

  test('a second session ends the first, which is told why and comes back to where it was', async () => {
    const first = await signedIn(OPERATOR);
    await first.page.goto(`${address}/triggers`);
    await first.page.getByRole('heading', { name: triggersTexts.en.title }).waitFor();
    const second = await openPage(browser, SCREEN);
    await second.page.goto(`${address}/login`);
    await fillLogIn(second.page, OPERATOR);
    await second.page.getByText(loginTexts.en.replacedOther).waitFor();
    await first.page.reload();
    await first.page.getByText(loginTexts.en.replaced).waitFor();
    await fillLogIn(first.page, OPERATOR);
    await first.page.waitForURL(`${address}/triggers`);
  }, 60_000);

  test('a source is connected, tested step by step, and its tags are there', async () => {
    const { page, problems } = await signedIn();
    const t = dataSourcesTexts.en;
    await page.goto(`${address}/data-sources`);
    await page.getByRole('button', { name: t.add }).first().click();
    const form = page.getByRole('dialog');
    await form.getByLabel(t.plugin).selectOption('aveva-pi');
    await form.getByRole('textbox', { name: t.name, exact: false }).first().fill('Second PI');
    await form.getByLabel(/^Base URL/).fill(plant.piBaseUrl);
    await form.getByRole('textbox', { name: /^User/ }).first().fill('demo');
    await form.getByRole('textbox', { name: /^Password/ }).fill('demo');
    await form.getByRole('button', { name: t.saveAndTest }).click();
    await page.getByText(t.testGood).waitFor();
    await page.keyboard.press('Escape');
    await page.getByText('Second PI').first().waitFor();
    expect(await page.content()).not.toMatch(/"password":"demo"/);
    expect(problems).toEqual([]);
  }, 60_000);

  test('a trigger is made with its answer in sight, put into a group, and asked in the chat', async () => {
    const { page, problems } = await signedIn();
    const t = triggersTexts.en;
    await page.goto(`${address}/triggers`);
    await page.getByRole('button', { name: t.add }).first().click();
    await page.getByRole('textbox', { name: /^Name/ }).first().fill('mill a now');
    await page.getByRole('dialog').getByLabel(t.source).selectOption({ label: 'Plant PI' });
    await pick(page, t.tags, 'U1_MILL_A_STATUS');
    await page
      .getByText(/Running|Stopped|Tripped|Maintenance/)
      .first()
      .waitFor();
    await page.getByRole('button', { name: commonTexts.en.create, exact: true }).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });

    const g = triggerGroupsTexts.en;
    await page.goto(`${address}/trigger-groups`);
    await page.getByRole('button', { name: g.add }).first().click();
    await page.getByRole('textbox', { name: /^Name/ }).first().fill('morning round');
    await pick(page, g.memberSearch, 'mill a now');
    await pick(page, g.memberSearch, 'u1 load');
    await page.getByRole('button', { name: commonTexts.en.create, exact: true }).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });

    const c = chatTexts.en;
    await page.goto(`${address}/chat`);
    await page.getByRole('textbox', { name: c.message }).fill('morning round');
    await page.getByRole('button', { name: c.send, exact: true }).click();
    const log = page.getByRole('log', { name: c.log });
    await log
      .getByText(/\d\sMW/)
      .first()
      .waitFor();
    await page.getByText('U1_LOAD_NET').first().waitFor();
    expect(problems).toEqual([]);
  }, 90_000);

  test('a stranger waits, is approved, and is answered', async () => {
    const stranger = '+6281277770001';
    const [before] = await plant.ask('u1 load', stranger);
    expect(before?.facts).toEqual([]);
    const { page } = await signedIn();
    const t = contactsTexts.en;
    await page.goto(`${address}/contacts`);
    const name = new RegExp(`^${t.approveNamed.replace('{{name}}', '.*7777.*0001')}`);
    await page.getByRole('button', { name }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('radio').first().check();
    await dialog.getByRole('button', { name: t.approve, exact: true }).click();
    await dialog.waitFor({ state: 'hidden' });
    const [after] = await plant.ask('u1 load', stranger);
    expect(after?.text).toMatch(/\*[\d.]+ MW\*/);
  }, 60_000);

  test('a viewer sees, changes nothing, and is told so where there is nothing to see', async () => {
    const { page } = await signedIn(VIEWER);
    const navigation = page.getByRole('navigation').first();
    await navigation.getByRole('link', { name: shellTexts.en.triggers, exact: true }).waitFor();
    expect(await navigation.getByRole('link', { name: shellTexts.en.users }).count()).toBe(0);
    await page.goto(`${address}/triggers`);
    await page.getByText('u1 load').first().waitFor();
    expect(await page.getByRole('button', { name: triggersTexts.en.add }).count()).toBe(0);
    await page.goto(`${address}/users`);
    await page.getByText(shellTexts.en.forbiddenTitle).waitFor();
  }, 60_000);

  test('the browser’s Back does not lose what was typed without a question', async () => {
    const { page } = await signedIn();
    await page.goto(`${address}/contacts`);
    await page.getByRole('button', { name: contactsTexts.en.add }).first().click();
    const name = page.getByRole('dialog').getByRole('textbox').first();
    await name.fill('half a name');
    await page.evaluate('history.back()');
    await page.getByRole('button', { name: commonTexts.en.keepEditing }).click();
    expect(await name.inputValue()).toBe('half a name');
    await page.evaluate('history.back()');
    await page.getByRole('button', { name: commonTexts.en.discard, exact: true }).click();
    await name.waitFor({ state: 'detached' });
    expect(new URL(page.url()).search).toBe('');
  }, 60_000);

  test('the log-out is in sight, ends the session, and leaves nothing of the talk behind', async () => {
    const { page } = await signedIn(OPERATOR);
    await page.goto(`${address}/chat`);
    await page.getByRole('textbox', { name: chatTexts.en.message }).fill('u1 load');
    await page.getByRole('button', { name: chatTexts.en.send, exact: true }).click();
    await page
      .getByRole('log', { name: chatTexts.en.log })
      .getByText(/\d\sMW/)
      .first()
      .waitFor();
    await page.getByRole('button', { name: /^Signed in as/ }).click();
    await page.getByRole('button', { name: shellTexts.en.logOut }).click();
    await page.waitForURL(/\/login/);
    const kept = String(await page.evaluate('JSON.stringify(sessionStorage)'));
    expect(kept).not.toMatch(/u1 load|MW|chat/);
    expect((await page.request.get(`${address}/api/v1/auth/me`)).status()).toBe(401);
  }, 60_000);

  test('what is deleted asks first, and is back within ten seconds', async () => {
    const { page } = await signedIn();
    const made = await page.request.post(`${address}/api/v1/triggers`, {
      data: { name: 'to be deleted', type: 'text', config: { text: 'gone' } },
    });
    const { id } = (await made.json()) as { id: string };
    await page.goto(`${address}/triggers?q=to+be+deleted`);
    await page.getByText('to be deleted').first().waitFor();
    await deleteRow(page);
    await page.getByRole('button', { name: commonTexts.en.undo }).click();
    expect((await page.request.get(`${address}/api/v1/triggers/${id}`)).status()).toBe(200);
    await deleteRow(page);
    // Leaving the page sends what still waits.
    await page.goto(`${address}/contacts`);
    await expect
      .poll(async () => (await page.request.get(`${address}/api/v1/triggers/${id}`)).status(), {
        timeout: 15_000,
      })
      .toBe(404);
  }, 60_000);
});

/** Types into a search that offers what it finds, and takes the first that is called so. */
async function pick(page: Page, label: string, name: string): Promise<void> {
  await page.getByRole('combobox', { name: label }).first().fill(name);
  await page.getByRole('option', { name }).first().click();
}

async function deleteRow(page: Page): Promise<void> {
  await page
    .getByRole('button', { name: /^Actions for/ })
    .first()
    .click();
  await page.getByRole('menuitem', { name: commonTexts.en.delete }).click();
  await page.getByRole('dialog').getByRole('button', { name: commonTexts.en.delete }).click();
}
