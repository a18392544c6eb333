import type { Picture } from '../charts/index.ts';
import type { BuiltReply } from '../replies/index.ts';
import type { ChosenTag } from '../tag-search/index.ts';
import type { Language, TriggerUse } from '../triggers/index.ts';
import type { ToolAsking, ToolCall } from './tools/tool.ts';

/** A question in plain words, on its way to an answer. */
export interface PlainQuestion {
  /** Without the AI prefix. */
  readonly text: string;
  readonly asking: ToolAsking;
  readonly messageId: string;
  readonly chat: string;
  readonly sender: string;
  /** What was understood last in this chat, no longer ago than follow-ups may refer to it. */
  readonly before?: Understood | undefined;
}

/** How a question was understood: kept, so that a follow-up can change a part of it. Plain JSON. */
export interface Understood {
  /** What was asked, such as `value`, `statistics` or `compare`. */
  readonly intent: string;
  readonly calls: readonly ToolCall[];
  /** What the understanding that made it needs to read a follow-up. */
  readonly slots: Readonly<Record<string, unknown>>;
}

export type PlainOutcome = 'answered' | 'asked' | 'refused' | 'unknown' | 'replaced' | 'failed';

/** One call of a tool as it went. */
export interface ToolCallRecord extends ToolCall {
  readonly ms: number;
  /** What the model was given, or the error's code. */
  readonly result?: unknown;
  readonly error?: string | undefined;
}

/** What is said to a question in plain words, and how it came about. */
export interface PlainAnswer {
  readonly outcome: PlainOutcome;
  readonly reply: BuiltReply;
  readonly language: Language;
  readonly pictures: readonly Picture[];
  /** Numbered choices of a question back: what each says in place of what was asked (without a prefix). */
  readonly choices?:
    | readonly {
        readonly say: string;
        readonly label: string;
        /** The tag it stands for: remembered when it is chosen. */
        readonly means?: ChosenTag | undefined;
      }[]
    | undefined;
  readonly uses: readonly TriggerUse[];
  readonly sourceIds: readonly string[];
  readonly understood?: Understood | undefined;
  readonly path: 'built_in' | 'model';
  readonly calls: readonly ToolCallRecord[];
  readonly model?: string | undefined;
  readonly inputTokens?: number | undefined;
  readonly outputTokens?: number | undefined;
  readonly costUsd?: number | undefined;
}

/** Answers questions in plain words. Never throws but when `asking.signal` ends it. */
export type AnswerPlainly = (question: PlainQuestion) => Promise<PlainAnswer>;
