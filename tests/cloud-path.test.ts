import { expect, test, vi } from 'vitest';
import { validateByMeta } from '../simulators/whatsapp-cloud/conformance/meta-schema.ts';
import type { CloudMessage } from '../simulators/whatsapp-cloud/index.ts';
import { SOON, startPlantlineOnCloud } from './support/plantline-on-cloud.ts';

const KIM = '6281200000001';
const SARI = '6281200000002';
const HIDDEN = 'ID.13491208655302741918';
/** One black point. */
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==',
  'base64',
);

/** Choices of a message, as they are seen and as they come back. */
function offeredIn({ request }: CloudMessage): readonly { id: string; title: string }[] {
  const { action } = request['interactive'] as {
    action: {
      buttons?: { reply: { id: string; title: string } }[];
      sections?: { rows: { id: string; title: string }[] }[];
    };
  };
  return [
    ...(action.buttons ?? []).map(({ reply }) => reply),
    ...(action.sections ?? []).flatMap(({ rows }) => rows),
  ];
}

/** Where Meta's schema is at hand, everything that was sent fits it. */
function expectMetaTakes(messages: readonly CloudMessage[]): void {
  for (const { type, request } of messages) {
    expect(validateByMeta(type, request) ?? [], JSON.stringify(request)).toEqual([]);
  }
}

test('a question is shown as read, answered, and the answer known as delivered and read', async () => {
  const { cloud, server, untilRow } = await startPlantlineOnCloud();
  expect(await cloud.confirmWebhook()).toBe(true);
  await cloud.write({ from: KIM, text: 'u1 load' });
  const [answer] = await cloud.waitForReceived({ to: KIM });
  expect(answer?.text).toMatch(/MW/u);
  await vi.waitFor(async () => expect((await cloud.counters()).reads).toBe(1), SOON);
  await cloud.read(answer?.id ?? '');
  const rowId = Number(answer?.key?.split('.')[0]);
  await untilRow(rowId, (row) => row.deliveredAt !== null && row.readAt !== null);
  expect((await cloud.counters()).refused).toEqual([]);
  expectMetaTakes(await cloud.received());
  const charges = JSON.stringify(await (await server.call('GET', '/whatsapp/status')).json());
  expect(charges).toContain('"service"');
});

test.each([
  ['u1 laod', 'button', 'u1 load', /MW/u],
  ['tag load', 'list', 'U1_LOAD_SP', /U1_LOAD_SP/u],
] as const)(
  '"%s" is answered by a %s, and what is tapped there is answered',
  async (question, type, label, answered) => {
    const { cloud } = await startPlantlineOnCloud();
    await cloud.write({ from: KIM, text: question });
    const [offer] = await cloud.waitForReceived({ to: KIM });
    if (!offer) throw new Error('Nothing was offered.');
    expect(offer.request).toMatchObject({ interactive: { type } });
    const choice = offeredIn(offer).find(({ title }) => title === label);
    await cloud.tap(KIM, offer.id, choice?.id ?? '');
    const [, answer] = await cloud.waitForReceived({ to: KIM, count: 2 });
    expect(answer?.text).toMatch(answered);
    expect(answer?.text).not.toMatch(/Which one|Did you mean/u);
    expectMetaTakes(await cloud.received());
  },
);

test('who hides the phone is answered by the id, and so is every message that comes twice or late: once', async () => {
  const { cloud } = await startPlantlineOnCloud();
  await cloud.setFaults({ repeatsEvents: true, reversesEvents: true });
  await cloud.write({ from: HIDDEN, text: 'u1 load' });
  const { id } = await cloud.write({ from: KIM, text: 'u1 load' });
  await cloud.waitForReceived({ to: HIDDEN });
  await cloud.waitForReceived({ to: KIM });
  await cloud.write({ from: KIM, text: 'u1 load', id });
  await cloud.write({ from: KIM, text: 'u2 load' });
  await vi.waitFor(async () => expect((await cloud.counters()).eventsWaiting).toBe(0), SOON);
  await cloud.waitForReceived({ to: KIM, count: 2 });
  expect((await cloud.received()).map(({ to }) => to).toSorted()).toEqual([KIM, KIM, HIDDEN]);
  expect((await cloud.received(HIDDEN))[0]?.request).toMatchObject({ recipient: HIDDEN });
  expect(await cloud.counters()).toMatchObject({ duplicates: 0, refused: [] });
  expectMetaTakes(await cloud.received());
});

test('pictures and documents go out with their text', async () => {
  const { cloud, upload, send } = await startPlantlineOnCloud();
  await cloud.write({ from: KIM, text: 'u1 load' });
  await cloud.waitForReceived({ to: KIM });
  const picture = await upload('trend.png', 'image/png', new Uint8Array(PICTURE));
  const table = await upload('u1.csv', 'text/csv', 'tag,value\nu1,612.4\n');
  await send(KIM, 'the trend', [picture]);
  await send(KIM, 'the table', [table]);
  const sent = (await cloud.waitForReceived({ to: KIM, count: 3 })).slice(1);
  const shown = sent.map(({ type, text }) => `${type}: ${text}`);
  expect(new Set(shown)).toEqual(new Set(['image: the trend', 'document: the table']));
  expectMetaTakes(sent);
});

