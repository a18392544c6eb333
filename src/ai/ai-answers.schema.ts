import { z } from 'zod';
import { DayOrInstant, Instant, ListQuery } from '../lib/http/list.schema.ts';
import { Language } from '../triggers/answer-name.schema.ts';

const Path = z.enum(['built_in', 'model']);
const Outcome = z.enum(['answered', 'asked', 'refused', 'unknown', 'replaced', 'failed']).meta({
  description:
    'asked: asked back which is meant. replaced: what a model wrote was not supported by what it read, so that was sent instead.',
});

const ToolCall = z.object({
  tool: z.string(),
  input: z.record(z.string(), z.unknown()),
  ms: z.number(),
  /** What it found, as it was handed on. */
  result: z.unknown().optional(),
  error: z.string().optional(),
});

/** A question in plain words, and how it came to its answer. */
export const AiAnswer = z
  .object({
    id: z.string(),
    /** The message that asked; null when another assistant did. */
    messageId: z.string().nullable(),
    chat: z.string().nullable(),
    sender: z.string().nullable(),
    contactId: z.string().nullable(),
    aiTriggerId: z.string().nullable(),
    question: z.string(),
    language: Language,
    path: Path,
    outcome: Outcome,
    model: z.string().nullable(),
    /** What it was taken for. */
    intent: z.string().nullable(),
    /** What the person was told. */
    answer: z.string().nullable(),
    inputTokens: z.number().nullable(),
    outputTokens: z.number().nullable(),
    costUsd: z.number().nullable(),
    ms: z.number(),
    /** What the person thought of it, by a reaction to the reply. */
    feedback: z.enum(['good', 'bad']).nullable(),
    createdAt: Instant,
  })
  .meta({ id: 'AiAnswer' });
export type AiAnswer = z.output<typeof AiAnswer>;

/** With its plan and what its tools were asked and found. */
export const AiAnswerWithCalls = AiAnswer.extend({
  plan: z
    .array(z.object({ tool: z.string(), input: z.record(z.string(), z.unknown()) }))
    .readonly(),
  calls: z.array(ToolCall).readonly(),
}).meta({ id: 'AiAnswerWithCalls' });
export type AiAnswerWithCalls = z.output<typeof AiAnswerWithCalls>;

export const AiAnswerQuery = ListQuery.extend({
  outcome: Outcome.optional(),
  path: Path.optional(),
  messageId: z.string().max(200).optional().meta({ description: 'Only that of this message.' }),
  from: DayOrInstant.optional(),
  /** The last day that is meant, or the first instant that is not. */
  to: DayOrInstant.optional(),
});
export type AiAnswerQuery = z.output<typeof AiAnswerQuery>;
