import type { z } from 'zod';
import type { AppError } from './app-error.ts';
import type { Outbound } from './outbound.ts';
import type { Clock, Logger } from './tools.ts';
import type { TransportStore } from './transport-store.ts';

/** A message as it came in, before anything was decided about it. */
export interface IncomingMessage {
  /** Unique among all messages of the transport; the same id twice is one message. */
  readonly id: string;
  /** Address of the chat it came in and the answer goes to. A group chat ends in `@g.us`. */
  readonly chat: string;
  /**
   * Address of the person who wrote it: the phone (`+62…`) where the network tells it, else another address, such as
   * `123@lid` or `bsuid:ID.123`.
   */
  readonly sender: string;
  /** Further addresses of the same person that the network itself gave with the message; never what a person typed. */
  readonly senderAliases?: readonly string[];
  /** Name the sender shows; never used to authorise. */
  readonly senderName?: string;
  /** What was written; the caption of a picture, or empty, when it was no text. */
  readonly text: string;
  /** Set when something other than text came; its content is not fetched. */
  readonly attachment?: Attachment;
  /** In a group: whether the bot is mentioned or replied to. Always true in a private chat. */
  readonly mentionsBot: boolean;
  /** When the network took it from the sender. */
  readonly sentAt: Date;
  /** Who sent it in the sender's name, where that is not the network: a user of the built-in chat, or a program. */
  readonly via?: string;
}

export type Attachment =
  | 'picture'
  | 'video'
  | 'voice'
  | 'document'
  | 'sticker'
  | 'location'
  | 'contact'
  | 'other';

export interface OutgoingMedia {
  readonly mimeType: string;
  readonly url: string;
  readonly fileName?: string;
}

/** One of several answers offered with a text. */
export interface Choice {
  /** What the person sees. */
  readonly label: string;
  /** What is taken as said when it is chosen. */
  readonly say: string;
}

/** A file that goes out. */
export interface OutgoingFile {
  readonly mimeType: string;
  /** As the person sees it, with an ending that fits. */
  readonly fileName: string;
  readonly sizeBytes: number;
  /** @throws AppError `media.not_found` when it was removed meanwhile */
  read(): Promise<Uint8Array>;
}

export type OutgoingContent =
  /** `choices` are in the text too, numbered: a transport without buttons sends the text as it is. */
  | { readonly kind: 'text'; readonly text: string; readonly choices?: readonly Choice[] }
  | {
      readonly kind: 'picture' | 'document';
      readonly file: OutgoingFile;
      /** May be empty. */
      readonly caption: string;
    }
  /** An empty emoji takes the reaction back. `to` is an `IncomingMessage.id` of the same chat. */
  | { readonly kind: 'reaction'; readonly to: string; readonly emoji: string };

/** One message on the wire. A row of the outbox is one of these, or several when it does not fit into one. */
export interface OutgoingPart {
  /** `<row>.<part>`, such as `17.0`: the same on every try, and of no other message of this store. */
  readonly key: string;
  readonly chat: string;
  readonly content: OutgoingContent;
  /** The message it answers, where it is to be shown with the answer. */
  readonly replyTo?: { readonly id: string; readonly sender: string; readonly text: string };
  /** An alarm rather arrives twice than never. */
  readonly isAlarm: boolean;
  /** It may have been sent already: a process died, or was cut off, while it was being sent. */
  readonly isInDoubt: boolean;
}

/** How fast a network may be used. */
export interface TokenBucket {
  /** Messages that may go at once after a rest. */
  readonly capacity: number;
  /** One more may go each of these. */
  readonly everyMs: number;
}

/** What a transport can do, and how much of it. */
export interface TransportCapabilities {
  /** Characters (UTF-16 code units) of a text, and of a caption; longer ones are split before they come here. */
  readonly textMax: number;
  readonly captionMax: number;
  /** Kinds of file it takes by MIME type, and how large: `{ 'image/png': 5_000_000 }`. Others are sent as links are: not at all. */
  readonly media: Readonly<Record<string, number>>;
  readonly choices: boolean;
  readonly reactions: boolean;
  /** Whether `replyTo` is shown. */
  readonly quotes: boolean;
  readonly groups: boolean;
  /** Whether delivered and read are told. */
  readonly receipts: boolean;
  /** How fast one chat, and all of them together, may be written to; absent means as fast as it goes. */
  readonly pace?: { readonly chat?: TokenBucket; readonly total?: TokenBucket };
}

/** `off`: nothing is set up. `stopped`: it was, and goes on only when somebody acts. */
export type TransportPhase = 'off' | 'linking' | 'connecting' | 'ready' | 'paused' | 'stopped';

export interface TransportStatus {
  readonly isReady: boolean;
  /** In words for a person. */
  readonly detail: string;
  /** `ready` or `connecting` by `isReady` when absent. */
  readonly phase?: TransportPhase;
  /** Why, for programs and translations, such as `logged_out`, `replaced`, `token_invalid`. */
  readonly reason?: string;
  /** Nothing goes on by itself: an administrator must do something. */
  readonly needsAdmin?: boolean;
  /** The number it writes from. */
  readonly account?: { readonly phone: string | null; readonly id: string | null };
  /** Connections lost in a row. */
  readonly reconnects?: number;
}

