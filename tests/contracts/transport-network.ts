import type { Transport, TransportTools } from '#sdk';

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
 * The network behind the transport under test, and the phone of a person on it. What it has no function for cannot be
 * tested on it, and must be named in the contract's `lacks`.
 */
export interface TransportNetwork {
  /** What the plugin is connected with. */
  readonly config: unknown;
  readonly serverUrl?: string;
  /** Address of the person, as messages tell it. */
  readonly person: string;
  /** An address that is not on the network. */
  readonly stranger?: string;
  /** Texts that no error and no line of the log may hold; all of them are known once a transport has joined. */
  secrets(): readonly string[];
  /** Brings a transport onto the network that was just connected: links it, or calls its webhook from now on. */
  join(transport: Transport, tools: TransportTools): Promise<void>;
  /** The person writes. @returns the network's own id of the message */
  say(text: string): Promise<string>;
  /** The network tells of the message of this id once more. */
  repeat(id: string): Promise<void>;
  /** The person sends a picture. */
  sendPicture?(caption: string): Promise<void>;
  /** The person taps one of the answers that a message offers. */
  tap?(shown: Shown, label: string): Promise<void>;
  /** The person reacts to a message of this id, or takes that back with null. */
  react?(id: string, emoji: string | null): Promise<void>;
  /** The person writes into a group that the bot is in. */
  sayInGroup?(text: string, mentionsBot: boolean): Promise<void>;
  /** What the person's phone shows, oldest first. */
  phone?(): Promise<readonly Shown[]>;
  /** The person reads everything. */
  readAll?(): Promise<void>;
  /** How many messages the network was handed that it had been handed before. */
  repeats?(): Promise<number>;
  /** What phones could not decrypt, in words. */
  unreadable?(): Promise<readonly string[]>;
  /** The network cannot be reached from now on, until `back`. */
  away?(): Promise<void>;
  back?(): Promise<void>;
  /** The network takes everything and answers nothing, until `back`. */
  silence?(): Promise<void>;
  close(): Promise<void>;
}

/** What a transport or its network cannot do; `connection`: that the network is gone shows only in sending. */
export type TransportLack =
  | 'pictures'
  | 'taps'
  | 'feedback'
  | 'groups'
  | 'phone'
  | 'away'
  | 'connection'
  | 'silence'
  | 'strangers'
  | 'limits';
