import { type SelectQueryBuilder, sql } from 'kysely';
import {
  type ContactStatus,
  type Page,
  type PageRequest,
  type Reader,
  type Schema,
  readPage,
} from '../db/index.ts';
import { type Contact, toContact } from './contacts.repository.ts';

/** A contact with what is known of how they write. */
export type ListedContact = Contact & {
  readonly addresses: readonly string[];
  readonly lastMessageAt: Date | null;
};

const RULES = {
  id: 'contacts.id',
  sorts: {
    name: { column: 'contacts.name', kind: 'text' },
    phone: { column: 'contacts.phone', kind: 'text' },
    status: { column: 'contacts.status', kind: 'text' },
    createdAt: { column: 'contacts.created_at', kind: 'instant' },
    updatedAt: { column: 'contacts.updated_at', kind: 'instant' },
  },
  defaultSort: '-createdAt',
  searched: ['contacts.name', 'contacts.phone', 'identities.addresses'],
} as const;

/** A page of contacts, newest first unless asked otherwise. @throws AppError `http.sort_unknown`, `http.cursor_invalid` */
export async function pageContacts(
  db: Reader,
  request: PageRequest,
  { status }: { readonly status?: ContactStatus | undefined },
): Promise<Page<ListedContact>> {
  let query = selectSearchable(db);
  if (status !== undefined) query = query.where('contacts.status', '=', status);
  const page = await readPage(query, request, RULES);
  return { ...page, items: await withHistory(db, page.items.map(toContact)) };
}

export async function findListedContact(
  db: Reader,
  id: string,
): Promise<ListedContact | undefined> {
  const row = await db.selectFrom('contacts').selectAll().where('id', '=', id).executeTakeFirst();
  return row && (await withHistory(db, [toContact(row)]))[0];
}

export async function countContacts(db: Reader, status: ContactStatus): Promise<number> {
  const { count } = await db
    .selectFrom('contacts')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('status', '=', status)
    .executeTakeFirstOrThrow();
  return count;
}

/** Contacts, with all addresses of each as one text that can be searched. */
function selectSearchable(db: Reader) {
  const query = db
    .selectFrom('contacts')
    .leftJoin(
      (from) =>
        from
          .selectFrom('contact_identities')
          .select('contact_id')
          .select(sql<string>`string_agg(address, ' ')`.as('addresses'))
          .groupBy('contact_id')
          .as('identities'),
      (join) => join.onRef('identities.contact_id', '=', 'contacts.id'),
    )
    .selectAll('contacts');
  // The joined text is none of the tables, and nothing selected is of it.
  return query as unknown as SelectQueryBuilder<
    Schema,
    'contacts',
    Awaited<ReturnType<typeof query.executeTakeFirstOrThrow>>
  >;
}

async function withHistory(
  db: Reader,
  contacts: readonly Contact[],
): Promise<readonly ListedContact[]> {
  if (contacts.length === 0) return [];
  const ids = contacts.map(({ id }) => id);
  const identities = await db
    .selectFrom('contact_identities')
    .select(['contact_id', 'address'])
    .where('contact_id', 'in', ids)
    .orderBy('created_at')
    .orderBy('address')
    .execute();
  const last = await db
    .selectFrom('messages')
    .select('contact_id')
    .select(({ fn }) => fn.max('created_at').as('created_at'))
    .where('contact_id', 'in', ids)
    .groupBy('contact_id')
    .execute();
  const addressesOf = Map.groupBy(identities, (identity) => identity.contact_id);
  const lastOf = new Map(last.map((message) => [message.contact_id, message.created_at]));
  return contacts.map((contact) => ({
    ...contact,
    addresses: (addressesOf.get(contact.id) ?? []).map(({ address }) => address),
    lastMessageAt: lastOf.get(contact.id) ?? null,
  }));
}
