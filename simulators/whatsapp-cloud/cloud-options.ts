/** How the business is set up; what is left out has a fixed value that suits tests. */
export interface CloudOptions {
  readonly port?: number;
  readonly phoneNumberId?: string;
  readonly businessAccountId?: string;
  readonly accessToken?: string;
  readonly appSecret?: string;
  readonly verifyToken?: string;
  /** Where events go; can be set later. */
  readonly webhookUrl?: string;
  /** The present instant. */
  readonly now?: () => Date;
}

export interface CloudTemplate {
  readonly name: string;
  readonly language: string;
  /** How many texts its body takes. */
  readonly parameters: number;
}

/** What goes wrong, until it is said otherwise. */
export interface CloudFaults {
  /** Every send: `late` takes the message and does not answer; `lost` does neither; `drop` cuts the connection. */
  readonly sends?: 'late' | 'lost' | 'drop';
  /** Every send is refused with this code. */
  readonly sendCode?: number;
  /** Only so many of the next sends; all of them when absent. */
  readonly times?: number;
  readonly slowMs?: number;
  /** Nothing answers at all: connections are cut. */
  readonly isDown?: boolean;
  readonly isTokenExpired?: boolean;
  /** Each event comes twice. */
  readonly repeatsEvents?: boolean;
  /** Of the events of a message, the last comes first. */
  readonly reversesEvents?: boolean;
  /** Says no more of messages than that it took them. */
  readonly isSilent?: boolean;
  /** Windows, pairs and throughput are not limited: for what is to be measured without them. */
  readonly isUnlimited?: boolean;
  /** Outside the window: refused `at_once`, or taken and `later` told as failed. */
  readonly closedWindow?: 'at_once' | 'later';
}

/** How fast one person may be written to, as Meta limits it: so many at once, then one each of these. */
export const PAIR_BURST = 45;
export const PAIR_EVERY_MS = 6_000;
/** Messages a second that a business number may send. */
export const PER_SECOND = 80;
export const WINDOW_MS = 24 * 3_600_000;
