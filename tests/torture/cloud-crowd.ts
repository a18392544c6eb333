import { setTimeout as sleep } from 'node:timers/promises';
import type { WhatsappCloud } from '../../simulators/whatsapp-cloud/index.ts';
import { CLOUD_CONFIG } from '../support/cloud-webhook.ts';
import type { Arrival, Asked, Crowd } from './crowd.ts';
import { questionText } from './questions.ts';

/** Many, since the network lets one person be written to once in six seconds only. */
const PEOPLE = [
  ...Array.from({ length: 30 }, (_, index) => `62812400000${String(index).padStart(2, '0')}`),
  ...Array.from({ length: 6 }, (_, index) => `ID.13491208655302741${index}`),
];
const ASK_EVERY_MS = 170;
const ANSWERS_AFTER_MS = 150;
/** The network takes no picture that was not uploaded to it. */
const KINDS: Readonly<Record<string, Arrival['kind']>> = {
  text: 'text',
  interactive: 'text',
  image: 'picture',
};
/** As fast as the network allows: the torture is of what is lost, not of patience. */
const CONFIG = {
  ...CLOUD_CONFIG,
  chatBurst: 45,
  chatEverySeconds: 6,
  totalBurst: 20,
  totalPerSecond: 40,
  statusWaitSeconds: 2,
};

/** People on the Business Cloud API's wire: by phone, with the phone hidden, by words and by buttons. */
export function cloudCrowd(cloud: WhatsappCloud, webhookUrl: string): Crowd {
  const accepted: Asked[] = [];
  const tapped = new Set<string>();
  let count = 0;

  /** Taps the first answer that was offered and not tapped yet; false when there is none. */
  async function tap(from: string): Promise<boolean> {
    const offered = (await cloud.received(from)).findLast(({ type }) => type === 'interactive');
    if (!offered || tapped.has(offered.id)) return false;
    tapped.add(offered.id);
    const choice = /"id":"([^"]+)"/.exec(JSON.stringify(offered.request['interactive']))?.[1];
    if (choice === undefined) return false;
    const { id } = await cloud.tap(from, offered.id, choice);
    accepted.push({ id, to: from });
    return true;
  }

  return {
    transport: 'whatsapp-cloud',
    async link(server) {
      const body = { config: CONFIG, active: true };
      const response = await server.call('PATCH', '/transports/whatsapp-cloud', body);
      if (!response.ok) throw new Error(`It was not set up: ${await response.text()}`);
      await cloud.setWebhook(webhookUrl);
      // As far away as the real one, so that some kills fall between a message that was taken and its answer.
      await cloud.setFaults({ slowMs: ANSWERS_AFTER_MS });
    },
    async askUntil(signal) {
      while (!signal.aborted) {
        count += 1;
        const from = PEOPLE[count % PEOPLE.length] ?? '';
        if (!(await tap(from))) {
          const { id } = await cloud.write({ from, text: questionText(count) });
          accepted.push({ id, to: from });
        }
        await sleep(ASK_EVERY_MS, undefined, { signal }).catch(() => undefined);
      }
    },
    accepted: () => accepted,
    isHandedOver: async () => (await cloud.counters()).eventsWaiting === 0,
    async arrivals() {
      const received = await cloud.received();
      return received.map(({ id, key, type, to, at }) => ({
        id,
        key: key ?? undefined,
        kind: KINDS[type] ?? 'broken',
        to,
        at: new Date(at),
      }));
    },
    hiddenRepeats: async () => 0,
    badMacs: async () => [],
  };
}
