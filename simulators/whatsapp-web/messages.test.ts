import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type RunningWhatsappWeb, startWhatsappWeb } from './index.ts';
import { connectClient, linkClient, type TestClient } from './test-client.ts';

const ANI = '+6281200000001';
const BUDI = '+6281200000002';
const ANI_JID = '6281200000001@s.whatsapp.net';
const GROUP = '120363000000000001@g.us';
const LID_GROUP = '120363000000000002@g.us';

let server: RunningWhatsappWeb;
let client: TestClient & { auth: Awaited<ReturnType<typeof linkClient>>['auth'] };

beforeAll(async () => {
  server = await startWhatsappWeb();
  await server.describePerson(ANI, { name: 'Ani', lid: '222' });
  await server.describeGroup({ id: GROUP, members: [ANI, BUDI] });
  await server.describeGroup({ id: LID_GROUP, members: [ANI, BUDI], addressing: 'lid' });
  client = await linkClient(server);
});

afterAll(() => server.close());

async function arrives(id: string) {
  return vi.waitFor(() => {
    const found = client.messages.find(({ message }) => message.key.id === id);
    if (found?.message.message === undefined || found.message.message === null) {
      throw new Error(`${id} has not come`);
    }
    return found;
  }, 8000);
}

describe('what people write', () => {
  test('a private message comes live, with its sender by phone and by LID', async () => {
    const { id } = await server.write({ from: ANI, text: 'FIC101.PV now' });
    const { type, message } = await arrives(id);
    expect(type).toBe('notify');
    expect(message.message?.conversation).toBe('FIC101.PV now');
    expect(message.key).toMatchObject({ remoteJid: ANI_JID, remoteJidAlt: '222@lid' });
    expect(message.pushName).toBe('Ani');
  });

  test('a message under a LID still tells the phone, unless its owner hides it', async () => {
    const open = await arrives((await server.write({ from: ANI, text: 'x', viaLid: true })).id);
    expect(open.message.key).toMatchObject({ remoteJid: '222@lid', remoteJidAlt: ANI_JID });

    await server.describePerson('+6281200000003', {
      lid: '333',
      username: 'cici',
      hidesPhone: true,
    });
    const hidden = await arrives((await server.write({ from: '+6281200000003', text: 'y' })).id);
    expect(hidden.message.key.remoteJid).toBe('333@lid');
    expect(hidden.message.key.remoteJidAlt).toBeUndefined();
    expect(hidden.message.key.remoteJidUsername).toBe('cici');
  });

  test.each([
    [GROUP, ANI_JID, '222@lid', 'phone' as const, '6281100000001@s.whatsapp.net'],
    [LID_GROUP, '222@lid', ANI_JID, 'lid' as const, '100000000000001@lid'],
  ])('group %s speaks with one sender key', async (group, participant, alias, mentions, bot) => {
    const first = await server.write({ from: ANI, group, text: 'list', mentions });
    const { message } = await arrives(first.id);
    expect(message.key).toMatchObject({
      remoteJid: group,
      participant,
      participantAlt: alias,
    });
    expect(message.message?.extendedTextMessage?.contextInfo?.mentionedJid).toEqual([bot]);
    const second = await server.write({ from: ANI, group, text: 'again' });
    expect((await arrives(second.id)).message.message?.conversation).toBe('again');
  });

  test('own messages, a status and a newsletter come as what they are', async () => {
    const own = await arrives((await server.writeFromPhone(ANI, 'from my phone')).id);
    expect(own.message.key).toMatchObject({ fromMe: true, remoteJid: ANI_JID });
    expect(own.message.message?.conversation).toBe('from my phone');
    const status = await arrives((await server.writeStatus(ANI, 'sunny')).id);
    expect(status.message.key.remoteJid).toBe('status@broadcast');
    const news = await arrives((await server.writeNewsletter('news')).id);
    expect(news.message.key.remoteJid).toMatch(/@newsletter$/);
  });

  test('a message may come twice, as the same bytes or encrypted anew', async () => {
    const anew = await server.write({ from: ANI, text: 'twice', twice: 'anew' });
    await vi.waitFor(() =>
      expect(client.messages.filter(({ message }) => message.key.id === anew.id)).toHaveLength(2),
    );
    const same = await server.write({ from: ANI, text: 'twice', twice: 'same' });
    await arrives(same.id);
    await vi.waitFor(async () => expect((await server.state()).queued).toBe(0));
  });

  test.each([
    ['privately', undefined],
    ['to a group', GROUP],
  ])('what the device cannot decrypt, sent %s, it asks for and gets again', async (_, group) => {
    const before = (await server.counters()).retriesAsked;
    const { id } = await server.write({
      from: BUDI,
      text: 'broken on the way',
      isBroken: true,
      ...(group && { group }),
    });
    const { message } = await vi.waitFor(() => {
      const found = client.messages.findLast(({ message }) => message.key.id === id);
      if (!found?.message.message?.conversation) throw new Error('not yet');
      return found;
    }, 8000);
    expect(message.message?.conversation).toBe('broken on the way');
    expect((await server.counters()).retriesAsked).toBe(before + 1);
  });
});

