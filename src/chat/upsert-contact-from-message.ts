import { type Executor, bumpVersion, takeTurns } from '../db/index.ts';
import {
  type Contact,
  addIdentity,
  findByPhone,
  findContactByAddress,
  insertContact,
} from './contacts.repository.ts';
import { joinContacts } from './join-contacts.ts';
import { phoneOfAddress } from './phone-of-address.ts';

/** Who wrote, as the network tells it. */
export type Writer = {
  readonly address: string;
  /** Further addresses of the same person that the network itself gave. */
  readonly aliases?: readonly string[] | undefined;
  readonly name?: string | undefined;
  readonly at: Date;
};

type Found = { readonly contact: Contact; readonly isNew: boolean };

/**
 * The contact a message came from; a stranger becomes one, waiting for approval.
 *
 * Addresses not seen before are added to whoever is known by another of them, or by the phone they show. Where the
 * addresses turn out to be those of several contacts, these are one person: see `joinContacts`. A name never counts.
 */
export async function upsertContactFromMessage(tx: Executor, from: Writer): Promise<Found> {
  const addresses = [...new Set([from.address, ...(from.aliases ?? [])])];
  const known = await findAllOf(tx, addresses);
  const [only] = known.contacts;
  if (only && known.contacts.length === 1 && known.unknown.length === 0) {
    return { contact: only, isNew: false };
  }
  // A stranger often writes several messages at once. In one order, so that two never wait for each other.
  const turns = new Set(addresses.map((address) => phoneOfAddress(address) ?? address));
  for (const turn of [...turns].toSorted()) await takeTurns(tx, `contact ${turn}`);
  const { contacts, unknown } = await findAllOf(tx, addresses);
  const byPhone = await findByPhones(tx, unknown);
  const [first, ...others] = distinct([...contacts, ...byPhone]);
  if (!first) return { contact: await insertStranger(tx, from, addresses), isNew: true };
  if (others.length === 0 && unknown.length === 0) return { contact: first, isNew: false };
  const contact = await joinContacts(tx, [first, ...others], from);
  for (const address of addresses) await addIdentity(tx, contact.id, address, from.at);
  await bumpVersion(tx, 'contacts');
  return { contact, isNew: false };
}

async function findAllOf(
  tx: Executor,
  addresses: readonly string[],
): Promise<{ readonly contacts: readonly Contact[]; readonly unknown: readonly string[] }> {
  const contacts: Contact[] = [];
  const unknown: string[] = [];
  for (const address of addresses) {
    const contact = await findContactByAddress(tx, address);
    if (contact) contacts.push(contact);
    else unknown.push(address);
  }
  return { contacts: distinct(contacts), unknown };
}

/** Whose phone an address shows that is not known as an address. */
async function findByPhones(
  tx: Executor,
  addresses: readonly string[],
): Promise<readonly Contact[]> {
  const found: Contact[] = [];
  for (const address of addresses) {
    const phone = phoneOfAddress(address);
    const contact = phone === null ? undefined : await findByPhone(tx, phone);
    if (contact) found.push(contact);
  }
  return found;
}

async function insertStranger(
  tx: Executor,
  { name, at }: Writer,
  addresses: readonly string[],
): Promise<Contact> {
  const phone = addresses.map(phoneOfAddress).find((one) => one !== null) ?? null;
  return await insertContact(tx, { name: name ?? null, phone, addresses }, at);
}

function distinct(contacts: readonly Contact[]): readonly Contact[] {
  return [...new Map(contacts.map((contact) => [contact.id, contact])).values()];
}
