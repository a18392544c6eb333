import type { ContactStatus } from '../db/index.ts';
import type { Report } from './create-report.ts';
import type { ImportChoices } from './imports.schema.ts';
import { legacyInstant } from './legacy-instant.ts';
import type { LegacyRow } from './open-legacy-file.ts';
import { plainAddress } from './plain-address.ts';
import { readJson, textOf } from './read-json.ts';
import type { Sender } from './read-senders.ts';

export type ContactToBring = {
  readonly id: string;
  readonly name: string | null;
  readonly phone: string | null;
  readonly addresses: readonly string[];
  readonly status: ContactStatus;
  readonly createdAt: Date;
};

export type ContactPlan = {
  readonly toBring: readonly ContactToBring[];
  /** Addresses of people who are here already and are now known by these too. */
  readonly toAdd: readonly { readonly contactId: string; readonly address: string }[];
  /** The contact here that an address of the predecessor's belongs to. */
  readonly contactOf: (address: string) => string | undefined;
};

export type StoredContacts = {
  readonly ids: ReadonlySet<string>;
  /** Contact by address. */
  readonly addresses: ReadonlyMap<string, string>;
  /** Contact by phone, `+` and digits. */
  readonly phones: ReadonlyMap<string, string>;
};

/** One person, by all that the predecessor knew them by. */
type Person = {
  readonly addresses: Set<string>;
  readonly rows: { readonly id: string; readonly name: string | null }[];
  phone: string | null;
  name: string | null;
  id: string | undefined;
  createdAt: Date | null;
  hasAsked: boolean;
  isSaved: boolean;
  isBlocked: boolean;
};

const NOT_A_PERSON = /@(?:g\.us|newsletter|broadcast)$/u;

/**
 * Makes one contact of all rows and senders that share a phone number, with every address kept. Who wrote without
 * having a row becomes a contact too; groups and channels, which the predecessor kept as if they were people, do not.
 */
export function planContacts(
  rows: readonly LegacyRow[],
  senders: ReadonlyMap<string, Sender>,
  {
    stored,
    report,
    choice,
    now,
  }: {
    readonly stored: StoredContacts;
    readonly report: Report;
    readonly choice: ImportChoices['contacts'];
    readonly now: Date;
  },
): ContactPlan {
  const people = gather();
  const toBring: ContactToBring[] = [];
  const toAdd: { contactId: string; address: string }[] = [];
  const contactIds = new Map<string, string>();
  let approved = 0;
  let withoutRow = 0;

  for (const person of people) {
    const addresses = [...person.addresses];
    const here = knownHere(person);
    const id = here ?? person.id ?? addresses[0] ?? '';
    for (const address of addresses) contactIds.set(address, id);
    const [first, ...others] = person.rows;
    if (here !== undefined) {
      const missing = addresses.filter((address) => !stored.addresses.has(address));
      toAdd.push(...missing.map((address) => ({ contactId: id, address })));
      for (const row of person.rows) {
        const isNew = missing.includes(row.id);
        say(
          row,
          isNew ? 'merged' : 'alreadyHere',
          ...(isNew ? ['Is a contact here already, and is known by this address too now.'] : []),
        );
      }
      continue;
    }
    const status = statusOf(person, choice);
    if (status === 'approved') approved += 1;
    toBring.push({
      id,
      name: person.name,
      phone: person.phone,
      addresses,
      status,
      createdAt: person.createdAt ?? now,
    });
    if (!first) {
      withoutRow += 1;
      continue;
    }
    say(first, 'brought', ...notesOn(person, status));
    for (const other of others)
      say(other, 'merged', `Is the same person as ${first.id}, by the phone number.`);
  }
  if (withoutRow > 0) {
    report.note(
      `${withoutRow} people wrote messages without being among the contacts, and are contacts now.`,
    );
  }
  if (toBring.length > 0) {
    report.note(
      `${approved} of ${toBring.length} new contacts may ask everything at once, because ${reasonOf(choice)}; the others wait for approval on the contacts page.`,
    );
  }
  return { toBring, toAdd, contactOf: (address) => contactIds.get(plainAddress(address)) };

  function gather(): readonly Person[] {
    const byKey = new Map<string, Person>();
    const all = new Set<Person>();
    for (const row of rows) {
      const id = textOf(row['id']) ?? '';
      if (id === '' || NOT_A_PERSON.test(id)) {
        const note = id === '' ? 'It has no address.' : 'It is a group or a channel, not a person.';
        say({ id, name: textOf(row['name']) ?? null }, 'refused', note);
        continue;
      }
      const metadata = readJson(row['metadata']) ?? {};
      const person = personAt(plainAddress(id), phoneOf(id, textOf(row['phone'])));
      person.rows.push({ id, name: textOf(row['name']) ?? null });
      person.name ??= textOf(row['name'])?.slice(0, 200) ?? null;
      person.isBlocked ||= metadata['isBlocked'] === true;
      person.isSaved ||= metadata['isMyContact'] === true;
      const createdAt = legacyInstant(row['created_at']);
      if (
        person.id === undefined ||
        (createdAt && person.createdAt && createdAt < person.createdAt)
      ) {
        person.id = id;
        person.createdAt = createdAt ?? person.createdAt;
      }
    }
    for (const [address, sender] of senders) {
      if (NOT_A_PERSON.test(address)) continue;
      const person = personAt(address, phoneOf(address, sender.number));
      person.name ??= sender.name ?? null;
      person.hasAsked ||= sender.hasAskedPrivately;
      person.isSaved ||= sender.isSaved;
      person.createdAt ??= sender.firstAt;
    }
    return [...all];

    function personAt(address: string, phone: string | null): Person {
      const keys = [address, ...(phone === null ? [] : [phone])];
      const [person = newPerson(), ...others] = new Set(
        keys.flatMap((key) => byKey.get(key) ?? []),
      );
      all.add(person);
      for (const other of others) {
        join(person, other);
        all.delete(other);
        for (const [key, owner] of byKey) if (owner === other) byKey.set(key, person);
      }
      for (const key of keys) byKey.set(key, person);
      person.addresses.add(address);
      person.phone ??= phone;
      return person;
    }
  }

  function knownHere({ addresses, phone, id }: Person): string | undefined {
    if (phone !== null && stored.phones.has(phone)) return stored.phones.get(phone);
    for (const address of addresses) {
      const contact = stored.addresses.get(address);
      if (contact !== undefined) return contact;
    }
    return id !== undefined && stored.ids.has(id) ? id : undefined;
  }

  function say(
    { id, name }: { readonly id: string; readonly name: string | null },
    outcome: Parameters<Report['row']>[0]['outcome'],
    ...notes: string[]
  ) {
    report.row({ table: 'contacts', id, name, outcome, notes });
  }
}

