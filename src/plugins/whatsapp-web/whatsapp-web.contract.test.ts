import { expect, vi } from 'vitest';
import { transportContract } from '../../../tests/contracts/transport.contract.ts';
import type { TransportNetwork } from '../../../tests/contracts/transport-network.ts';
import { startTcpProxy } from '../../../tests/support/tcp-proxy.ts';
import { startWhatsappWebWire } from '../../../tests/support/whatsapp-web-wire.ts';
import { whatsappWeb } from './index.ts';

const PERSON = '+6281200000001';
const STRANGER = '+6289900000009';
const GROUP = '120363000000000009@g.us';
const ALL = 1_000_000;
const LINKED_WITHIN = { timeout: 15_000, interval: 50 };

/** WhatsApp Web's own wire, behind a cable that can be pulled. */
async function startWebNetwork(): Promise<TransportNetwork> {
  const { server, env } = await startWhatsappWebWire();
  const { hostname, port, pathname } = new URL(server.url);
  const wire = await startTcpProxy({ host: hostname, port: Number(port) });
  Object.assign(process.env, env);
  await server.describePerson(PERSON, { name: 'Sari' });
  await server.describePerson(STRANGER, { isAbsent: true });
  await server.describeGroup({ id: GROUP, subject: 'Shift A', members: [PERSON] });
  const said = new Map<string, string>();
  const write = async (order: Omit<Parameters<typeof server.write>[0], 'from'>) =>
    await server.write({ from: PERSON, ...order });

  return {
    config: { perChatSeconds: 0, burst: 50, perMinute: 600, selfProbeMinutes: 0 },
    serverUrl: `ws://${wire.host}:${wire.port}${pathname}`,
    person: PERSON,
    stranger: STRANGER,
    secrets: () => ['privKey', 'rootKey', 'chainKey'],
    async join({ linking, status }) {
      if ((await server.state()).isPaired) return;
      await vi.waitFor(() => expect(status().phase).toBe('off'), LINKED_WITHIN);
      await linking?.start(undefined);
      await vi.waitFor(() => expect(linking?.code().qr).toBeTruthy(), LINKED_WITHIN);
      await server.scanQr(linking?.code().qr ?? '');
    },
    async say(text) {
      const { id } = await write({ text });
      said.set(id, text);
      return id;
    },
    async repeat(id) {
      await write({ id, text: said.get(id) ?? '' });
    },
    async sendPicture(caption) {
      await write({ message: { imageMessage: { caption, mimetype: 'image/jpeg' } } });
    },
    async react(id, emoji) {
      const key = { remoteJid: `${PERSON.slice(1)}@s.whatsapp.net`, fromMe: false, id };
      await write({ message: { reactionMessage: { key, text: emoji ?? '' } } });
    },
    async sayInGroup(text, mentionsBot) {
      await write({ text, group: GROUP, ...(mentionsBot && { mentions: 'phone' }) });
    },
    async phone() {
      const received = await server.received({ to: PERSON });
      return received.map(({ id, kind, text, quotes, reaction, file }) => ({
        id,
        kind: kind === 'other' ? 'text' : kind,
        text: reaction?.emoji ?? text,
        about: reaction?.to ?? quotes,
        fileName: file?.fileName,
        bytes: file && Buffer.from(file.base64, 'base64'),
      }));
    },
    readAll: async () => {},
    repeats: async () => (await server.counters()).duplicates,
    unreadable: async () => (await server.counters()).failures,
    away: async () => await wire.refuse(true),
    silence: async () => await server.setFaults({ swallowAcks: ALL }),
    async back() {
      await wire.refuse(false);
      await server.setFaults({ swallowAcks: 0 });
    },
    async close() {
      for (const name of Object.keys(env)) delete process.env[name];
      await wire.close();
      await server.close();
    },
  };
}

transportContract({
  name: 'WhatsApp Web',
  plugin: whatsappWeb,
  start: startWebNetwork,
  // A linked device has no buttons: what is offered is read, and its number written.
  lacks: ['taps'],
});
