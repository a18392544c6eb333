/** A reply as Plantline's HTTP API tells it. */
export type Fact = {
  readonly tag: string;
  readonly value: number | string | boolean | null;
  readonly unit: string | null;
  readonly timestamp: string;
  readonly kind: string;
  readonly start?: string;
  readonly end?: string;
  readonly state?: string;
};

/** Every reply to one question, together. */
export type Reply = {
  readonly text: string;
  readonly facts: readonly Fact[];
  /** MIME types of what came with it. */
  readonly media: readonly string[];
  readonly askedAt: number;
  readonly repliedAt: number;
};