describe('what the device sends', () => {
  test('a text is received, and told as delivered and read', async () => {
    const sent = await client.socket.sendMessage(ANI_JID, { text: 'FIC101.PV = 12.3 m3/h' });
    const [received] = await server.waitForReceived({ to: ANI });
    expect(received).toMatchObject({ text: 'FIC101.PV = 12.3 m3/h', id: sent?.key.id });
    await vi.waitFor(() => {
      const states = client.updates
        .filter(({ key }) => key.id === sent?.key.id)
        .map(({ update }) => update.status);
      // The client tells the last of what comes together.
      expect(states).toContain(4);
    });
  });

  test.each([
    [GROUP, 'phones'],
    [LID_GROUP, 'LIDs'],
  ])('a text to group %s of %s is received by every member', async (group) => {
    await client.socket.sendMessage(group, { text: 'report' });
    await client.socket.sendMessage(group, { text: 'and another' });
    const received = await server.waitForReceived({ chat: group, count: 4 });
    expect(received.map(({ to, text }) => [to, text])).toEqual([
      [ANI, 'report'],
      [BUDI, 'report'],
      [ANI, 'and another'],
      [BUDI, 'and another'],
    ]);
  });

  test('a picture is uploaded, and is on the phone as it was sent', async () => {
    const image = Buffer.from('not really a picture, and nobody looks');
    await client.socket.sendMessage('333@lid', {
      image,
      caption: 'trend',
      mimetype: 'image/png',
      jpegThumbnail: '',
    });
    const [received] = await server.waitForReceived({ chat: '333@lid' });
    expect(received).toMatchObject({ kind: 'picture', text: 'trend' });
    expect(Buffer.from(received?.file?.base64 ?? '', 'base64')).toEqual(image);
  });

  test('a message to the own number comes to the own phone', async () => {
    await client.socket.sendMessage('6281100000001@s.whatsapp.net', { text: 'do I hear' });
    const [received] = await server.waitForReceived({ to: '6281100000001' });
    expect(received?.text).toBe('do I hear');
  });

  test('the same id twice is shown once, and counted', async () => {
    const options = { messageId: 'SAME1' };
    await client.socket.sendMessage(ANI_JID, { text: 'once' }, options);
    await client.socket.sendMessage(ANI_JID, { text: 'once' }, options);
    await vi.waitFor(async () => expect((await server.counters()).duplicates).toBe(1));
    const shown = (await server.received({ to: ANI })).filter(({ id }) => id === 'SAME1');
    expect(shown).toHaveLength(1);
  });

  test('a phone that could not read a message is sent it again', async () => {
    await server.setFaults({ askAgain: 1 });
    const message = { conversation: 'once more' };
    client.sent.set('AGAIN1', message);
    await client.socket.relayMessage(ANI_JID, message, { messageId: 'AGAIN1' });
    await vi.waitFor(async () => {
      const texts = (await server.received({ to: ANI })).map(({ text }) => text);
      expect(texts).toContain('once more');
    });
  });

  test('a number that is not on WhatsApp is told as such', async () => {
    await server.describePerson('+6281299999999', { isAbsent: true });
    const found = await client.socket.onWhatsApp('6281299999999', '6281200000001');
    expect(found).toEqual([{ jid: ANI_JID, exists: true }]);
  });

  test('a refusal of a new chat comes as 463', async () => {
    await server.setFaults({ nacks: 1 });
    const sent = await client.socket.sendMessage(ANI_JID, { text: 'refused' });
    await vi.waitFor(() => {
      const update = client.updates.find(({ key }) => key.id === sent?.key.id)?.update;
      expect(update?.messageStubParameters?.[0]).toBe('463');
    });
  });

  test('typing and reading are seen', async () => {
    const { id } = await server.write({ from: ANI, text: 'seen?' });
    const { message } = await arrives(id);
    await client.socket.readMessages([message.key]);
    await client.socket.sendPresenceUpdate('composing', ANI_JID);
    await vi.waitFor(async () => {
      const { read, typing } = await server.state();
      expect(read).toContain(id);
      expect(typing).toEqual([ANI_JID]);
    });
  });

  test('nothing that was sent failed to decrypt', async () => {
    expect(await server.counters()).toMatchObject({ badMacs: 0, failures: [] });
  });
});

test('a connection that went deaf takes messages and tells nothing; the next one hears all', async () => {
  await server.goDeaf();
  const { id } = await server.write({ from: ANI, text: 'do you hear' });
  await client.socket.sendMessage(ANI_JID, { text: 'I speak' }, { messageId: 'DEAF1' });
  await vi.waitFor(async () => {
    expect((await server.received({ to: ANI })).at(-1)?.text).toBe('I speak');
  });
  expect(client.messages.some(({ message }) => message.key.id === id)).toBe(false);
  await client.socket.end(undefined);
  await client.closed;

  const next = connectClient(server, client.auth);
  await vi.waitFor(() => {
    expect(next.messages.map(({ message }) => message.key.id)).toContain(id);
  }, 8000);
  await vi.waitFor(async () => expect((await server.state()).queued).toBe(0));
});
