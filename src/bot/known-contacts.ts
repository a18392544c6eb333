import type { Clock, IncomingMessage } from '#sdk';
import { upsertContactFromMessage, type Contact } from '../chat/index.ts';
import type { Db, Executor } from '../db/index.ts';
import type { KnowledgeBase } from './knowledge.ts';

/** Who writes: from memory, as long as no contact was changed since. A stranger becomes a contact. */
export interface KnownContacts {
  /**
   * Finds the sender in a transaction of the caller's, and remembers them once it is durable.
   *
   * @param work what else the transaction does
   */
  findWith<T>(
    message: IncomingMessage,
    at: Date,
    work: (tx: Executor, contact: Contact) => Promise<T>,
  ): Promise<T>;
  find(message: IncomingMessage): Promise<Contact>;
}

export function createKnownContacts(
  db: Db,
  knowledge: Pick<KnowledgeBase, 'contacts' | 'timesEmptied'>,
  clock: Clock,
): KnownContacts {
  async function findWith<T>(
    message: IncomingMessage,
    at: Date,
    work: (tx: Executor, contact: Contact) => Promise<T>,
  ): Promise<T> {
    const { sender: address, senderName: name } = message;
    const emptied = knowledge.timesEmptied();
    const { contact, result } = await db.write(async (tx) => {
      const contact =
        knowledge.contacts.get(address) ??
        (await upsertContactFromMessage(tx, { address, name, at })).contact;
      return { contact, result: await work(tx, contact) };
    });
    // One that was changed after it was read must not be remembered as it was.
    if (emptied === knowledge.timesEmptied()) knowledge.contacts.set(address, contact);
    return result;
  }

  return {
    findWith,
    async find(message) {
      const known = knowledge.contacts.get(message.sender);
      return known ?? (await findWith(message, clock(), async (_tx, contact) => contact));
    },
  };
}
