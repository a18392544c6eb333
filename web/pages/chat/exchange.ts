/** A picture, file or text that came back. */
export type ChatReply = {
  readonly text: string;
  readonly media: readonly {
    readonly mimeType: string;
    readonly url: string;
    readonly fileName?: string | undefined;
  }[];
};

/** A message that was sent here, and what came back for it. */
export type Exchange = {
  /** Of the message; made here, so that sending it again can not ask twice. */
  readonly id: string;
  readonly chat: string;
  readonly from: string;
  readonly mentionsBot: boolean;
  readonly text: string;
  readonly sentAt: string;
  /** `silent`: dealt with, and nothing is said. `late`: still no answer after all the waiting. */
  readonly state: 'asking' | 'answered' | 'silent' | 'late' | 'failed';
  readonly replies: readonly ChatReply[];
  /** What it was taken for; null as long as that is not known. */
  readonly rule: string | null;
  /** False for what a group says among itself: that is not kept. */
  readonly isKept: boolean;
  /** Why it failed; gone after a reload. */
  readonly error?: unknown;
};
