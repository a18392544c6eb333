import { execFile } from 'node:child_process';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startPiWebApi } from '../../simulators/pi-web-api/index.ts';
import type { WhatsappCode } from '../../src/transports/whatsapp.schema.ts';
import { shellTexts } from '../../web/texts/shell.ts';
import { whatsappTexts } from '../../web/texts/whatsapp.ts';
import { CHROMIUM, findBarriers, launchBrowser, openPage } from '../support/browser.ts';
import { prepareServeStore, startServe, type ServeProcess } from '../support/serve-process.ts';
import { storePlace } from '../support/store-place.ts';
import { ADMIN, logInOn } from '../support/walk.ts';
import { startWhatsappWebWire } from '../support/whatsapp-web-wire.ts';

const SCREEN = { viewport: { width: 1280, height: 1000 } };
const PHONE_SCREEN = { width: 360, height: 740 };
/** Evaluated in the page: this file knows no document. */
const OVERFLOW = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
const ASKER = '+6281200000001';
const LINK_WITHIN_MS = 30_000;
const t = whatsappTexts.en;

describe.skipIf(CHROMIUM === undefined)('linking WhatsApp (needs Chromium)', () => {
  let browser: Browser;
  let running: Awaited<ReturnType<typeof start>>;
  beforeAll(async () => {
    browser = await launchBrowser();
    running = await start();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await running?.stop();
  }, 30_000);

  test('a phone is linked by the QR code on the page, and answered; then the link is ended', async () => {
    const { page, problems } = await openWhatsapp(browser, running.server);
    const device = page.getByRole('region', { name: t.deviceTitle });
    await device.getByText(t['phase.notLinked'], { exact: true }).waitFor();
    await device.getByText(t.deviceNotice).waitFor();
    await device.getByRole('button', { name: t.linkByQr }).click();
    await device.getByRole('img', { name: t.qrLabel }).waitFor();
    await device
      .getByRole('timer')
      .getByText(/\d+ more second/)
      .waitFor();
    await expectUsable(page);
    await running.web.scanQr((await codeOf(page)).qr ?? 'no picture');
    await isLinked(device);
    await expectUsable(page);

    await running.web.write({ from: ASKER, text: 'u1 load' });
    const [reply] = await running.web.waitForReceived({ to: ASKER });
    expect(reply?.text).toMatch(/\*u1 load\*[^]* MW/);

    await device.getByRole('button', { name: t.unlink }).click();
    await page.getByRole('dialog').getByRole('button', { name: t.unlink }).click();
    await device.getByText(t['phase.notLinked'], { exact: true }).waitFor();
    expect((await running.web.state()).isPaired).toBe(false);
    expect(problems).toEqual([]);
  }, 90_000);

  test('linking can be stopped, and a phone is linked by a code that is typed into it', async () => {
    const { page, problems } = await openWhatsapp(browser, running.server);
    const device = page.getByRole('region', { name: t.deviceTitle });
    await device.getByRole('button', { name: t.linkByQr }).click();
    await device.getByRole('img', { name: t.qrLabel }).waitFor();
    await device.getByRole('button', { name: t.stopLinking }).click();
    await device.getByText(t['phase.notLinked'], { exact: true }).waitFor();

    const { phone: digits } = await running.web.state();
    const phone = `+${digits.replace('+', '')}`;
    await device.getByRole('button', { name: t.linkByPhone }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: t.phoneField }).fill('0812');
    await dialog.getByRole('button', { name: t.showCode }).click();
    await dialog.getByText(t.phoneWrong).waitFor();
    await expectUsable(page);
    await dialog.getByRole('textbox', { name: t.phoneField }).fill(phone);
    await dialog.getByRole('button', { name: t.showCode }).click();
    const shown = device.getByRole('status', { name: t.pairingCode });
    await shown.waitFor();
    const code = (await shown.textContent()) ?? '';
    expect(code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    await page.setViewportSize(PHONE_SCREEN);
    await expectUsable(page);
    await running.web.enterCode(code.replace('-', ''));
    await isLinked(device);
    await device.getByText(phone).waitFor();
    expect(problems).toEqual([]);
  }, 90_000);

  test('a phone that throws the device out is told on the page, with what to do', async () => {
    const { page, problems } = await openWhatsapp(browser, running.server);
    const device = page.getByRole('region', { name: t.deviceTitle });
    await isLinked(device);
    await running.web.unlink();
    await device.getByText(/The phone ended the link/).waitFor({ timeout: LINK_WITHIN_MS });
    await device.getByRole('button', { name: t.linkByQr }).waitFor();
    await expectUsable(page);
    expect(problems).toEqual([]);
  }, 60_000);

  test('plantline link shows the code on the terminal and ends when a phone took it', async () => {
    const seen = Promise.withResolvers<string>();
    const ended = new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
      const args = ['bin/plantline.js', 'link', '--json'];
      const child = execFile(process.execPath, args, { env: running.env }, (error, out, err) =>
        resolve({ code: error ? Number(error.code ?? -1) : 0, stdout: out, stderr: err }),
      );
      child.stdout?.on('data', (text: string) => seen.resolve(text));
    });
    const first = JSON.parse((await seen.promise).split('\n')[0] ?? '') as WhatsappCode;
    await running.web.scanQr(first.qr ?? 'no picture');
    const { code, stdout, stderr } = await ended;
    expect({ code, last: stdout.trimEnd().split('\n').at(-1) }).toEqual({
      code: 0,
      last: expect.stringContaining('"linked":true'),
    });
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  }, 60_000);
});

/** `plantline serve` on a WhatsApp of this machine, with the demo's triggers. */
async function start() {
  const plant = await startPiWebApi({ port: 0 });
  const { server: web, env: wire } = await startWhatsappWebWire();
  const place = await storePlace('sqlite');
  const store = await prepareServeStore(place, plant.url, {
    ...wire,
    PLANTLINE_ADMIN_USERNAME: ADMIN.username,
    PLANTLINE_ADMIN_PASSWORD: ADMIN.password,
  });
  const server = await startServe(store);
  return {
    web,
    server,
    /** For commands that talk to it. */
    env: {
      PATH: process.env['PATH'],
      PLANTLINE_DATA_DIR: place.dataDir,
      PLANTLINE_PORT: new URL(server.address).port,
    },
    async stop() {
      await server.terminate();
      await web.close();
      await plant.close();
      await place.drop();
    },
  };
}

async function openWhatsapp(browser: Browser, { address }: ServeProcess) {
  const opened = await openPage(browser, SCREEN);
  await logInOn(opened.page, address);
  const navigation = opened.page.getByRole('navigation').first();
  await navigation.getByRole('link', { name: shellTexts.en.whatsapp }).click();
  return opened;
}

type Device = ReturnType<Page['getByRole']>;

async function isLinked(device: Device): Promise<void> {
  await device.getByText(t['phase.ready'], { exact: true }).waitFor({ timeout: LINK_WITHIN_MS });
}

/** What the picture on the page says: the same session asks for it. */
async function codeOf(page: Page): Promise<WhatsappCode> {
  const answer = await page.request.get(new URL('/api/v1/whatsapp/qr', page.url()).href);
  return (await answer.json()) as WhatsappCode;
}

/** By keyboard, with a screen reader, with weak eyes, and without scrolling sideways. */
async function expectUsable(page: Page): Promise<void> {
  expect(await findBarriers(page)).toEqual([]);
  expect(await page.evaluate(OVERFLOW)).toBe(0);
}
