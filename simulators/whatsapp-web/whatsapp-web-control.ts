/** What tests do to the server, in the same process or, as JSON over HTTP, in another one. */
export interface WhatsappWeb {
  /** What a phone does with the QR picture. @throws Error when the code is not one that a client shows now */
  scanQr(qr: string): Promise<void>;
  /** What a person does with the eight characters; waits until a client asked for a code. */
  enterCode(code: string): Promise<void>;
  /** Retires the codes that are shown: clients must make a new secret. @param shownQr scanning it fails from now on */
  refreshRegistration(shownQr?: string): Promise<void>;
  /** Removes the device on the phone, connected or not. */
  unlink(): Promise<void>;

  /** A phone on this network; every number is one with a LID of its own, even when nobody described it. */
  describePerson(number: string, person: PersonOptions): Promise<void>;
  describeGroup(group: GroupOptions): Promise<void>;

  /** A person writes to the bot. Queued while the bot is offline, and sent again at log-in until it gives a receipt. */
  write(order: WriteOrder): Promise<{ readonly id: string }>;
  /** The bot's owner writes to somebody on the phone. */
  writeFromPhone(to: string, text: string): Promise<{ readonly id: string }>;
  writeStatus(number: string, text: string): Promise<{ readonly id: string }>;
  writeNewsletter(text: string): Promise<{ readonly id: string }>;
  /** A person's phone claims that it could not read a message that the bot sent. */
  askAgain(number: string, id: string): Promise<void>;

  /** What the phones received, in order. */
  received(filter?: ReceivedFilter): Promise<readonly Received[]>;
  /** Resolves once so many were received. @throws Error when they were not in time */
  waitForReceived(wait: ReceivedFilter & WaitOptions): Promise<readonly Received[]>;
  /** Forgets what was received; message ids are remembered, so that duplicates are still known. */
  forgetReceived(): Promise<void>;

  setFaults(faults: Partial<Faults>): Promise<void>;
  disconnect(how: Disconnection): Promise<void>;
  /** The connection stays, answers pings and takes messages, but brings nothing any more; the next one is well. */
  goDeaf(): Promise<void>;

  state(): Promise<ServerState>;
  counters(): Promise<Counters>;
}

export interface PersonOptions {
  /** Not on WhatsApp at all. */
  readonly isAbsent?: boolean;
  /** Such as `222`; made from the number when absent. */
  readonly lid?: string;
  readonly name?: string;
  readonly username?: string;
  /** Only a LID, and a username where there is one, is told to others. */
  readonly hidesPhone?: boolean;
  /** False: the bot's messages are never told as read. */
  readonly sendsReadReceipts?: boolean;
  /** The phone is off: the bot is told nothing of what it was sent. */
  readonly isOff?: boolean;
}

export interface GroupOptions {
  /** Such as `120363000000000001@g.us`. */
  readonly id: string;
  readonly subject?: string;
  /** Numbers; the bot is one anyway. */
  readonly members: readonly string[];
  readonly addressing?: 'pn' | 'lid';
}

export interface WriteOrder {
  readonly from: string;
  readonly text?: string;
  /** A group's id; a private message when absent. */
  readonly group?: string;
  /** Addressed by LID; a group's own way of addressing when it is in a group. */
  readonly viaLid?: boolean;
  readonly id?: string;
  readonly sentAt?: Date | string;
  /** Mentions the bot, by phone or by LID. */
  readonly mentions?: 'phone' | 'lid';
  /** Id of the message it answers, written by the bot unless `quotedFrom` says a number. */
  readonly quotes?: string;
  readonly quotedFrom?: string;
  /** In place of `text`: a whole `proto.Message` as JSON, such as `{ imageMessage: { caption: 'x' } }`. */
  readonly message?: Readonly<Record<string, unknown>>;
  /** Comes twice: as the very same bytes, or encrypted anew under the same id. */
  readonly twice?: 'same' | 'anew';
  /** Cannot be decrypted: the bot must ask for it again. */
  readonly isBroken?: boolean;
}

