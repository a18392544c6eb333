import type { Quality } from '#sdk';

/** What a message says of one tag. */
export type SaidValue = {
  /** Null when there is none. */
  readonly value: number | string | boolean | null;
  /** ISO 8601 UTC; absent where the message tells no time. */
  readonly timestamp?: string;
  readonly quality: Quality;
  /** Why a value is bad. */
  readonly reason?: string;
};
