import { randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import {
  type ContactStatus,
  type Executor,
  type Reader,
  type Schema,
  type ValueOf,
  bumpVersion,
  prepareQuery,
} from '../db/index.ts';
import { contactNotFound, contactPhoneTaken } from './chat.errors.ts';
import { phoneOfAddress } from './phone-of-address.ts';

/** What a contact may ask for: everything, later additions included, or the named groups and sources. */
export type Grants = (
  | { readonly all: true }
  | {
      readonly all?: false;
      readonly groupIds: readonly string[];
      readonly sourceIds: readonly string[];
    }
) & {
  /** Whether questions in plain words may become queries of their own; absent is no, also for who may ask all. */
  readonly freeSql?: boolean | undefined;
};

export const NO_GRANTS: Grants = { groupIds: [], sourceIds: [] };

/** A person, whatever addresses they write from. */
export type Contact = {
  readonly id: string;
  readonly name: string | null;
  /** `+` and digits. */
  readonly phone: string | null;
  readonly status: ContactStatus;
  /** The reply language they chose; null for the default. */
  readonly language: string | null;
  readonly grants: Grants;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};

export type ContactToStore = ContactUpdate & {
  /** Further addresses, such as a LID; that of the phone is always known. */
  readonly addresses?: readonly string[] | undefined;
};

type Changeable = Pick<Contact, 'name' | 'phone' | 'status' | 'language' | 'grants'>;

/** What is left out, or undefined, stays. */
export type ContactUpdate = {
  readonly [Field in keyof Changeable]?: Changeable[Field] | undefined;
};

const selectByAddress = prepareQuery((db, value: ValueOf<{ address: string }>) =>
  db
    .selectFrom('contact_identities')
    .innerJoin('contacts', 'contacts.id', 'contact_identities.contact_id')
    .selectAll('contacts')
    .where('contact_identities.address', '=', value('address')),
);

/** Who writes from this address, or undefined when nobody is known to. */
export async function findContactByAddress(
  db: Reader,
  address: string,
): Promise<Contact | undefined> {
  const { rows } = await selectByAddress(db, { address });
  return rows[0] && toContact(rows[0]);
}

export async function findContact(db: Reader, id: string): Promise<Contact | undefined> {
  const row = await db.selectFrom('contacts').selectAll().where('id', '=', id).executeTakeFirst();
  return row && toContact(row);
}

/** Every contact, or those of one status, newest first. */
export async function listContacts(
  db: Reader,
  filter: { readonly status?: ContactStatus } = {},
): Promise<readonly Contact[]> {
  let query = db.selectFrom('contacts').selectAll().orderBy('created_at', 'desc').orderBy('id');
  if (filter.status) query = query.where('status', '=', filter.status);
  return (await query.execute()).map(toContact);
}

/** @throws AppError `contacts.phone_taken` */
export async function insertContact(
  tx: Executor,
  contact: ContactToStore,
  at: Date,
): Promise<Contact> {
  const row = await tx
    .insertInto('contacts')
    .values({
      id: randomUUID(),
      name: contact.name ?? null,
      phone: contact.phone ?? null,
      status: contact.status ?? 'pending',
      language: contact.language ?? null,
      grants: contact.grants ?? NO_GRANTS,
      created_at: at,
      updated_at: at,
    })
    .onConflict((conflict) => conflict.column('phone').doNothing())
    .returningAll()
    .executeTakeFirst();
  if (!row) throw contactPhoneTaken(contact.phone ?? '');
  const addresses = new Set(contact.addresses ?? []);
  if (contact.phone) addresses.add(contact.phone);
  for (const address of addresses) await addIdentity(tx, row.id, address, at);
  await bumpVersion(tx, 'contacts');
  return toContact(row);
}

/**
 * Approves, blocks, renames, gives a language or grants: whatever is named. Who gets another phone is no longer known
 * by the one before: that number may be somebody else's by now.
 *
 * @throws AppError `contacts.not_found` or `contacts.phone_taken`
 */
export async function updateContact(
  tx: Executor,
  id: string,
  change: ContactUpdate,
  at: Date,
): Promise<Contact> {
  const { phone } = change;
  if (phone) {
    const holder = await findByPhone(tx, phone);
    if (holder && holder.id !== id) throw contactPhoneTaken(phone);
  }
  if (phone !== undefined) await removePhoneIdentities(tx, id, phone);
  const row = await tx
    .updateTable('contacts')
    .set({ ...change, updated_at: at })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
  if (!row) throw contactNotFound(id);
  if (phone) await addIdentity(tx, id, phone, at);
  await bumpVersion(tx, 'contacts');
  return toContact(row);
}

/** @throws AppError `contacts.not_found` */
export async function deleteContact(tx: Executor, id: string): Promise<void> {
  const { numDeletedRows } = await tx
    .deleteFrom('contacts')
    .where('id', '=', id)
    .executeTakeFirst();
  if (numDeletedRows === 0n) throw contactNotFound(id);
  await bumpVersion(tx, 'contacts');
}

/** The contact that has this phone. */
export async function findByPhone(db: Reader, phone: string): Promise<Contact | undefined> {
  const row = await db
    .selectFrom('contacts')
    .selectAll()
    .where('phone', '=', phone)
    .executeTakeFirst();
  return row && toContact(row);
}

/** Forgets every address of a contact that shows another phone than this one. */
async function removePhoneIdentities(
  tx: Executor,
  contactId: string,
  phone: string | null,
): Promise<void> {
  const identities = await tx
    .selectFrom('contact_identities')
    .select('address')
    .where('contact_id', '=', contactId)
    .execute();
  const former = identities
    .map(({ address }) => address)
    .filter((address) => ![null, phone].includes(phoneOfAddress(address)));
  if (former.length === 0) return;
  await tx.deleteFrom('contact_identities').where('address', 'in', former).execute();
}

/** An address belongs to one person: it moves to whom it was given last. */
export async function addIdentity(
  tx: Executor,
  contactId: string,
  address: string,
  at: Date,
): Promise<void> {
  await tx
    .insertInto('contact_identities')
    .values({ address, contact_id: contactId, created_at: at })
    .onConflict((conflict) => conflict.column('address').doUpdateSet({ contact_id: contactId }))
    .execute();
}

export function toContact(row: Selectable<Schema['contacts']>): Contact {
  return {
    id: row.id,
    name: row.name,
    phone: row.phone,
    status: row.status,
    language: row.language,
    grants: (row.grants ?? NO_GRANTS) as Grants,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
