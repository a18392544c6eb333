import type { ContactStatus, Executor } from '../db/index.ts';
import { type Contact, deleteContact, updateContact } from './contacts.repository.ts';
import { phoneOfAddress } from './phone-of-address.ts';
import type { Writer } from './upsert-contact-from-message.ts';

/** Who was blocked stays blocked, by whatever address they write; then whom an administrator let in. */
const RANK: Readonly<Record<ContactStatus, number>> = { blocked: 2, approved: 1, pending: 0 };

/**
 * Makes one of several contacts that the network says are one person, and gives it. Strangers among them go into it,
 * with their messages and addresses. One that an administrator has decided about is never removed: it only no longer
 * has the addresses that this message came from.
 */
export async function joinContacts(
  tx: Executor,
  contacts: readonly [Contact, ...(readonly Contact[])],
  from: Writer,
): Promise<Contact> {
  const [person, ...others] = contacts.toSorted(byPrecedence) as [Contact, ...Contact[]];
  const strangers = others.filter(({ status }) => status === 'pending');
  for (const { id } of strangers) await moveEverything(tx, id, person.id);
  const phone = phoneFor(person, strangers, others, from);
  const name = person.name ?? strangers.find((one) => one.name !== null)?.name ?? from.name ?? null;
  const language = person.language ?? strangers.find((one) => one.language)?.language ?? null;
  const isSame = phone === person.phone && name === person.name && language === person.language;
  if (isSame) return person;
  return await updateContact(
    tx,
    person.id,
    { ...(phone !== person.phone && { phone }), name, language },
    from.at,
  );
}

function byPrecedence(a: Contact, b: Contact): number {
  return (
    RANK[b.status] - RANK[a.status] ||
    Number(b.phone !== null) - Number(a.phone !== null) ||
    a.createdAt.getTime() - b.createdAt.getTime() ||
    (a.id < b.id ? -1 : 1)
  );
}

async function moveEverything(tx: Executor, from: string, to: string): Promise<void> {
  await tx.updateTable('messages').set({ contact_id: to }).where('contact_id', '=', from).execute();
  await tx
    .updateTable('contact_identities')
    .set({ contact_id: to })
    .where('contact_id', '=', from)
    .execute();
  await deleteContact(tx, from);
}

/** The phone that is shown: their own, else one the network told that is nobody else's. */
function phoneFor(
  person: Contact,
  strangers: readonly Contact[],
  others: readonly Contact[],
  { address, aliases = [] }: Writer,
): string | null {
  if (person.phone !== null) return person.phone;
  const told = [address, ...aliases].map(phoneOfAddress).find((phone) => phone !== null) ?? null;
  const kept = others.filter((one) => !strangers.includes(one));
  return kept.some((one) => one.phone === told) ? null : told;
}