const TEMPLATE = { templateName: 'plant_alarm', templateLanguage: 'id' };

test.each(['at_once', 'later'] as const)(
  'a closed window that is told %s: the template goes first, and the message when the person says yes',
  async (closedWindow) => {
    const { cloud, send, untilRow } = await startPlantlineOnCloud(TEMPLATE);
    await cloud.addTemplate({ name: 'plant_alarm', language: 'id', parameters: 1 });
    await cloud.write({ from: KIM, text: 'u1 load' });
    await cloud.waitForReceived({ to: KIM });
    await cloud.closeWindow(KIM);
    await cloud.setFaults({ closedWindow });
    const id = await send(KIM, 'valve 7\nis open');
    const [, template] = await cloud.waitForReceived({ to: KIM, count: 2, timeoutMs: 30_000 });
    expect(template).toMatchObject({ type: 'template', text: 'plant_alarm valve 7 · is open' });
    await untilRow(id, (row) => row.waitsForPerson);
    const context = { from: '15550000001', id: template?.id ?? '' };
    const button = { payload: 'Show me', text: 'Show me' };
    await cloud.write({ from: KIM, message: { type: 'button', button, context } });
    await untilRow(id, (row) => row.status === 'sent');
    // The yes itself gets no answer: what follows is the answer, and then that of the next question.
    await cloud.write({ from: KIM, text: 'u1 load' });
    const [details, next] = (await cloud.waitForReceived({ to: KIM, count: 4 })).slice(2);
    expect(details?.text).toContain('valve 7\nis open');
    expect(next?.text).toMatch(/MW/u);
    expectMetaTakes(await cloud.received());
  },
  60_000,
);

test('who is asked for less gets it later, and nobody else waits', async () => {
  const { cloud, send, untilRow } = await startPlantlineOnCloud();
  for (const from of [KIM, SARI]) await cloud.write({ from, text: 'u1 load' });
  for (const to of [KIM, SARI]) await cloud.waitForReceived({ to });
  await cloud.setFaults({ sendCode: 131056, times: 1 });
  const slow = await send(KIM, 'later');
  await untilRow(slow, ({ errorMessage }) => errorMessage !== null);
  const other = await send(SARI, 'at once');
  await untilRow(other, ({ status }) => status === 'sent');
  await untilRow(slow, ({ status }) => status === 'sent');
  const texts = (await cloud.received()).map(({ text }) => text);
  expect(texts.indexOf('at once')).toBeLessThan(texts.findIndex((text) => text.includes('later')));
}, 40_000);

test('an expired token stops everything and loses nothing; a test that passes goes on', async () => {
  const { cloud, server, send, row, status, untilRow } = await startPlantlineOnCloud();
  await cloud.write({ from: KIM, text: 'u1 load' });
  await cloud.waitForReceived({ to: KIM });
  await cloud.setFaults({ isTokenExpired: true });
  const id = await send(KIM, 'waits');
  await vi.waitFor(
    async () => expect(await status()).toMatchObject({ isReady: false, needsAdmin: true }),
    SOON,
  );
  expect(await row(id)).toMatchObject({ status: 'pending' });
  await cloud.setFaults({});
  const tried = await (await server.call('POST', '/transports/whatsapp-cloud/test')).json();
  expect(tried).toMatchObject({ status: 'success' });
  await untilRow(id, (now) => now.status === 'sent');
}, 40_000);

test('a number that is not on WhatsApp is given up at once, in words', async () => {
  const { cloud, send, untilRow } = await startPlantlineOnCloud();
  await cloud.write({ from: KIM, text: 'u1 load' });
  await cloud.waitForReceived({ to: KIM });
  await cloud.setAbsent(KIM);
  const failed = await untilRow(await send(KIM, 'x'), ({ status }) => status === 'failed');
  expect(failed.errorMessage).toMatch(/WhatsApp/u);
});

test('a message that WhatsApp took too slowly to say so is settled by its news, and is there once', async () => {
  const { cloud, send, untilRow } = await startPlantlineOnCloud();
  await cloud.write({ from: KIM, text: 'u1 load' });
  await cloud.waitForReceived({ to: KIM });
  await cloud.setFaults({ sends: 'late', times: 1 });
  await untilRow(await send(KIM, 'once'), ({ status }) => status === 'sent');
  expect(await cloud.counters()).toMatchObject({ accepted: 2, duplicates: 0 });
}, 60_000);

test('a message that WhatsApp took and never spoke of is not sent twice, and that is told', async () => {
  const { cloud, send, status, untilRow } = await startPlantlineOnCloud();
  await cloud.write({ from: KIM, text: 'u1 load' });
  await cloud.waitForReceived({ to: KIM });
  await cloud.setFaults({ sends: 'late', isSilent: true, times: 1 });
  const failed = await untilRow(await send(KIM, 'once'), (row) => row.status === 'failed');
  expect(failed.errorMessage).toContain('may have arrived');
  expect(await cloud.counters()).toMatchObject({ accepted: 2, duplicates: 0 });
  expect(JSON.stringify(await status())).toContain('1 may not have arrived');
}, 60_000);
