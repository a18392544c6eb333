import type { Choice, IncomingMessage, Transport, TransportStore, TransportTools } from '#sdk';

/** A message as a person's phone shows it. */
export interface Shown {
  /** The network's own id of it. */
  readonly id: string;
  readonly kind: 'text' | 'picture' | 'document' | 'reaction';
  /** The text, the caption, or the emoji of a reaction. */
  readonly text: string;
  readonly fileName?: string | undefined;
  readonly bytes?: Uint8Array | undefined;
  /** What can be tapped. */
  readonly labels?: readonly string[] | undefined;
  /** The network's id of the message it answers, or that a reaction is for. */
  readonly about?: string | undefined;
}

/**
 * The network behind the transport under test, and the phones of the people on it. What it has no function for cannot
 * be tested on it, and must be named in the contract's `lacks`.
 */
export interface TransportNetwork {
  /** What the plugin is connected with. */
  readonly config: unknown;
  readonly serverUrl?: string;
  /** Address of a person who has written before, as messages tell it. */
  readonly person: string;
  /** An address that is not on the network. */
  readonly stranger?: string;
  /** Texts that no error and no line of the log may hold; known once the transport was joined. */
  secrets(): readonly string[];
  /** Brings a transport that was just connected, and is not linked yet, onto the network. */
  join(transport: Transport, tools: TransportTools): Promise<void>;
  /** The person writes. @returns the network's own id of the message */
  say(text: string): Promise<string>;
  /** The network tells the last message that the person wrote once more. */
  repeat(): Promise<void>;
  /** The person sends a picture. */
  sendPicture?(caption: string): Promise<void>;
  /** The person taps one of the answers offered by a message. */
  tap?(shown: Shown, label: string): Promise<void>;
  /** The person writes into a group that the bot is in. */
  sayInGroup?(text: string, mentionsBot: boolean): Promise<void>;
  /** What the person's phone shows, oldest first. */
  phone?(): Promise<readonly Shown[]>;
  /** The person reads everything. */
  readAll?(): Promise<void>;
  /** How often the network was handed a message that it had already; it showed it once, or once more. */
  repeats?(): Promise<{ readonly taken: number; readonly shownTwice: boolean }>;
  /** The network cannot be reached from now on, until `back`. */
  away?(): Promise<void>;
  back?(): Promise<void>;
  /** The network takes messages and says nothing, until `back`. */
  silence?(): Promise<void>;
  close(): Promise<void>;
}

export type Lack =
  | 'pictures'
  | 'taps'
  | 'groups'
  | 'phone'
  | 'away'
  /** It keeps no connection: that the network is gone shows only when something is sent. */
  | 'connection'
  | 'strangers'
  | 'limits';

/** What a transport was connected with, what it said, and what it was told. */
export interface Recorded {
  readonly tools: TransportTools;
  readonly heard: readonly IncomingMessage[];
  readonly reports: readonly { readonly key: string; readonly state: string }[];
  readonly logged: readonly string[];
  /** The next so many messages are not kept. */
  refuse(count: number): void;
}

export interface NetworkStart {
  readonly store: TransportStore;
}

export type Offered = readonly Choice[];
