import type { Reader } from '../db/index.ts';

/** What contacts are called, by id: by name, else phone, else an address they write from. Who is gone is left out. */
export async function nameContacts(
  db: Reader,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('contacts')
    .leftJoin('contact_identities', 'contact_identities.contact_id', 'contacts.id')
    .select(['contacts.id', 'contacts.name', 'contacts.phone', 'contact_identities.address'])
    .where('contacts.id', 'in', [...new Set(ids)])
    .orderBy('contact_identities.address', 'desc')
    .execute();
  return new Map(rows.map(({ id, name, phone, address }) => [id, name ?? phone ?? address ?? '']));
}
