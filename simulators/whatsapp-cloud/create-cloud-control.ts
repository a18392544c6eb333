import { once } from 'node:events';
import { type CloudWorld, nextWamid } from './cloud-world.ts';
import { tell, toIncoming, toStatus } from './tell.ts';
import type { CloudMessage, WhatsappCloud } from './whatsapp-cloud-control.ts';

export function createCloudControl(world: CloudWorld): WhatsappCloud {
  const select = (to?: string): readonly CloudMessage[] =>
    world.messages.filter((message) => to === undefined || message.to === to);

  const control: WhatsappCloud = {
    async setWebhook(url) {
      world.webhookUrl = url;
    },
    async confirmWebhook() {
      const challenge = '1158201444';
      const query = new URLSearchParams({
        'hub.mode': 'subscribe',
        'hub.verify_token': world.options.verifyToken,
        'hub.challenge': challenge,
      });
      const response = await fetch(`${world.webhookUrl}?${query.toString()}`);
      return response.status === 200 && (await response.text()) === challenge;
    },
    async write({ from, text = '', message, id = nextWamid(world), name = 'Kim', sentAt }) {
      const at = sentAt === undefined ? world.options.now() : new Date(sentAt);
      world.wroteAt.set(from, Math.max(at.getTime(), world.wroteAt.get(from) ?? 0));
      world.known.add(id);
      const timestamp = String(Math.floor(at.getTime() / 1_000));
      const content = message ?? { type: 'text', text: { body: text } };
      tell(world, toIncoming(world, from, { id, timestamp, ...content }, name));
      return { id };
    },
    async tap(from, messageId, choiceId) {
      const sent = world.messages.find(({ id }) => id === messageId);
      const choice = choicesOf(sent).find(({ id }) => id === choiceId);
      if (!choice) throw new Error(`${messageId} offers no ${choiceId}.`);
      const interactive = choice.isRow
        ? { type: 'list_reply', list_reply: { id: choice.id, title: choice.title } }
        : { type: 'button_reply', button_reply: { id: choice.id, title: choice.title } };
      const context = { from: '15550000001', id: messageId };
      return await control.write({ from, message: { type: 'interactive', interactive, context } });
    },
    async read(messageId) {
      const message = world.messages.find(({ id }) => id === messageId);
      if (message) tell(world, toStatus(world, message, 'read'));
    },
    async sendEvent(value) {
      tell(world, value);
    },
    async setAbsent(number) {
      world.absent.add(number);
    },
    async addTemplate(template) {
      world.templates.push(template);
    },
    async closeWindow(number) {
      world.wroteAt.delete(number);
    },
    received: async (to) => select(to),
    async waitForReceived({ to, count = 1, timeoutMs = 10_000 }) {
      const signal = AbortSignal.timeout(timeoutMs);
      while (select(to).length < count) {
        await once(world.changes, 'change', { signal }).catch(() => {
          throw new Error(`Only ${select(to).length} of ${count} messages were received in time.`);
        });
      }
      return select(to);
    },
    async setFaults(faults) {
      world.faults = faults;
      world.faultsLeft = faults.times ?? Infinity;
    },
    async counters() {
      const { messages, duplicates, refused, reads, events } = world;
      return {
        accepted: messages.length,
        duplicates,
        refused: [...refused],
        eventsWaiting: events.waiting(),
        eventsTaken: events.taken(),
        reads,
      };
    },
  };
  return control;
}

interface Offered {
  readonly id: string;
  readonly title: string;
  readonly isRow: boolean;
}

function choicesOf(message: CloudMessage | undefined): readonly Offered[] {
  const action = (message?.request['interactive'] as { action?: ChoiceAction } | undefined)?.action;
  const buttons = (action?.buttons ?? []).map(({ reply }) => ({ ...reply, isRow: false }));
  const rows = (action?.sections ?? []).flatMap((section) => section.rows);
  return [...buttons, ...rows.map(({ id, title }) => ({ id, title, isRow: true }))];
}

interface ChoiceAction {
  readonly buttons?: readonly { readonly reply: { readonly id: string; readonly title: string } }[];
  readonly sections?: readonly {
    readonly rows: readonly { readonly id: string; readonly title: string }[];
  }[];
}
