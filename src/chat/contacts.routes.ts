import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { type AnswerList, type Change, changedFields } from '../audit/index.ts';
import { type Db, type Executor, type Reader, takeTurns } from '../db/index.ts';
import {
  ErrorReply,
  IdParams,
  actorOf,
  assertNotChangedMeanwhile,
  changedAt,
  listOf,
  signedInUser,
} from '../lib/http/index.ts';
import { contactAddressTaken, contactNotFound } from './chat.errors.ts';
import { type ReadGrantable, checkGrants } from './check-grants.ts';
import {
  NO_GRANTS,
  deleteContact,
  findContactByAddress,
  insertContact,
  updateContact,
} from './contacts.repository.ts';
import { Contact, ContactChange, ContactQuery, NewContact } from './contacts.schema.ts';
import {
  type ListedContact,
  findListedContact,
  pageContacts,
} from './listed-contacts.repository.ts';
import { phoneOfAddress } from './phone-of-address.ts';
import { toContactBody } from './to-contact-body.ts';
import { type WelcomeText, welcomeApproved } from './welcome-approved.ts';

export type ContactRoutesDeps = {
  readonly db: Db;
  readonly change: Change;
  readonly answerList: AnswerList;
  readonly readGrantable: ReadGrantable;
  readonly welcomeText: WelcomeText;
  /** Told when something was put into the outbox. */
  readonly wakeDelivery: () => void;
};

const TAGS = { tags: ['contacts'] };
const COLUMNS = ['id', 'name', 'phone', 'addresses', 'status', 'language', 'grants'] as const;

/** `/contacts`: who may ask, and for what. A change is seen by the contact's next message. */
export function contactRoutes(deps: ContactRoutesDeps): FastifyPluginAsyncZod {
  const { db, change, answerList, readGrantable, welcomeText, wakeDelivery } = deps;

  return async (app) => {
    app.get(
      '/contacts',
      {
        schema: {
          ...TAGS,
          summary: 'List contacts',
          querystring: ContactQuery,
          response: { 200: listOf(Contact), '4xx': ErrorReply },
        },
      },
      async (request, reply) =>
        await answerList(request, reply, {
          name: 'contacts',
          query: request.query,
          columns: [...COLUMNS, 'lastMessageAt', 'createdAt', 'updatedAt'],
          async read(page) {
            const { items, nextCursor } = await pageContacts(db.read, page, request.query);
            return { items: items.map(toContactBody), nextCursor };
          },
        }),
    );

    app.get(
      '/contacts/:id',
      {
        schema: {
          ...TAGS,
          summary: 'Show a contact',
          params: IdParams,
          response: { 200: Contact, '4xx': ErrorReply },
        },
      },
      async ({ params: { id } }) => toContactBody(await findOrFail(db.read, id)),
    );

    app.post(
      '/contacts',
      {
        schema: {
          ...TAGS,
          summary: 'Make a contact',
          body: NewContact,
          response: { 201: Contact, '4xx': ErrorReply },
        },
      },
      async (request, reply) => {
        const { role } = signedInUser(request);
        const made = await change(actorOf(request), async (tx, at) => {
          const wanted = request.body;
          await takeAddresses(tx, [wanted.phone ?? '', ...(wanted.addresses ?? [])]);
          const grants =
            wanted.grants && (await checkGrants(tx, wanted.grants, NO_GRANTS, role, readGrantable));
          const { id } = await insertContact(tx, { ...wanted, grants }, at);
          const result = await findOrFail(tx, id);
          return { result, action: 'contacts.created', details: { id, after: logged(result) } };
        });
        return await reply.code(201).send(toContactBody(made));
      },
    );

    app.patch(
      '/contacts/:id',
      {
        schema: {
          ...TAGS,
          summary: 'Approve, block or change a contact',
          params: IdParams,
          body: ContactChange,
          response: { 200: Contact, '4xx': ErrorReply },
        },
      },
      async (request) => {
        const { id } = request.params;
        const { role } = signedInUser(request);
        const { updatedAt: seenAt, ...wanted } = request.body;
        const changed = await change(actorOf(request), async (tx, at) => {
          await takeTurns(tx, `contact ${wanted.phone ?? id}`);
          const before = await findOrFail(tx, id);
          assertNotChangedMeanwhile(seenAt, before);
          const grants =
            wanted.grants &&
            (await checkGrants(tx, wanted.grants, before.grants, role, readGrantable));
          await updateContact(tx, id, { ...wanted, grants }, changedAt(at, before));
          const result = await findOrFail(tx, id);
          const isLetIn = before.status === 'pending' && result.status === 'approved';
          if (isLetIn) await welcomeApproved(tx, result, welcomeText, at);
          const details = { id, ...changedFields(logged(before), logged(result)) };
          return { result: { contact: result, isLetIn }, action: 'contacts.changed', details };
        });
        if (changed.isLetIn) wakeDelivery();
        return toContactBody(changed.contact);
      },
    );

    app.delete(
      '/contacts/:id',
      {
        schema: {
          ...TAGS,
          summary: 'Delete a contact, who is a stranger from then on',
          params: IdParams,
          response: { 204: z.undefined(), '4xx': ErrorReply },
        },
      },
      async (request, reply) => {
        const { id } = request.params;
        await change(actorOf(request), async (tx) => {
          const before = await findOrFail(tx, id);
          await deleteContact(tx, id);
          const details = { id, before: logged(before) };
          return { result: undefined, action: 'contacts.deleted', details };
        });
        return await reply.code(204).send();
      },
    );
  };
}

async function findOrFail(db: Reader, id: string): Promise<ListedContact> {
  const contact = await findListedContact(db, id);
  if (!contact) throw contactNotFound(id);
  return contact;
}

/**
 * Refuses addresses that somebody else writes from: whoever has one is let in by it. The first message from one of
 * them waits until this is through.
 */
async function takeAddresses(tx: Executor, addresses: readonly string[]): Promise<void> {
  // In one order, so that two who want the same do not wait for each other.
  for (const address of [...new Set(addresses)].filter(Boolean).toSorted()) {
    const phone = phoneOfAddress(address);
    await takeTurns(tx, `contact ${phone ?? address}`);
    const holder =
      (await findContactByAddress(tx, address)) ??
      (phone === null ? undefined : await findContactByAddress(tx, phone));
    // Who has it for a phone is told of by the phone.
    if (holder && holder.phone !== address) throw contactAddressTaken(address, holder.id);
  }
}

/** What the audit log keeps of a contact. */
function logged(contact: ListedContact) {
  const { name, phone, addresses, status, language, grants } = contact;
  return { name, phone, addresses, status, language, grants };
}
