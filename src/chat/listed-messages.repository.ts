import { sql } from 'kysely';
import { type Page, type PageRequest, type Reader, readPage } from '../db/index.ts';
import { type StoredMessage, toStoredMessage } from './messages.repository.ts';

/** A message with who wrote it: the contact's name, or that which the network showed. */
export type ListedMessage = StoredMessage & { readonly contactName: string | null };

export type MessageFilter = {
  readonly status?: string | undefined;
  readonly contactId?: string | undefined;
  readonly from?: Date | undefined;
  /** The first instant that is no longer meant. */
  readonly to?: Date | undefined;
};

/** Nobody asks longer than this, and a page of texts of 100 kB would be nobody's list. */
const LISTED_CHARACTERS = 4_096;

/** A page of messages, newest first unless asked otherwise. @throws AppError `http.sort_unknown`, `http.cursor_invalid` */
export async function pageMessages(
  db: Reader,
  request: PageRequest,
  { status, contactId, from, to }: MessageFilter,
): Promise<Page<ListedMessage>> {
  let query = selectNamed(db).select(
    sql<string | null>`substr(${sql.ref('messages.content')}, 1, ${sql.lit(LISTED_CHARACTERS)})`.as(
      'content',
    ),
  );
  if (status !== undefined) query = query.where('messages.status', '=', status);
  if (contactId !== undefined) query = query.where('messages.contact_id', '=', contactId);
  if (from) query = query.where('messages.created_at', '>=', from);
  if (to) query = query.where('messages.created_at', '<', to);
  const page = await readPage(query, request, {
    id: 'messages.id',
    sorts: {
      receivedAt: { column: 'messages.created_at', kind: 'instant', isNeverNull: true },
      sender: { column: 'messages.sender', kind: 'text' },
    },
    defaultSort: '-receivedAt',
    searched: ['messages.content', 'messages.sender', 'contacts.name'],
  });
  return { ...page, items: page.items.map(toListedMessage) };
}

export async function findListedMessage(
  db: Reader,
  id: string,
): Promise<ListedMessage | undefined> {
  const row = await selectNamed(db)
    .select('messages.content')
    .where('messages.id', '=', id)
    .executeTakeFirst();
  return row && toListedMessage(row);
}

function selectNamed(db: Reader) {
  return db
    .selectFrom('messages')
    .leftJoin('contacts', 'contacts.id', 'messages.contact_id')
    .select(['messages.id', 'messages.sender', 'messages.chat', 'messages.transport'])
    .select(['messages.contact_id', 'messages.status', 'messages.processed_at'])
    .select(['messages.metadata', 'messages.created_at', 'contacts.name as contact_name']);
}

function toListedMessage({
  contact_name,
  ...row
}: Parameters<typeof toStoredMessage>[0] & {
  readonly contact_name: string | null;
}): ListedMessage {
  const message = toStoredMessage(row);
  return { ...message, contactName: contact_name ?? message.senderName ?? null };
}
