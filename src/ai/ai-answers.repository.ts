import type { Selectable } from 'kysely';
import {
  type Executor,
  type Page,
  type PageRequest,
  type Reader,
  type Schema,
  type ValueOf,
  prepareQuery,
  readPage,
} from '../db/index.ts';
import type { Language } from '../triggers/index.ts';
import type { PlainAnswer, PlainOutcome, ToolCallRecord, Understood } from './answerer.ts';

/** What a person thought of an answer, as they reacted to it. */
export type Feedback = 'good' | 'bad';

/** A question in plain words as it was answered. */
export type AiAnswer = {
  readonly id: string;
  /** The message that asked; null when another assistant did. */
  readonly messageId: string | null;
  readonly chat: string | null;
  readonly sender: string | null;
  readonly contactId: string | null;
  readonly aiTriggerId: string | null;
  /** Without the prefix. */
  readonly question: string;
  readonly language: Language;
  readonly path: PlainAnswer['path'];
  readonly outcome: PlainOutcome;
  readonly model: string | null;
  readonly understood: Understood | null;
  readonly calls: readonly ToolCallRecord[];
  readonly answer: string | null;
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  readonly costUsd: number | null;
  readonly ms: number;
  readonly feedback: Feedback | null;
  readonly createdAt: Date;
};

export type NewAiAnswer = Omit<AiAnswer, 'feedback' | 'createdAt'>;

/** Keeps how a question was answered; in one transaction with the reply. */
export async function insertAiAnswer(tx: Executor, answer: NewAiAnswer, at: Date): Promise<void> {
  const { understood, calls } = answer;
  await tx
    .insertInto('ai_answers')
    .values({
      id: answer.id,
      message_id: answer.messageId,
      chat: answer.chat,
      sender: answer.sender,
      contact_id: answer.contactId,
      ai_trigger_id: answer.aiTriggerId,
      question: answer.question,
      language: answer.language,
      path: answer.path,
      outcome: answer.outcome,
      model: answer.model,
      plan: understood,
      calls: calls.length > 0 ? calls : null,
      answer: answer.answer,
      input_tokens: answer.inputTokens,
      output_tokens: answer.outputTokens,
      cost_usd: answer.costUsd,
      ms: answer.ms,
      created_at: at,
    })
    .execute();
}

const selectNewest = prepareQuery(
  (db, value: ValueOf<{ chat: string; sender: string; since: Date }>) =>
    db
      .selectFrom('ai_answers')
      .selectAll()
      .where('chat', '=', value('chat'))
      .where('sender', '=', value('sender'))
      .where('created_at', '>=', value('since'))
      .orderBy('created_at', 'desc')
      .limit(1),
);

/** What was asked in plain words last by this person in this chat, if that was not before `since`. */
export async function findNewestAiAnswer(
  db: Reader,
  conversation: { readonly chat: string; readonly sender: string },
  since: Date,
): Promise<AiAnswer | undefined> {
  const { chat, sender } = conversation;
  const { rows } = await selectNewest(db, { chat, sender, since });
  return rows[0] && toAiAnswer(rows[0]);
}

export async function findAiAnswer(db: Reader, id: string): Promise<AiAnswer | undefined> {
  const row = await db.selectFrom('ai_answers').selectAll().where('id', '=', id).executeTakeFirst();
  return row && toAiAnswer(row);
}

export async function findAiAnswerOfMessage(
  db: Reader,
  messageId: string,
): Promise<AiAnswer | undefined> {
  const row = await db
    .selectFrom('ai_answers')
    .selectAll()
    .where('message_id', '=', messageId)
    .executeTakeFirst();
  return row && toAiAnswer(row);
}

export type AiAnswerFilter = {
  readonly outcome?: PlainOutcome | undefined;
  readonly path?: PlainAnswer['path'] | undefined;
  readonly messageId?: string | undefined;
  readonly from?: Date | undefined;
  /** The first instant that is no longer meant. */
  readonly to?: Date | undefined;
};

/** A page of answers, newest first unless asked otherwise. @throws AppError `http.sort_unknown`, `http.cursor_invalid` */
export async function pageAiAnswers(
  db: Reader,
  request: PageRequest,
  { outcome, path, messageId, from, to }: AiAnswerFilter,
): Promise<Page<AiAnswer>> {
  let query = db.selectFrom('ai_answers').selectAll('ai_answers');
  if (outcome !== undefined) query = query.where('outcome', '=', outcome);
  if (path !== undefined) query = query.where('path', '=', path);
  if (messageId !== undefined) query = query.where('message_id', '=', messageId);
  if (from) query = query.where('created_at', '>=', from);
  if (to) query = query.where('created_at', '<', to);
  const page = await readPage(query, request, {
    id: 'ai_answers.id',
    sorts: {
      createdAt: { column: 'ai_answers.created_at', kind: 'instant', isNeverNull: true },
      ms: { column: 'ai_answers.ms', kind: 'number', isNeverNull: true },
    },
    defaultSort: '-createdAt',
    searched: ['ai_answers.question', 'ai_answers.answer', 'ai_answers.sender'],
  });
  return { ...page, items: page.items.map(toAiAnswer) };
}

/** Notes what a person thought of the answer to a message; null takes it back. @returns whether there is such an answer */
export async function recordFeedback(
  tx: Executor,
  messageId: string,
  feedback: Feedback | null,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('ai_answers')
    .set({ feedback })
    .where('message_id', '=', messageId)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

function toAiAnswer(row: Selectable<Schema['ai_answers']>): AiAnswer {
  return {
    id: row.id,
    messageId: row.message_id,
    chat: row.chat,
    sender: row.sender,
    contactId: row.contact_id,
    aiTriggerId: row.ai_trigger_id,
    question: row.question,
    language: row.language as Language,
    path: row.path as PlainAnswer['path'],
    outcome: row.outcome as PlainOutcome,
    model: row.model,
    understood: row.plan as Understood | null,
    calls: (row.calls ?? []) as readonly ToolCallRecord[],
    answer: row.answer,
    inputTokens: row.input_tokens,
    outputTokens: row.output_tokens,
    costUsd: row.cost_usd,
    ms: row.ms,
    feedback: row.feedback as Feedback | null,
    createdAt: row.created_at,
  };
}
