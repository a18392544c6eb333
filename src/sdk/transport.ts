import type { z } from 'zod';
import type { Clock, Logger } from './tools.ts';

/** A message as it came in, before anything was decided about it. */
export interface IncomingMessage {
  /** The network's id of the message; the same id twice is one message. */
  readonly id: string;
  /** Address of the chat it came in and the answer goes to. A group chat ends in `@g.us`. */
  readonly chat: string;
  /** Address of the person who wrote it: a phone (`+62…`) or another identity of the network. */
  readonly sender: string;
  /** Name the sender shows; never used to authorise. */
  readonly senderName?: string;
  readonly text: string;
  /** In a group: whether the bot is mentioned or replied to. Always true in a private chat. */
  readonly mentionsBot: boolean;
  readonly sentAt: Date;
  /** Who sent it in the sender's name, where that is not the network: a user of the built-in chat, or a program. */
  readonly via?: string;
}

export interface OutgoingMedia {
  readonly mimeType: string;
  readonly url: string;
  readonly fileName?: string;
}

export interface OutgoingText {
  /** The outbox row: the same on every try. */
  readonly id: number;
  readonly chat: string;
  readonly text: string;
  readonly inReplyTo: string | null;
}

export interface TransportStatus {
  readonly isReady: boolean;
  readonly detail: string;
}

/** An open way for messages to come and go. */
export interface Transport {
  /** Resolves with the network's id once the network has taken the message. */
  send(message: OutgoingText, signal: AbortSignal): Promise<{ readonly providerId: string }>;
  status(): TransportStatus;
  /** Whether an address is one of this network's; absent when it takes any. */
  canReach?(chat: string): boolean;
  close(): Promise<void>;
}

export interface TransportTools {
  readonly log: Logger;
  readonly clock: Clock;
  /** Resolves once the message is kept; only then may the network be told that it arrived. */
  readonly onMessage: (message: IncomingMessage) => Promise<void>;
}

export interface TransportPlugin<Config extends z.ZodType = z.ZodType> {
  readonly kind: string;
  readonly title: string;
  readonly config: Config;
  connect(config: z.output<Config>, tools: TransportTools): Promise<Transport>;
}

/** Gives a transport its types; it adds nothing. */
export function defineTransport<Config extends z.ZodType>(
  plugin: TransportPlugin<Config>,
): TransportPlugin<Config> {
  return plugin;
}
