import { personIdAddress, phoneAddress } from '../addresses.ts';
import { readGraphError } from '../graph/graph-error.ts';
import type { GraphError } from '../graph/graph-error.ts';
import { toMessageEvent } from './to-message-event.ts';
import type { MessageEvent } from './to-message-event.ts';
import { Change, Contact, Entry, Envelope, Message, Status } from './webhook-shapes.ts';

export type StatusEvent = {
  readonly kind: 'status';
  readonly wamid: string;
  readonly state: Status['status'];
  readonly at: Date;
  /** What the message was sent with, where it comes back. */
  readonly key: string | undefined;
  /** Who it went to, as the network names it. */
  readonly recipient: string | undefined;
  readonly charge?: { readonly category: string; readonly isBillable: boolean };
  readonly error?: GraphError;
};

export type WebhookEvent =
  | MessageEvent
  | StatusEvent
  | { readonly kind: 'trouble'; readonly error: GraphError };

export type ReadWebhook = {
  readonly events: readonly WebhookEvent[];
  /** Parts that are not understood, or are of another number. */
  readonly skipped: number;
};

/** Reads a webhook of the network, however odd it is: never throws. */
export function readWebhook(body: Uint8Array, phoneNumberId: string, now: Date): ReadWebhook {
  const events: WebhookEvent[] = [];
  let skipped = 0;
  const keep = (event: WebhookEvent | undefined): void => {
    if (event) events.push(event);
    else skipped += 1;
  };
  const envelope = Envelope.safeParse(parsed(body)).data;
  if (!envelope) return { events, skipped: 1 };
  for (const change of envelope.entry.flatMap(changesOf)) {
    const read = Change.safeParse(change).data;
    if (read?.field !== 'messages' || read.value.metadata.phone_number_id !== phoneNumberId) {
      skipped += 1;
      continue;
    }
    const { contacts, messages, statuses, errors } = read.value;
    const people = contacts.flatMap((contact) => Contact.safeParse(contact).data ?? []);
    for (const message of messages) {
      const known = Message.safeParse(message).data;
      keep(known && toMessageEvent(known, people, now));
    }
    for (const status of statuses) {
      const known = Status.safeParse(status).data;
      keep(known && toStatusEvent(known, now));
    }
    for (const error of errors) keep({ kind: 'trouble', error: readGraphError(error) });
  }
  return { events, skipped };
}

function toStatusEvent(status: Status, now: Date): StatusEvent {
  const { pricing } = status;
  return {
    kind: 'status',
    wamid: status.id,
    state: status.status,
    at: status.timestamp === undefined ? now : new Date(status.timestamp * 1_000),
    key: status.biz_opaque_callback_data,
    recipient: phoneAddress(status.recipient_id) ?? personIdAddress(status.recipient_user_id),
    ...(pricing && { charge: { category: pricing.category, isBillable: pricing.billable } }),
    ...(status.status === 'failed' && { error: readGraphError(status.errors[0]) }),
  };
}

function changesOf(entry: unknown): readonly unknown[] {
  return Entry.safeParse(entry).data?.changes ?? [];
}

function parsed(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8'));
  } catch {
    return undefined;
  }
}
