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
    const { sender: address, senderName: name, senderAliases: aliases = [] } = message;
    const emptied = knowledge.timesEmptied();
    const { contact, result } = await db.write(async (tx) => {
      const contact =
        fromMemory(message) ??
        (await upsertContactFromMessage(tx, { address, aliases, name, at })).contact;
      return { contact, result: await work(tx, contact) };
    });
    // One that was changed after it was read must not be remembered as it was.
    if (emptied !== knowledge.timesEmptied()) return result;
    knowledge.contacts.set(address, contact);
    for (const alias of aliases) knowledge.contacts.set(alias, contact);
    return result;
  }

  /** An address that comes with the message and is not known yet must get into the store. */
  function fromMemory({ sender, senderAliases = [] }: IncomingMessage): Contact | undefined {
    const contact = knowledge.contacts.get(sender);
    const isWhole = senderAliases.every(
      (alias) => knowledge.contacts.get(alias)?.id === contact?.id,
    );
    return isWhole ? contact : undefined;
  }

  return {
    findWith,
    async find(message) {
      const known = fromMemory(message);
      return known ?? (await findWith(message, clock(), async (_tx, contact) => contact));
    },
  };
}
