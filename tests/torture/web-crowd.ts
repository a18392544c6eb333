import { setTimeout as sleep } from 'node:timers/promises';
import type { Received, WhatsappWeb } from '../../simulators/whatsapp-web/index.ts';
import type { ServeProcess } from '../support/serve-process.ts';
import type { Arrival, Asked, Crowd } from './crowd.ts';
import { questionText } from './questions.ts';
import { isWholePng } from './read-picture-faults.ts';

const GROUP = '120363000000000077@g.us';
const PHONE = '+6281230000001';
const BY_LID = '+6281230000002';
const HIDDEN = '+6281230000003';
const MEMBERS = ['+6281230000004', '+6281230000005'] as const;
const ASK_EVERY_MS = 700;
const LINK_WITHIN_MS = 60_000;
/** As fast as it may be: the torture is of what is lost, not of patience. */
const CONFIG = { perChatSeconds: 0, burst: 50, perMinute: 600, selfProbeMinutes: 0 };

/** People on WhatsApp Web's wire: by phone, by LID, with the phone hidden, and in a group that mentions the bot. */
export function webCrowd(web: WhatsappWeb): Crowd {
  const accepted: Asked[] = [];
  let count = 0;

  async function ask(from: string, more: { group?: string; viaLid?: boolean }): Promise<void> {
    count += 1;
    const { id } = await web.write({
      from,
      text: questionText(count),
      ...more,
      ...(more.group !== undefined && { mentions: count % 2 === 0 ? 'phone' : 'lid' }),
      ...(count % 9 === 0 && { twice: 'same' }),
    });
    accepted.push({ id, to: more.group ?? from });
  }

  return {
    transport: 'whatsapp-web',
    async link(server) {
      await web.describePerson(HIDDEN, { hidesPhone: true, username: 'hidden.person' });
      await web.describeGroup({ id: GROUP, subject: 'Shift A', members: [...MEMBERS] });
      await change(server, 'PATCH', '/transports/whatsapp-web', { config: CONFIG });
      await change(server, 'POST', '/whatsapp/connect', {});
      const qr = await poll(async () => (await read<{ qr: string | null }>(server, 'qr')).qr);
      await web.scanQr(qr);
      await poll(async () => {
        const { isReady } = await read<{ isReady: boolean }>(server, 'status');
        return isReady || null;
      });
    },
    async askUntil(signal) {
      const people = [
        { from: PHONE },
        { from: BY_LID, viaLid: true },
        { from: HIDDEN, viaLid: true },
        ...MEMBERS.map((from) => ({ from, group: GROUP })),
      ];
      await Promise.all(
        people.map(async ({ from, ...more }) => {
          while (!signal.aborted) {
            await ask(from, more);
            await sleep(ASK_EVERY_MS, undefined, { signal }).catch(() => undefined);
          }
        }),
      );
    },
    accepted: () => accepted,
    isHandedOver: async () => (await web.state()).queued === 0,
    async arrivals() {
      const received = await web.received();
      return (
        received
          // Every member of a group gets the same message.
          .filter(({ to, chat }) => !chat.endsWith('@g.us') || to === MEMBERS[0])
          .map(({ id, kind, file, to, chat, at }) => ({
            id,
            kind: kindOf(kind, file),
            to: chat.endsWith('@g.us') ? chat : to,
            at: new Date(at),
          }))
      );
    },
    hiddenRepeats: async () => (await web.counters()).duplicates,
    async badMacs() {
      const { failures, nacked } = await web.counters();
      return [...failures, ...nacked.map((message) => `${message} was asked and was refused`)];
    },
  };
}

function kindOf(kind: Received['kind'], file: Received['file']): Arrival['kind'] {
  if (kind === 'text') return 'text';
  const bytes = Buffer.from(file?.base64 ?? '', 'base64');
  return kind === 'picture' && isWholePng(bytes) ? 'picture' : 'broken';
}

async function read<Body>(server: ServeProcess, what: string): Promise<Body> {
  return (await (await server.call('GET', `/whatsapp/${what}`)).json()) as Body;
}

async function change(server: ServeProcess, method: string, path: string, body: object) {
  const response = await server.call(method, path, body);
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
}

async function poll<Value>(ask: () => Promise<Value | null>): Promise<Value> {
  const endsAt = Date.now() + LINK_WITHIN_MS;
  for (;;) {
    const value = await ask();
    if (value !== null) return value;
    if (Date.now() > endsAt) throw new Error('WhatsApp was not linked in time.');
    await sleep(100);
  }
}
