import type { Executor } from '../db/index.ts';
import { PRIORITY, enqueue } from '../outbox/index.ts';
import type { Contact } from './contacts.repository.ts';
import { findNewestOf } from './messages.repository.ts';

/** What a stranger is told once they may ask; the bot knows the words. */
export type WelcomeText = (contact: Contact, lastText: string) => string;

/**
 * Tells a stranger who has written that they may ask now, where they wrote; once, however often they are approved.
 * Delivery must be woken after the commit.
 */
export async function welcomeApproved(
  tx: Executor,
  contact: Contact,
  textFor: WelcomeText,
  at: Date,
): Promise<void> {
  const last = await findNewestOf(tx, contact.id);
  if (!last) return;
  const isPrivate = !last.chat.endsWith('@g.us');
  await enqueue(
    tx,
    {
      // What is said to one person is nobody else's business.
      recipient: isPrivate ? last.chat : last.sender,
      text: textFor(contact, last.text),
      type: 'manual',
      transport: last.transport,
      priority: PRIORITY.manual,
      idempotencyKey: `approved:${contact.id}`,
    },
    at,
  );
}
