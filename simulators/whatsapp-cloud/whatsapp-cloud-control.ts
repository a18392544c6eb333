import type { CloudFaults, CloudTemplate } from './cloud-options.ts';

/** A message that the API took for somebody. */
export interface CloudMessage {
  readonly id: string;
  /** Digits, or the business-scoped user id. */
  readonly to: string;
  readonly type: string;
  /** What the phone shows as text: the body, the caption, or the template's name and texts. */
  readonly text: string;
  /** `biz_opaque_callback_data`. */
  readonly key: string | null;
  readonly at: string;
  /** The request as it came. */
  readonly request: Readonly<Record<string, unknown>>;
}

/** What a person does; `from` is digits, or a business-scoped user id such as `ID.123`. */
export interface CloudWriteOrder {
  readonly from: string;
  readonly text?: string;
  /** Another kind than text: its part of the message, such as `{ type: 'image', image: { … } }`. */
  readonly message?: Readonly<Record<string, unknown>> & { readonly type: string };
  readonly id?: string;
  readonly name?: string;
  readonly sentAt?: string;
}

export interface CloudCounters {
  readonly accepted: number;
  /** Accepted once more under the same callback data: two messages on the phone. */
  readonly duplicates: number;
  /** Refused by the rules of the API, with what was said. */
  readonly refused: readonly string[];
  /** Events that were not answered with 200 yet. */
  readonly eventsWaiting: number;
  readonly eventsTaken: number;
  readonly reads: number;
}

/** What tests do to the server, in the same process or, as JSON over HTTP, in another one. */
export interface WhatsappCloud {
  /** Where events go from now on. */
  setWebhook(url: string): Promise<void>;
  /** As Meta does when a webhook is saved. @returns whether it answered as it must */
  confirmWebhook(): Promise<boolean>;
  /** A person writes to the business: it opens the window, and is told to the webhook until that answers 200. */
  write(order: CloudWriteOrder): Promise<{ readonly id: string }>;
  /** A person taps a button or a row of a list that they were sent. */
  tap(from: string, messageId: string, choiceId: string): Promise<{ readonly id: string }>;
  /** A person reads a message. */
  read(messageId: string): Promise<void>;
  /** Sends an event of one's own making, signed. */
  sendEvent(value: Readonly<Record<string, unknown>>): Promise<void>;
  /** Who is not on WhatsApp. */
  setAbsent(number: string): Promise<void>;
  addTemplate(template: CloudTemplate): Promise<void>;
  /** As if nobody had written for a day. */
  closeWindow(number: string): Promise<void>;
  received(to?: string): Promise<readonly CloudMessage[]>;
  waitForReceived(wait: {
    readonly to?: string;
    readonly count?: number;
    readonly timeoutMs?: number;
  }): Promise<readonly CloudMessage[]>;
  setFaults(faults: CloudFaults): Promise<void>;
  counters(): Promise<CloudCounters>;
}
