import { expect, test } from 'vitest';
import { linked, open, server } from '../../../tests/support/linked-whatsapp-web.ts';

const BUDI = '+6281200000001';
const GROUP = '120363000000000001@g.us';
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

function fileOf(bytes: Uint8Array, mimeType: string, fileName: string) {
  return { mimeType, fileName, sizeBytes: bytes.length, read: async () => bytes };
}

test('text, picture, document, reaction and quote go out, and it is told what became of them', async () => {
  const line = await linked();
  await server.write({ from: BUDI, text: 'hello' });
  const asked = await line.message('hello');
  const replyTo = { id: asked.id, sender: BUDI, text: 'hello' };
  const sent = await line.send(BUDI, { kind: 'text', text: 'FIC101.PV is 12.3' }, { replyTo });
  await line.send(BUDI, {
    kind: 'picture',
    file: fileOf(PNG, 'image/png', 'a.png'),
    caption: 'trend',
  });
  const csv = Buffer.from('a,b\n1,2\n');
  await line.send(BUDI, { kind: 'document', file: fileOf(csv, 'text/csv', 'a.csv'), caption: '' });
  await line.send(BUDI, { kind: 'reaction', to: asked.id, emoji: '👍' });

  const [text, picture, document, reaction] = await server.waitForReceived({ to: BUDI, count: 4 });
  expect(text).toMatchObject({ text: 'FIC101.PV is 12.3', id: sent.providerId });
  expect(text?.quotes).toBe(asked.id.split('/').at(-1));
  expect(picture).toMatchObject({ kind: 'picture', text: 'trend' });
  expect(picture?.file?.base64).toBe(PNG.toString('base64'));
  expect(document?.file).toMatchObject({ fileName: 'a.csv', base64: csv.toString('base64') });
  expect(reaction).toMatchObject({ kind: 'reaction', reaction: { emoji: '👍' } });
  await line.until(() =>
    line.reports.some(({ key, state }) => key === '1.0' && state === 'delivered'),
  );
  await line.until(() => line.reports.some(({ key, state }) => key === '1.0' && state === 'read'));
});

test('a message that was taken is marked as read, and the answer as being typed', async () => {
  const line = await linked();
  await server.write({ from: BUDI, text: 'hello' });
  const asked = await line.message('hello');
  await line.transport.acknowledge?.(asked);
  const state = await server.state();
  expect(state.read).toEqual([asked.id.split('/').at(-1)]);
});

test('who is known by a LID alone is answered there', async () => {
  const line = await linked();
  await server.describePerson(BUDI, { hidesPhone: true, lid: '222' });
  await server.write({ from: BUDI, text: 'hidden', viaLid: true });
  expect(await line.message('hidden')).toMatchObject({ chat: '222@lid', sender: '222@lid' });
  await line.send('222@lid', { kind: 'text', text: 'answer' });
  await server.waitForReceived({ to: BUDI });
});

test('in a group it is meant when it is mentioned by phone or LID, and answered there', async () => {
  const line = await linked();
  await server.describeGroup({ id: GROUP, members: [BUDI, '+6281200000002'] });
  await server.write({ from: BUDI, group: GROUP, text: 'among us' });
  await server.write({ from: BUDI, group: GROUP, text: 'one', mentions: 'phone' });
  await server.write({ from: BUDI, group: GROUP, text: 'two', mentions: 'lid' });
  const twoMeant = await line.message('@100000000000001 two');
  expect(twoMeant).toMatchObject({ chat: GROUP, sender: BUDI, mentionsBot: true });
  expect(await line.message('@6281100000001 one')).toMatchObject({ mentionsBot: true });
  expect(await line.message('among us')).toMatchObject({ mentionsBot: false });
  await line.send(GROUP, { kind: 'text', text: 'to all' });
  await server.waitForReceived({ chat: GROUP, count: 2 });
  expect((await server.counters()).badMacs).toBe(0);
});

test('what was written while it was away comes, once', async () => {
  const line = await linked();
  await line.transport.close();
  await server.write({ from: BUDI, text: 'while away' });
  await server.setFaults({ losesConfirmations: true });
  const second = await open();
  await second.message('while away');
  await second.transport.close();

  await server.setFaults({ losesConfirmations: false });
  const third = await open();
  await third.ready();
  await server.write({ from: BUDI, text: 'after' });
  await third.message('after');
  expect(third.messages.map(({ text }) => text)).toEqual(['after']);
  expect(await server.counters()).toMatchObject({ retriesAsked: 0, nacked: [] });
});

test('its own messages, the status and channels are left out, and an unreadable message is asked for again', async () => {
  const line = await linked();
  await server.writeFromPhone(BUDI, 'own');
  await server.writeStatus(BUDI, 'status');
  await server.writeNewsletter('news');
  await server.write({ from: BUDI, text: 'broken first', isBroken: true });
  await line.message('broken first');
  await server.write({ from: BUDI, text: 'last' });
  await line.message('last');
  expect(line.messages.map(({ text }) => text)).toEqual(['broken first', 'last']);
});

