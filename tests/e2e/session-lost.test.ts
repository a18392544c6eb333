import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commonTexts } from '../../web/texts/common.ts';
import { contactsTexts } from '../../web/texts/contacts.ts';
import { dataSourcesTexts } from '../../web/texts/data-sources.ts';
import { loginTexts } from '../../web/texts/login.ts';
import { outboxTexts } from '../../web/texts/outbox.ts';
import { shellTexts } from '../../web/texts/shell.ts';
import { triggersTexts } from '../../web/texts/triggers.ts';
import { usersTexts } from '../../web/texts/users.ts';
import { CHROMIUM, findBarriers, launchBrowser, openPage } from '../support/browser.ts';
import { startPlantline, type RunningPlant } from '../support/start-plantline.ts';
import { ADMIN, fillLogIn, logInOn } from '../support/walk.ts';

const SCREEN = { viewport: { width: 1280, height: 800 } };
const OPERATOR = { username: 'agus', password: 'turbine hall light on' };
const common = commonTexts.en;

describe.skipIf(CHROMIUM === undefined)('a session that ends while something is typed', () => {
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
    const payload = { ...OPERATOR, role: 'user' };
    const made = await http.inject({ method: 'POST', url: '/api/v1/users', payload, cookies });
    expect(made.statusCode).toBe(201);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await plant?.stop();
  });

  async function signedIn(user = ADMIN) {
    const opened = await openPage(browser, SCREEN);
    await logInOn(opened.page, address, user);
    return opened;
  }

  test('what was typed is back after the log-in, on top of what another changed, and can be saved', async () => {
    const { page: first, problems } = await signedIn(OPERATOR);
    const made = await first.request.post(`${address}/api/v1/ai-triggers`, {
      data: { name: 'Diagnose', prefix: 'diag', description: 'old', enabled: true },
    });
    const { id } = (await made.json()) as { id: string };
    await first.goto(`${address}/ai-triggers?open=${id}`);
    const dialog = first.getByRole('dialog');
    const name = dialog.getByRole('textbox', { name: /^Name/ });
    await name.fill('Diagnose the boiler');

    const { page: second } = await signedIn(OPERATOR);
    const change = { description: 'of the other' };
    const changed = await second.request.patch(`${address}/api/v1/ai-triggers/${id}`, {
      data: change,
    });
    expect(changed.status()).toBe(200);

    await dialog.getByRole('button', { name: common.save, exact: true }).click();
    await first.getByText(loginTexts.en.replaced).waitFor();
    await fillLogIn(first, OPERATOR);
    await dialog.getByText(common.typedBack).waitFor();
    expect(await name.inputValue()).toBe('Diagnose the boiler');
    expect(await findBarriers(first)).toEqual([]);
    await dialog.getByRole('button', { name: common.save, exact: true }).click();
    await dialog.waitFor({ state: 'hidden' });
    const stored = await first.request.get(`${address}/api/v1/ai-triggers/${id}`);
    expect(await stored.json()).toMatchObject({ ...change, name: 'Diagnose the boiler' });
    expect(await keptIn(first)).toBe('');
    await first.goto(`${address}/ai-triggers?open=${id}`);
    await name.waitFor();
    expect(await dialog.getByText(common.typedBack).count()).toBe(0);
    expect(problems).toEqual([]);
  }, 90_000);

  test('a new one comes back too, and is gone for good once it is discarded', async () => {
    const { page } = await signedIn();
    await page.goto(`${address}/triggers`);
    await page.getByRole('button', { name: triggersTexts.en.add }).first().click();
    const dialog = page.getByRole('dialog');
    const name = dialog.getByRole('textbox', { name: /^Name/ }).first();
    await name.fill('half a trigger');
    await loseSession(page);
    await fillLogIn(page, ADMIN);
    await dialog.getByText(common.typedBack).waitFor();
    expect(await name.inputValue()).toBe('half a trigger');
    await dialog.getByRole('button', { name: common.cancel, exact: true }).click();
    await page.getByRole('button', { name: common.discard, exact: true }).click();
    await name.waitFor({ state: 'detached' });
    expect(await keptIn(page)).toBe('');
    await page.getByRole('button', { name: triggersTexts.en.add }).first().click();
    expect(await name.inputValue()).toBe('');
    expect(await dialog.getByText(common.typedBack).count()).toBe(0);
  }, 90_000);

  test('who wants none of it starts anew', async () => {
    const { page } = await signedIn();
    await page.goto(`${address}/contacts?open=new`);
    const dialog = page.getByRole('dialog');
    const name = dialog.getByRole('textbox', { name: contactsTexts.en.name }).first();
    await name.fill('half a name');
    await loseSession(page);
    await fillLogIn(page, ADMIN);
    await dialog.getByRole('button', { name: common.startAnew }).click();
    expect(await name.inputValue()).toBe('');
    expect(await keptIn(page)).toBe('');
    await dialog.getByRole('button', { name: common.cancel, exact: true }).click();
    await dialog.waitFor({ state: 'hidden' });
  }, 90_000);

  test('a message comes back with whom it is for', async () => {
    const { page } = await signedIn();
    const listed = await page.request.get(`${address}/api/v1/contacts?limit=1`);
    const { items } = (await listed.json()) as { items: { id: string; name: string }[] };
    const [contact] = items;
    await page.goto(`${address}/outbox?open=new&to=${contact?.id}`);
    const dialog = page.getByRole('dialog');
    const text = dialog.getByRole('textbox', { name: outboxTexts.en.text });
    await text.fill('Unit 1 is back.');
    await loseSession(page);
    await fillLogIn(page, ADMIN);
    await dialog.getByText(common.typedBack).waitFor();
    expect(await text.inputValue()).toBe('Unit 1 is back.');
    const to = dialog.getByRole('combobox', { name: outboxTexts.en.contact });
    await expect.poll(() => to.inputValue()).toContain(contact?.name);
  }, 90_000);

  test('no password is kept, neither of a source nor of a user', async () => {
    const { page } = await signedIn();
    await page.goto(`${address}/data-sources?open=new`);
    const dialog = page.getByRole('dialog');
    const name = dialog.getByRole('textbox', { name: dataSourcesTexts.en.name }).first();
    await name.fill('Second PI');
    await dialog.getByLabel(dataSourcesTexts.en.plugin).selectOption('aveva-pi');
    await dialog.getByLabel(/^Base URL/).fill(plant.piBaseUrl);
    await dialog.getByRole('textbox', { name: /^Password/ }).fill('hush-hush');
    await loseSession(page);
    expect(await keptIn(page)).toContain('Second PI');
    expect(await keptIn(page)).not.toContain('hush');
    await fillLogIn(page, ADMIN);
    await dialog.getByText(common.typedBack).waitFor();
    expect(await dialog.getByLabel(/^Base URL/).inputValue()).toBe(plant.piBaseUrl);
    expect(await dialog.getByRole('textbox', { name: /^Password/ }).inputValue()).toBe('');
    await dialog.getByRole('button', { name: common.startAnew }).click();

    await page.goto(`${address}/users?open=new`);
    await dialog.getByRole('textbox', { name: usersTexts.en.username }).fill('hush-user');
    await dialog.getByRole('textbox', { name: /password/i }).fill('hush-password');
    await loseSession(page);
    expect(await keptIn(page)).toBe('');
  }, 90_000);

  test('nobody else gets to see it, and a log-out forgets it', async () => {
    const { page } = await signedIn();
    await page.goto(`${address}/contacts?open=new`);
    const dialog = page.getByRole('dialog');
    const name = dialog.getByRole('textbox', { name: contactsTexts.en.name }).first();
    await name.fill('half a name');
    await loseSession(page);
    await fillLogIn(page, OPERATOR);
    await name.waitFor();
    expect(await name.inputValue()).toBe('');
    expect(await dialog.getByText(common.typedBack).count()).toBe(0);
    expect(await keptIn(page)).toBe('');

    await name.fill('half another name');
    await loseSession(page);
    await fillLogIn(page, OPERATOR);
    await dialog.getByText(common.typedBack).waitFor();
    await page.goto(`${address}/contacts`);
    expect(await keptIn(page)).toContain('half another name');
    await page.getByRole('button', { name: /^Signed in as/ }).click();
    await page.getByRole('button', { name: shellTexts.en.logOut }).click();
    await page.getByRole('button', { name: loginTexts.en.logIn }).waitFor();
    expect(await keptIn(page)).toBe('');
  }, 90_000);

  /** The cookie is gone, as after a log-in elsewhere, and the next thing that is asked tells it. */
  async function loseSession(page: Page): Promise<void> {
    await page.context().clearCookies();
    await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
    await page.getByRole('button', { name: loginTexts.en.logIn }).waitFor();
  }
});

async function keptIn(page: Page): Promise<string> {
  return await page.evaluate<string>(
    `Object.entries(sessionStorage).filter(([key]) => key.startsWith('plantline.typed')).join()`,
  );
}
