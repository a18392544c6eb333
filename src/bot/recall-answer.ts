import { z } from 'zod';
import type { IncomingMessage } from '#sdk';
import { type AiAnswer, findAiAnswerOfMessage } from '../ai/index.ts';
import { findMessage } from '../chat/index.ts';
import type { Reader } from '../db/index.ts';
import { listNewestTo } from '../outbox/index.ts';
import type { MadeRequest } from '../replies/index.ts';
import { Fact } from '../triggers/index.ts';
import { SourceCall } from './messages.schema.ts';

/** What was asked, and when, as it is kept with a message whose answer was read from data sources. */
export const Asked = z.object({
  text: z.string(),
  sourceId: z.string().optional(),
  at: z.iso.datetime(),
});
export type Asked = z.infer<typeof Asked>;

/** The last answer with numbers that somebody got in a chat. */
export interface RecalledAnswer {
  readonly asked: string;
  readonly facts: readonly Fact[];
  readonly requests: readonly MadeRequest[];
}

/** The last answer that somebody got from data sources, so that it can be read again. */
export interface ReadableAnswer {
  readonly asked: Asked;
  readonly facts: readonly Fact[];
  /** Of a question in plain words. */
  readonly plain?: AiAnswer | undefined;
}

/** In a group others are answered in between; further back nobody means it. */
const LOOKED_BACK = 30;
const Kept = z.object({ calls: z.array(SourceCall).catch([]) });

/** Finds what this person was answered last in this chat, with the numbers of it and what was asked for them. */
export async function recallAnswer(
  db: Reader,
  { chat, sender }: Pick<IncomingMessage, 'chat' | 'sender'>,
): Promise<RecalledAnswer | undefined> {
  for (const { inReplyTo, facts } of await listNewestTo(db, chat, LOOKED_BACK)) {
    if (inReplyTo === null || facts.length === 0) continue;
    const asked = await findMessage(db, inReplyTo);
    // What tells of sources shows the numbers of the answer before: that one is meant.
    if (asked?.sender !== sender || isAboutSources(asked.outcome)) continue;
    const { calls } = Kept.parse({ calls: [], ...asked.outcome });
    const plain = await findAiAnswerOfMessage(db, inReplyTo);
    const tools = plain?.calls.map(({ tool, ms, error }) => ({
      operation: tool,
      ms,
      ok: error === undefined,
    }));
    return {
      asked: asked.text,
      facts: facts.flatMap((fact) => Fact.safeParse(fact).data ?? []),
      requests: [...(tools ?? []), ...calls],
    };
  }
  return undefined;
}

/** Finds what this person was answered last in this chat that can be read again as of then. */
export async function recallReadable(
  db: Reader,
  { chat, sender }: Pick<IncomingMessage, 'chat' | 'sender'>,
): Promise<ReadableAnswer | undefined> {
  for (const { inReplyTo, facts } of await listNewestTo(db, chat, LOOKED_BACK)) {
    const message = inReplyTo === null ? undefined : await findMessage(db, inReplyTo);
    const asked = Asked.safeParse(message?.outcome?.['asked']).data;
    if (inReplyTo === null || message?.sender !== sender || !asked) continue;
    const plain = await findAiAnswerOfMessage(db, inReplyTo);
    // What was not understood, or was asked back, is no answer.
    if (plain && plain.outcome !== 'answered' && plain.outcome !== 'replaced' && facts.length === 0)
      continue;
    return { asked, facts: facts.flatMap((fact) => Fact.safeParse(fact).data ?? []), plain };
  }
  return undefined;
}

function isAboutSources(outcome: Readonly<Record<string, unknown>> | null): boolean {
  const rule = outcome?.['rule'];
  return rule === 'sources' || rule === 'ai.sources';
}
