import { openDatabase } from '../../src/db/index.ts';
import type { ServeStore } from '../support/serve-process.ts';

export interface StoredAnswer {
  readonly id: number;
  readonly status: string;
  readonly text: string;
  readonly providerId: string | null;
  /** Why the last try failed. */
  readonly error: string | null;
}

/** A message that was kept, and every row of the outbox that answers it. */
export interface StoredQuestion {
  readonly id: string;
  readonly transport: string;
  readonly status: string;
  readonly isProcessed: boolean;
  readonly answers: readonly StoredAnswer[];
}

export interface Outcome {
  readonly questions: readonly StoredQuestion[];
  /** Rows of the outbox that answer no message that was kept. */
  readonly orphans: number;
  /** What a network sent us and nobody has looked at yet. */
  readonly unreadEvents: number;
}

export async function readOutcome({ config }: ServeStore): Promise<Outcome> {
  const db = await openDatabase(config.databaseUrl);
  try {
    const messages = await db.read.selectFrom('messages').selectAll().execute();
    const rows = await db.read.selectFrom('outgoing_messages').selectAll().orderBy('id').execute();
    const events = await db.read.selectFrom('webhook_events').select('id').execute();
    const answers = Map.groupBy(rows, (row) => row.in_reply_to ?? '');
    const known = new Set(messages.map(({ id }) => id));
    return {
      questions: messages.map((row) => ({
        id: row.id,
        transport: row.transport ?? '',
        status: row.status,
        isProcessed: row.processed_at !== null,
        answers: (answers.get(row.id) ?? []).map((answer) => ({
          id: answer.id,
          status: answer.status,
          text: answer.message,
          providerId: answer.provider_id,
          error: answer.error_message,
        })),
      })),
      orphans: rows.filter((row) => !known.has(row.in_reply_to ?? '')).length,
      unreadEvents: events.length,
    };
  } finally {
    await db.close();
  }
}
