import type { AiAnswer, AnswerPlainly, PlainAnswer, Shift, Tool } from '../ai/index.ts';

/** How long a follow-up may refer to what was asked before. */
export const FOLLOW_UP_MINUTES = 15;

/** Who answers questions in plain words, and what they need of the chat. */
export interface Plain {
  readonly answerPlainly: AnswerPlainly;
  /** What they are planned to. */
  readonly tools: readonly Tool[];
  readonly shifts: readonly Shift[];
  /** The plain question this person asked last in this chat, while a follow-up may refer to it. */
  before(): Promise<AiAnswer | undefined>;
}

/** A plain question as it was answered: kept with the reply. */
export interface PlainAsked {
  /** Without the prefix. */
  readonly question: string;
  readonly answer: PlainAnswer;
  readonly ms: number;
}