test('a phone that could not read an answer gets it again', async () => {
  const line = await linked();
  const { providerId } = await line.send(BUDI, { kind: 'text', text: 'once more' });
  await line.transport.close();
  const next = await open();
  await next.ready();
  const before = (await server.counters()).messages;
  await server.askAgain(BUDI, providerId);
  await expect.poll(async () => (await server.counters()).messages).toBeGreaterThan(before);
  expect((await server.counters()).badMacs).toBe(0);
});

test('the same part twice is one message, and a number without WhatsApp is refused', async () => {
  const line = await linked();
  const first = await line.send(BUDI, { kind: 'text', text: 'same' }, { key: '9.0' });
  const again = await line.send(
    BUDI,
    { kind: 'text', text: 'same' },
    { key: '9.0', isInDoubt: true },
  );
  expect(again).toEqual(first);
  expect(await server.counters()).toMatchObject({ delivered: 1, duplicates: 1 });
  await server.describePerson('+6281200000009', { isAbsent: true });
  await expect(line.send('+6281200000009', { kind: 'text', text: 'x' })).rejects.toMatchObject({
    code: 'whatsapp_web.no_such_number',
  });
});

test('a restricted number waits before it begins another chat', async () => {
  const line = await linked();
  await server.setFaults({ nacks: 1, nackCode: 463 });
  const refused = { code: 'whatsapp_web.restricted', details: { scope: 'chat' } };
  await expect(line.send(BUDI, { kind: 'text', text: 'x' })).rejects.toMatchObject(refused);
  await expect(line.send('+6281200000002', { kind: 'text', text: 'x' })).rejects.toMatchObject(
    refused,
  );
  await line.until(() => line.transport.status().reason === 'restricted');
  expect((await server.counters()).messages).toBe(1);
});

test('a process that is killed in the middle of traffic loses nothing and tells nothing twice', async () => {
  const line = await linked();
  const texts = Array.from({ length: 30 }, (_, index) => `question ${index}`);
  const answered: Promise<unknown>[] = [];
  for (const [index, text] of texts.entries()) {
    await server.write({ from: `+628120000010${index % 4}`, text });
    answered.push(line.send(BUDI, { kind: 'text', text }).catch(() => undefined));
    if (index % 10 === 5) {
      const pid = line.transport.pid();
      if (pid !== undefined) process.kill(pid, 'SIGKILL');
    }
  }
  await line.until(() => new Set(line.messages.map(({ id }) => id)).size === texts.length);
  await Promise.all(answered);
  await line.ready();
  await line.send(BUDI, { kind: 'text', text: 'after all' });
  const { badMacs, nacked, retriesAsked } = await server.counters();
  expect({ badMacs, nacked, retriesAsked }).toEqual({ badMacs: 0, nacked: [], retriesAsked: 0 });
}, 40_000);

test('what the network counts as delivered is not lost when the process is killed before it was kept', async () => {
  const line = await linked();
  // Somebody's very first message is worked on for longer, and may be overtaken.
  await server.write({ from: BUDI, text: 'hello' });
  await line.message('hello');
  line.hold();
  await server.write({ from: BUDI, text: 'precious' });
  await server.write({ from: BUDI, text: 'second' });
  await line.held();
  await expect.poll(async () => (await server.state()).queued).toBe(0);
  process.kill(line.transport.pid() ?? 0, 'SIGKILL');
  await line.until(() => line.transport.status().reason === 'restarting');
  line.release();
  await line.message('precious');
  await line.message('second');
  expect(line.messages.map(({ text }) => text)).toEqual(['hello', 'precious', 'second']);
  expect((await server.counters()).redelivered).toBe(0);
});

test('a message under an older session, which comes after a new one was begun, spoils nothing', async () => {
  const line = await linked();
  await server.write({ from: BUDI, text: 'hello' });
  await line.message('hello');
  await line.send(BUDI, { kind: 'text', text: 'first' }, { key: '1.0' });
  await server.waitForReceived({ to: BUDI });
  await server.write({ from: BUDI, text: 'thanks' });
  await line.message('thanks');
  await line.transport.close();

  await server.setFaults({ isDeaf: true });
  await server.write({ from: BUDI, text: 'under the older session' });
  const next = await open();
  await next.ready();
  // A new process begins new sessions.
  await next.send(BUDI, { kind: 'text', text: 'second' }, { key: '2.0' });
  await server.setFaults({ isDeaf: false });
  await next.message('under the older session');
  await next.send(BUDI, { kind: 'text', text: 'third' }, { key: '3.0' });
  expect(await server.counters()).toMatchObject({ badMacs: 0, retriesAsked: 0 });
  await server.waitForReceived({ to: BUDI, count: 3 });
});

test('a server that takes the connection and never lets it in is left for a new one', async () => {
  const line = await linked({}, { openWithinMs: 3_000 });
  await server.setFaults({ isSilent: true });
  await server.disconnect('drop');
  await line.until(() => line.logged.some((text) => text.includes('"code":408')));
  await server.setFaults({ isSilent: false });
  await line.ready();
});
