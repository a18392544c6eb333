import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { answerTraceTexts } from '../../web/texts/answer-trace.ts';
import { modelsTexts } from '../../web/texts/models.ts';
import { plainAnswersTexts } from '../../web/texts/plain-answers.ts';
import { CHROMIUM, findBarriers, launchBrowser, openPage, picture } from '../support/browser.ts';
import { startPlantline, type RunningPlant } from '../support/start-plantline.ts';
import { ADMIN, fillLogIn, logInOn } from '../support/walk.ts';

const SCREEN = { viewport: { width: 1280, height: 800 } };
const PHONE = { viewport: { width: 360, height: 740 }, colorScheme: 'dark' } as const;
const OVERFLOW = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
const QUESTION = 'average u1 load today';

describe.skipIf(CHROMIUM === undefined)('questions on the page (needs Chromium)', () => {
  let browser: Browser;
  let plant: RunningPlant;
  let address: string;
  beforeAll(async () => {
    browser = await launchBrowser();
    plant = await startPlantline({
      env: { PLANTLINE_ADMIN_USERNAME: ADMIN.username, PLANTLINE_ADMIN_PASSWORD: ADMIN.password },
    });
    address = plant.app.address();
    await plant.ask(`= ${QUESTION}`);
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await plant?.stop();
  });

  test.each([
    ['a screen', SCREEN],
    ['a phone at night', PHONE],
  ])(
    'a question is followed from its words to what was read for it, on %s',
    async (_where, look) => {
      const { page, problems } = await openPage(browser, look);
      await page.goto(`${address}/login`);
      await fillLogIn(page, ADMIN);
      await page.waitForURL(`${address}/`);
      await page.goto(`${address}/answers`);
      await page.getByText(QUESTION).first().click();
      const drawer = page.getByRole('dialog');
      await drawer.getByText(plainAnswersTexts.en.calls).waitFor();
      await drawer.getByText('statistics', { exact: true }).first().waitFor();
      await drawer.getByText(/\d MW/).first().waitFor();
      expect(await findBarriers(page)).toEqual([]);
      expect(problems).toEqual([]);
    },
    90_000,
  );

  test('from a message, one goes to how its question was understood and back; a plain name has no such way', async () => {
    await plant.ask('u1 load');
    const { page, problems } = await openPage(browser, PHONE);
    await page.goto(`${address}/login`);
    await fillLogIn(page, ADMIN);
    await page.waitForURL(`${address}/`);
    await page.goto(`${address}/messages`);
    await page.getByText(`= ${QUESTION}`).first().click();
    const message = page.getByRole('dialog');
    await message.getByRole('link', { name: answerTraceTexts.en.toAnswer }).click();
    await page.waitForURL(/\/answers\?open=/);
    const answer = page.getByRole('dialog');
    await answer.getByText('statistics', { exact: true }).first().waitFor();
    await answer.getByRole('link', { name: plainAnswersTexts.en.toMessage }).click();
    await page.waitForURL(/\/messages\?open=/);
    await message.getByRole('link', { name: answerTraceTexts.en.toAnswer }).waitFor();
    await picture(page, 'message-to-answer');
    expect(await findBarriers(page)).toEqual([]);

    await page.goto(`${address}/messages`);
    await page.getByText('u1 load', { exact: true }).first().click();
    await message.getByText(answerTraceTexts.en.facts).waitFor();
    expect(await message.getByRole('link', { name: answerTraceTexts.en.toAnswer }).count()).toBe(0);
    expect(problems).toEqual([]);
  }, 90_000);

  test('a trend is drawn on the page, with its figures for who does not see it', async () => {
    const { page, problems } = await openPage(browser, SCREEN);
    await logInOn(page, address);
    const found = await page.request.get(`${address}/api/v1/triggers?q=u1+trend`);
    const { items } = (await found.json()) as { items: { id: string; name: string }[] };
    const id = items.find(({ name }) => name === 'u1 trend')?.id ?? 'none';
    await page.goto(`${address}/triggers?edit=${id}`);
    const drawing = page.locator('[role="img"] svg').first();
    await drawing.waitFor();
    const figures = page
      .getByRole('dialog')
      .getByRole('row')
      .filter({ hasText: 'U1_LOAD_NET' })
      .first();
    expect(await figures.textContent()).toMatch(/\d MW.*\d MW.*\d MW/);
    expect(problems).toEqual([]);
  }, 90_000);

  test('without a model it is said who answers, and the form of a kind is there', async () => {
    const { page, problems } = await openPage(browser, SCREEN);
    await logInOn(page, address);
    await page.goto(`${address}/models`);
    await page.getByText(modelsTexts.en.emptyHint).waitFor();
    await page.getByRole('button', { name: modelsTexts.en.add }).first().click();
    const form = page.getByRole('dialog');
    await form.getByLabel(modelsTexts.en.kind).selectOption({ index: 1 });
    await form.getByRole('textbox').nth(1).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    expect(problems).toEqual([]);
  }, 90_000);

  test('a model that does not answer is connected, and its test says how far it came', async () => {
    const { page, problems } = await openPage(browser, SCREEN);
    await logInOn(page, address);
    await page.goto(`${address}/models?open=new`);
    const form = page.getByRole('dialog');
    await form.getByLabel(modelsTexts.en.kind).selectOption('openai-compatible');
    await form.getByLabel(modelsTexts.en.name).fill('Control room');
    await form.getByLabel('Address').fill(`${address}/no-model`);
    await form.getByLabel('Model', { exact: false }).last().fill('small');
    await form.getByLabel('API key').fill('a-secret-of-the-test');
    await form.getByRole('button', { name: 'Create' }).click();
    await form.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Control room' }).last().click();
    await page.getByRole('menuitem', { name: modelsTexts.en.test }).click();
    await page.getByText(modelsTexts.en.testBad).waitFor();
    await page.getByText(modelsTexts.en['step.reach']).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    expect(await page.content()).not.toContain('a-secret-of-the-test');
    expect(problems).toEqual([]);
  }, 90_000);

  test.each([
    ['a screen', SCREEN],
    ['a phone at night', PHONE],
  ])(
    'what models have used today stands beside its limit, on %s',
    async (look, size) => {
      const t = modelsTexts.en;
      const model = await startModel('Which unit do you mean?');
      const { page, problems } = await openPage(browser, size);
      await page.goto(`${address}/login`);
      await fillLogIn(page, ADMIN);
      await page.waitForURL(`${address}/`);
      const send = async (method: 'post' | 'patch', path: string, data: object) =>
        expect((await page.request[method](`${address}/api/v1${path}`, { data })).ok()).toBe(true);
      const name = `Model of ${look}`;
      const prices = { inputUsdPerMillion: 1_000, outputUsdPerMillion: 1_000 };
      await send('post', '/ai-models', {
        name,
        kind: 'openai-compatible',
        config: { baseUrl: model.url, model: 'small', ...prices },
      });
      const [reply] = await plant.ask('= how is the load doing');
      expect(reply?.text).toContain('Which unit do you mean?');
      await page.goto(`${address}/models`);
      const row = page.getByRole('row').or(page.getByRole('listitem')).filter({ hasText: name });
      await row.first().getByText('0.12 USD', { exact: true }).waitFor();
      await row.first().getByText('120', { exact: true }).waitFor();
      const today = page.getByRole('region', { name: t.today });
      await today.getByText(/ of 10,000,000$/).waitFor();
      await today.getByText(/ of 20 USD$/).waitFor();
      expect(await today.getByText(t.spent, { exact: true }).count()).toBe(0);
      await picture(page, `models-${look.slice(2, 7)}`);
      await expect.poll(() => findBarriers(page)).toEqual([]);
      expect(await page.evaluate(OVERFLOW)).toBe(0);

      await send('patch', '/settings/ai.tokensPerDay', { value: 100 });
      await page.reload();
      await today.getByText(t.spent, { exact: true }).waitFor();
      await today.getByText(t.spentHint).waitFor();
      const asked = model.questions();
      await plant.ask('= how is the load doing');
      expect(model.questions()).toBe(asked);
      await send('patch', '/settings/ai.tokensPerDay', { value: 10_000_000 });
      expect(problems).toEqual([]);
    },
    90_000,
  );
});

/** An OpenAI-compatible server that always says the same, for 100 tokens read and 20 written. */
async function startModel(content: string): Promise<{ url: string; questions(): number }> {
  let questions = 0;
  const http = createServer((request, response) => {
    request.resume().on('end', () => {
      questions += 1;
      const choice = { index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' };
      const usage = { prompt_tokens: 100, completion_tokens: 20, total_tokens: 120 };
      response.writeHead(200, { 'content-type': 'application/json' }).end(
        JSON.stringify({
          id: 'x',
          object: 'chat.completion',
          created: 1,
          model: 'small',
          choices: [choice],
          usage,
        }),
      );
    });
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void http.close());
  const { port } = http.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/v1`, questions: () => questions };
}
