interface Place {
  /** In the text as `toPlainText` gives it. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A number as it is written, with the unit behind it. */
export interface NumberToken extends Place {
  readonly kind: 'number';
  readonly value: number;
  /** What its last digit is worth: 0.1 of `612.4`. A value that rounds to it differs by half of that at most. */
  readonly step: number;
  /** As it is written. */
  readonly unit: string | undefined;
  /** In words: it counts something. */
  readonly isWord: boolean;
  /** A time of the same digits, where they can be read so: `14.32`. */
  readonly orTime?: TimeToken | undefined;
}

export interface TimeToken extends Place {
  readonly kind: 'time';
  readonly hour: number;
  /** Undefined of `3 pm`, which is the whole hour. */
  readonly minute: number | undefined;
  readonly second: number | undefined;
  /** `3 o'clock` without more: it may be of the afternoon. */
  readonly isHalfDay: boolean;
  /** As it is written behind it: `WIB`. */
  readonly zone: string | undefined;
}

export interface DateToken extends Place {
  readonly kind: 'date';
  readonly day: number;
  readonly month: number;
  readonly year: number | undefined;
}

export interface DurationToken extends Place {
  readonly kind: 'duration';
  readonly ms: number;
  /** What its last digit is worth. */
  readonly stepMs: number;
  /** `2 h ago`: how old something is. */
  readonly isAge: boolean;
}

export type Token = NumberToken | TimeToken | DateToken | DurationToken;