/** What became of a part after it was handed over. States may come twice and in any order. */
export interface DeliveryReport {
  readonly key: string;
  readonly state: 'sent' | 'delivered' | 'read' | 'failed';
  readonly at: Date;
  readonly providerId?: string;
  /** Of `failed`: a retryable one is tried again. */
  readonly error?: AppError;
}

/** What a person thinks of a message of ours, shown as an emoji at it. */
export interface IncomingReaction {
  /** The part it is at: its `OutgoingPart.key`. */
  readonly key: string;
  /** As of an `IncomingMessage`. */
  readonly sender: string;
  readonly senderAliases?: readonly string[];
  /** Null takes the reaction back. */
  readonly emoji: string | null;
  readonly at: Date;
}

/** What linking shows, while there is something to show. */
export interface LinkCode {
  /** What the QR picture encodes. */
  readonly qr: string | null;
  /** Eight characters to type into the phone. */
  readonly pairingCode: string | null;
  readonly expiresAt: Date | null;
}

/** For transports that are linked to a phone. */
export interface Linking {
  /** Begins anew, or goes on. @param phone the number to link, `+62…`: shows a code to type in place of a QR picture */
  start(phone: string | undefined): Promise<void>;
  /** Ends linking, or logs the device out; its keys are wiped. */
  end(): Promise<void>;
  code(): LinkCode;
}

/** For transports whose network calls us. */
export interface Webhook {
  /** What the network's question is answered with; undefined when it is not ours. */
  confirm(query: Readonly<Record<string, string | undefined>>): string | undefined;
  /** Whether the network itself sent it, decided on the bytes as they came. */
  isGenuine(header: (name: string) => string | undefined, body: Uint8Array): boolean;
  /** Called for what was kept: at least once, in any order. An error means once more, later. */
  process(body: Uint8Array): Promise<void>;
}

/** A step of a test that an administrator asked for. */
export interface TransportCheckStep {
  readonly name: string;
  readonly ok: boolean;
  /** One plain sentence: what was found, or what to do. */
  readonly message: string;
}

/** An open way for messages to come and go. */
export interface Transport {
  readonly capabilities: TransportCapabilities;
  /**
   * Resolves with the network's id once the network has taken the message.
   *
   * @throws AppError retryable ones are tried again, others give the message up. `slowDown` and `waitsForPerson`
   * (`transport.errors.ts`) say when.
   */
  send(part: OutgoingPart, signal: AbortSignal): Promise<{ readonly providerId: string }>;
  status(): TransportStatus;
  /** Whether an address is one of this network's; absent when it takes any. */
  canReach?(chat: string): boolean;
  /** Shows the sender that the message was seen and is worked on. As good as it goes: never throws. */
  acknowledge?(message: IncomingMessage): Promise<void>;
  readonly linking?: Linking;
  readonly webhook?: Webhook;
  /** Tries what can be tried without sending anything. */
  check?(signal: AbortSignal): Promise<readonly TransportCheckStep[]>;
  close(): Promise<void>;
}

export interface TransportTools {
  readonly log: Logger;
  readonly clock: Clock;
  /** Encrypted, of this transport alone, and written by one process at a time. */
  readonly store: TransportStore;
  /** The way to the public internet. */
  readonly outbound: Outbound;
  /** In place of the network's own servers: an address on this machine, for tests. */
  readonly serverUrl?: string | undefined;
  /** Resolves once the message is kept; only then may the network be told that it arrived. */
  readonly onMessage: (message: IncomingMessage) => Promise<void>;
  /** Resolves once it is written down. */
  readonly onDelivery: (report: DeliveryReport) => Promise<void>;
  /**
   * Resolves once it is written down. A reaction may come twice; those to messages that are not ours, or are long gone,
   * are not told.
   */
  readonly onReaction: (reaction: IncomingReaction) => Promise<void>;
  /** To be called whenever `status()` has changed. */
  readonly onStatus: () => void;
  /** Something was sent that may cost; counted per day. */
  readonly onCharge: (charge: {
    /** The network's own word, such as `utility` or `service`. */
    readonly category: string;
    readonly isBillable: boolean;
    readonly at: Date;
  }) => Promise<void>;
}

export interface TransportPlugin<Config extends z.ZodType = z.ZodType> {
  readonly kind: string;
  readonly title: string;
  /** One plain sentence for who sets it up, such as that a client is not official. */
  readonly notice?: string;
  /** Needs no setting up: it is connected at every start. */
  readonly isAlwaysOn?: boolean;
  readonly config: Config;
  connect(config: z.output<Config>, tools: TransportTools): Promise<Transport>;
}

/** Gives a transport its types; it adds nothing. */
export function defineTransport<Config extends z.ZodType>(
  plugin: TransportPlugin<Config>,
): TransportPlugin<Config> {
  return plugin;
}