function newPerson(): Person {
  return {
    addresses: new Set(),
    rows: [],
    phone: null,
    name: null,
    id: undefined,
    createdAt: null,
    hasAsked: false,
    isSaved: false,
    isBlocked: false,
  };
}

function join(person: Person, other: Person): void {
  for (const address of other.addresses) person.addresses.add(address);
  person.rows.push(...other.rows);
  person.phone ??= other.phone;
  person.name ??= other.name;
  person.id ??= other.id;
  person.createdAt ??= other.createdAt;
  person.hasAsked ||= other.hasAsked;
  person.isSaved ||= other.isSaved;
  person.isBlocked ||= other.isBlocked;
}

function statusOf(
  { hasAsked, isSaved, isBlocked }: Person,
  choice: ImportChoices['contacts'],
): ContactStatus {
  if (isBlocked) return 'blocked';
  const isTrusted = choice === 'all' || (choice === 'askers' && (hasAsked || isSaved));
  return isTrusted ? 'approved' : 'pending';
}

function notesOn({ phone }: Person, status: ContactStatus): readonly string[] {
  const states = {
    approved: 'May ask everything at once.',
    pending: 'Waits for approval.',
    blocked: 'Was blocked, and is.',
  };
  return [states[status], ...(phone === null ? ['Has no phone number, only an address.'] : [])];
}

function reasonOf(choice: ImportChoices['contacts']): string {
  if (choice === 'all') return 'that was chosen for everybody';
  if (choice === 'none') return 'it was chosen that nobody may';
  return 'they asked in a chat of their own before, or were saved on the phone';
}

/**
 * The phone behind an address. Of a LID the predecessor kept the digits as if they were one; those of a number it knew
 * are others. More than 15 digits are no phone number (ITU-T E.164).
 */
function phoneOf(address: string, number: string | undefined): string | null {
  const [user = '', server = ''] = plainAddress(address).split('@');
  const isPhoneAddress = server === '' || server === 'c.us' || server === 's.whatsapp.net';
  const digits = isPhoneAddress ? user.replace(/^\+/u, '') : (number ?? '').replaceAll(/\D/gu, '');
  if (!isPhoneAddress && digits === user) return null;
  // A leading zero is that of a number without its country.
  return /^[1-9]\d{5,14}$/u.test(digits) ? `+${digits}` : null;
}
