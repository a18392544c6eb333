import { type Db, openDatabase } from '../../src/db/index.ts';
import type { ServeStore } from '../support/serve-process.ts';

/** A row of the outbox. */
export interface StoredRow {
  readonly id: number;
  readonly status: string;
  readonly text: string;
  readonly providerId: string | null;
  /** Why the last try failed. */
  readonly error: string | null;
}

/** A row that is a picture. */
export interface StoredPicture extends StoredRow {
  readonly isDrawn: boolean;
  /** Ids of the files that go with it. */
  readonly files: readonly string[];
}

/** A message that was kept, and every row of the outbox that answers it, oldest first. */
export interface StoredQuestion {
  readonly id: string;
  readonly transport: string;
  readonly text: string;
  readonly status: string;
  readonly isProcessed: boolean;
  readonly texts: readonly StoredRow[];
  readonly pictures: readonly StoredPicture[];
  /** How often it was kept how it was understood, as it is of what is asked in plain words. */
  readonly timesUnderstood: number;
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
    const messages = await db.read
      .selectFrom('messages')
      .select(['id', 'transport', 'content', 'status', 'processed_at'])
      .execute();
    const rows = await readRows(db);
    const events = await db.read.selectFrom('webhook_events').select('id').execute();
    const understood = await db.read.selectFrom('ai_answers').select('message_id').execute();
    const rowsOf = Map.groupBy(rows, ({ inReplyTo }) => inReplyTo);
    const timesUnderstood = Map.groupBy(understood, (row) => row.message_id);
    const known = new Set(messages.map(({ id }) => id));
    return {
      questions: messages.map((row) => ({
        id: row.id,
        transport: row.transport ?? '',
        text: row.content ?? '',
        status: row.status,
        isProcessed: row.processed_at !== null,
        texts: (rowsOf.get(row.id) ?? []).filter(({ type }) => type !== 'picture'),
        pictures: (rowsOf.get(row.id) ?? []).filter(({ type }) => type === 'picture'),
        timesUnderstood: timesUnderstood.get(row.id)?.length ?? 0,
      })),
      orphans: rows.filter(({ inReplyTo }) => !known.has(inReplyTo)).length,
      unreadEvents: events.length,
    };
  } finally {
    await db.close();
  }
}

/** Not the data of pictures that wait to be drawn: there are many, and each is long. */
async function readRows(db: Db) {
  const rows = await db.read
    .selectFrom('outgoing_messages')
    .select(['id', 'type', 'status', 'message', 'provider_id', 'error_message', 'in_reply_to'])
    .select((row) => ['media', row('picture', 'is', null).as('is_drawn')])
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    type: row.type,
    status: row.status,
    text: row.message,
    providerId: row.provider_id,
    error: row.error_message,
    inReplyTo: row.in_reply_to ?? '',
    isDrawn: Boolean(row.is_drawn),
    files: ((row.media ?? []) as readonly { readonly url: string }[]).map(
      ({ url }) => url.split('/').at(-1) ?? '',
    ),
  }));
}
