import { createHmac, timingSafeEqual } from 'node:crypto';
import type { AppError, TransportTools, Webhook } from '#sdk';
import type { Judge } from '../create-judge.ts';
import type { Flights } from '../sending/create-flights.ts';
import type { Notes } from '../sending/create-notes.ts';
import { TEMPLATE_MARK } from '../sending/create-send.ts';
import type { Windows } from '../sending/create-windows.ts';
import type { WhatsappCloudConfig } from '../whatsapp-cloud.schema.ts';
import { isSameSecret } from './is-same-secret.ts';
import { readWebhook } from './read-webhook.ts';
import type { StatusEvent, WebhookEvent } from './read-webhook.ts';

export type WebhookDeps = {
  readonly config: WhatsappCloudConfig;
  readonly tools: TransportTools;
  readonly judge: Judge;
  readonly windows: Windows;
  readonly notes: Notes;
  readonly flights: Flights;
};

const SIGNATURE = /^sha256=([0-9a-f]{64})$/;

/** What the network tells us: messages, and what became of ours. It comes at least once, in any order. */
export function createWebhook(deps: WebhookDeps): Webhook {
  const { config, tools, judge, windows, notes, flights } = deps;

  async function take(event: WebhookEvent): Promise<void> {
    switch (event.kind) {
      case 'message': {
        const { message } = event;
        const known = [message.sender, ...(message.senderAliases ?? [])];
        const former = (await Promise.all(known.map(notes.formerAddresses))).flat();
        const senderAliases = [...new Set([...known.slice(1), ...former])];
        await windows.wrote([...known, ...former], message.sentAt);
        await tools.onMessage(senderAliases.length === 0 ? message : { ...message, senderAliases });
        return;
      }
      case 'touch':
        return windows.wrote(event.addresses, event.at);
      case 'reaction':
        await windows.wrote(event.addresses, event.at);
        return takeReaction(event);
      case 'moved':
        tools.log.info({}, 'A person’s id at WhatsApp has changed; the new one is the same person');
        return notes.moved(event.from, event.to);
      case 'status':
        return takeStatus(event);
      case 'trouble':
        judge.judge(event.error, undefined);
    }
  }

  async function takeReaction(event: Extract<WebhookEvent, { kind: 'reaction' }>): Promise<void> {
    const { to: wamid, addresses, emoji, at } = event;
    const key = await notes.keyOf(wamid);
    if (key === undefined || key.startsWith(TEMPLATE_MARK)) return;
    const [sender, ...others] = addresses;
    const former = (await Promise.all(addresses.map(notes.formerAddresses))).flat();
    const senderAliases = [...new Set([...others, ...former])];
    await tools.onReaction({ key, sender, senderAliases, emoji, at });
  }

  async function takeStatus(event: StatusEvent): Promise<void> {
    const { wamid, state, at } = event;
    if (event.charge && !(await notes.wasCharged(wamid))) {
      await tools.onCharge({ ...event.charge, at });
      await notes.charged(wamid);
    }
    const key = event.key ?? (await notes.keyOf(wamid));
    if (key === undefined) return;
    if (state === 'failed') return takeFailure(event, key);
    const note = await notes.ofKey(key);
    if (!note) await notes.write(key, { wamid, ...to(event.recipient), hasFailed: false });
    flights.tell(key, { wamid });
    if (!key.startsWith(TEMPLATE_MARK)) {
      await tools.onDelivery({ key, state, at, providerId: wamid });
    }
  }

  async function takeFailure(
    { wamid, at, error, recipient }: StatusEvent,
    key: string,
  ): Promise<void> {
    const note = await notes.ofKey(key);
    // Told already, or about an earlier try: the present one is another message.
    if (note && (note.hasFailed || note.wamid !== wamid)) return;
    const isTemplate = key.startsWith(TEMPLATE_MARK);
    const chat = note?.chat ?? recipient;
    const failure: AppError = judge.judge(error ?? { code: undefined, isTransient: false }, chat);
    if (chat !== undefined && failure.code === 'whatsapp_cloud.window_closed') {
      await windows.close(chat, at);
    }
    if (chat !== undefined && isTemplate) await windows.forgetReminder(chat);
    // Who still waits for the answer hears of it there; the answer itself must not make it sent afterwards.
    const isHeard = flights.tell(key, { wamid, failure });
    if (!isHeard) {
      const row = isTemplate ? key.slice(TEMPLATE_MARK.length) : key;
      await tools.onDelivery({ key: row, state: 'failed', at, providerId: wamid, error: failure });
    }
    await notes.write(key, { wamid, ...to(chat), hasFailed: true });
  }

  return {
    confirm(query) {
      const isOurs =
        query['hub.mode'] === 'subscribe' &&
        isSameSecret(query['hub.verify_token'] ?? '', config.verifyToken);
      return isOurs ? query['hub.challenge'] : undefined;
    },
    isGenuine(header, body) {
      const [, signature] = SIGNATURE.exec(header('x-hub-signature-256') ?? '') ?? [];
      if (signature === undefined) return false;
      const expected = createHmac('sha256', config.appSecret).update(body).digest();
      return timingSafeEqual(Buffer.from(signature, 'hex'), expected);
    },
    async process(body) {
      const { events, skipped } = readWebhook(body, config.phoneNumberId, tools.clock());
      if (skipped > 0) tools.log.debug({ skipped }, 'Parts of a webhook were not for us');
      const problems: unknown[] = [];
      for (const event of events) {
        // One that cannot be kept now must not hold up the others; all of it comes once more, and the rest is known then.
        await take(event).catch((error: unknown) => problems.push(error));
      }
      if (problems.length > 0) throw problems[0];
    },
  };
}

function to(chat: string | undefined): { readonly chat?: string } {
  return chat === undefined ? {} : { chat };
}
