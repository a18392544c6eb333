import { type Executor, type Reader, bumpVersion } from '../db/index.ts';
import { type Contact, NO_GRANTS, addIdentity } from './contacts.repository.ts';

/** Who is known already, for whoever brings others. */
export type KnownContacts = {
  readonly ids: ReadonlySet<string>;
  /** Contact by address. */
  readonly addresses: ReadonlyMap<string, string>;
  /** Contact by phone, `+` and digits. */
  readonly phones: ReadonlyMap<string, string>;
};

export type ImportedContact = Pick<Contact, 'id' | 'name' | 'phone' | 'status' | 'createdAt'> & {
  readonly addresses: readonly string[];
};

export async function readKnownContacts(db: Reader): Promise<KnownContacts> {
  const contacts = await db.selectFrom('contacts').select(['id', 'phone']).execute();
  const identities = await db
    .selectFrom('contact_identities')
    .select(['address', 'contact_id'])
    .execute();
  return {
    ids: new Set(contacts.map(({ id }) => id)),
    addresses: new Map(identities.map(({ address, contact_id }) => [address, contact_id])),
    phones: new Map(contacts.flatMap(({ id, phone }) => (phone === null ? [] : [[phone, id]]))),
  };
}

/**
 * Puts in contacts under ids of their own; who is approved may ask everything. Their addresses and phones must be
 * nobody's yet.
 */
export async function insertImportedContacts(
  tx: Executor,
  contacts: readonly ImportedContact[],
  /** Further addresses of people who are here. */
  added: readonly { readonly contactId: string; readonly address: string }[],
  at: Date,
): Promise<void> {
  if (contacts.length + added.length === 0) return;
  for (const { id, name, phone, status, createdAt, addresses } of contacts) {
    const grants = status === 'approved' ? { all: true } : NO_GRANTS;
    await tx
      .insertInto('contacts')
      .values({ id, name, phone, status, grants, created_at: createdAt, updated_at: createdAt })
      .execute();
    const all = new Set([...addresses, ...(phone === null ? [] : [phone])]);
    for (const address of all) await addIdentity(tx, id, address, at);
  }
  for (const { contactId, address } of added) await addIdentity(tx, contactId, address, at);
  await bumpVersion(tx, 'contacts');
}