/** One message as a phone shows it. */
export interface Received {
  /** Who received it; `+62…`. */
  readonly to: string;
  /** The group, or the address that the bot wrote to. */
  readonly chat: string;
  readonly id: string;
  /** Also a caption. */
  readonly text: string;
  readonly kind: 'text' | 'picture' | 'document' | 'reaction' | 'other';
  readonly quotes?: string;
  readonly mentions: readonly string[];
  readonly reaction?: { readonly to: string; readonly emoji: string };
  /** Fetched from the media store and decrypted. */
  readonly file?: {
    readonly mimeType: string;
    readonly fileName: string;
    readonly base64: string;
  };
  readonly at: string;
  /** The whole of it, as JSON. */
  readonly message: Readonly<Record<string, unknown>>;
}

export interface ReceivedFilter {
  readonly to?: string;
  readonly chat?: string;
}

export interface WaitOptions {
  /** 1 when absent. */
  readonly count?: number;
  /** 10,000 when absent. */
  readonly timeoutMs?: number;
}

/** Stay as set until set otherwise; the counts go down as they are used. */
export interface Faults {
  /** Reason that log-ins are refused with, such as 401, 403 or 405. */
  readonly refuseLogin: number | null;
  /** Reason that clients without an account are refused with, such as 405. */
  readonly refuseRegistration: number | null;
  /** Answers nothing at all. */
  readonly isSilent: boolean;
  /** Every connection is as after `goDeaf`. */
  readonly isDeaf: boolean;
  /** So many messages are delivered, but the bot is not told that they were taken. */
  readonly swallowAcks: number;
  /** So many messages vanish as if they had never come. */
  readonly loseMessages: number;
  /** So many messages are refused with `nackCode` (463). */
  readonly nacks: number;
  readonly nackCode: number;
  /** So many messages are claimed to be unreadable; the bot must send them again. */
  readonly askAgain: number;
  /** Phones do not tell that messages were delivered or read. */
  readonly noReceipts: boolean;
  /** What the device confirms is lost on the way: it gets its messages again at the next log-in. */
  readonly losesConfirmations: boolean;
  /** Uploads of media are answered with this status; null stores them. */
  readonly mediaStatus: number | null;
  /** The connection is cut right after so many messages were taken, before they are acknowledged; 0 never. */
  readonly dropAfterMessages: number;
}

export type Disconnection =
  /** 428 */
  | 'drop'
  /** 440 */
  | 'replaced'
  /** 401; the account is gone */
  | 'device_removed'
  /** 515 */
  | 'restart'
  /** 503 */
  | 'unavailable'
  /** 500 */
  | 'ack'
  /** 411 */
  | 'not_joined'
  /** 403 */
  | 'banned'
  /** 428, told before */
  | 'stream_end';

export interface ServerState {
  readonly isPaired: boolean;
  /** A device is logged in and takes messages. */
  readonly isOnline: boolean;
  readonly phone: string;
  readonly lid: string;
  /** Stanzas that the device has not confirmed yet. */
  readonly queued: number;
  /** Ids of messages that the device marked as read. */
  readonly read: readonly string[];
  /** Chats that the device showed as typing in, in order. */
  readonly typing: readonly string[];
}

export interface Counters {
  readonly connections: number;
  readonly logins: number;
  readonly registrations: number;
  readonly refused: number;
  /** Message stanzas that came from the device. */
  readonly messages: number;
  /** Delivered to phones, each id once. */
  readonly delivered: number;
  /** Came again with an id that the phone has already; shown once. */
  readonly duplicates: number;
  /** Phones that could not decrypt what the device sent. */
  readonly badMacs: number;
  /** What failed, for a person to read. */
  readonly failures: readonly string[];
  /** Messages that the device asked for again since it could not decrypt them. */
  readonly retriesAsked: number;
  /** Messages sent to the device more than once. */
  readonly redelivered: number;
  /** Messages that the device refused, as `id code`: they are not sent again. */
  readonly nacked: readonly string[];
}
