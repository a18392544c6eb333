import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { OutgoingMedia } from '#sdk';
import type { AnswerList, Change } from '../audit/index.ts';
import type { Db, Reader } from '../db/index.ts';
import { ErrorReply, actorOf, listOf } from '../lib/http/index.ts';
import { type ReachableBy, chooseTransport } from './choose-transport.ts';
import { findStoredMedia } from './open-stored-file.ts';
import {
  mediaUnknown,
  notCancellable,
  notRetryable,
  outgoingMessageNotFound,
} from './outbox.errors.ts';
import { enqueue, findByIdempotencyKey } from './outbox.repository.ts';
import { type OutgoingMessage as Outgoing, PRIORITY } from './outgoing-message.ts';
import {
  cancelOutgoing,
  findOutgoing,
  holdOutgoing,
  pageOutgoing,
  restartOutgoing,
} from './outgoing-messages.repository.ts';
import {
  NewOutgoingMessage,
  OutgoingMessage,
  OutgoingMessageParams,
  OutgoingMessageQuery,
} from './outgoing-messages.schema.ts';
import { toOutgoingBody } from './to-outgoing-body.ts';

export type OutgoingMessageRoutesDeps = {
  readonly db: Db;
  readonly change: Change;
  readonly answerList: AnswerList;
  /** Those of this Plantline, in the order they are tried. */
  readonly transports: () => readonly ReachableBy[];
  /** Where uploaded files are. */
  readonly mediaFolder: string;
  /** Told when something was put into the outbox. */
  readonly wakeDelivery: () => void;
  /** Told when a message will not be sent after all. */
  readonly onCancelled: (id: number) => void;
};

const TAGS = { tags: ['outbox'] };
const COLUMNS = ['id', 'recipient', 'message', 'type', 'status', 'transport', 'inReplyTo'] as const;
const MORE_COLUMNS = ['retryCount', 'errorMessage', 'createdAt', 'sentAt', 'expiresAt'] as const;
/** How much of a text the audit log keeps. */
const LOGGED_CHARACTERS = 200;
/** What is sent again is tried for as long as what is new. */
const RETRY_WITHIN_MS = 24 * 3_600_000;

/** `/outgoing-messages`: the outbox, and sending a message by hand. */
export function outgoingMessageRoutes(deps: OutgoingMessageRoutesDeps): FastifyPluginAsyncZod {
  const { db, change, answerList, transports, wakeDelivery, onCancelled, mediaFolder } = deps;

  return async (app) => {
    app.get(
      '/outgoing-messages',
      {
        schema: {
          ...TAGS,
          summary: 'List what was sent and what waits to be',
          querystring: OutgoingMessageQuery,
          response: { 200: listOf(OutgoingMessage), '4xx': ErrorReply },
        },
      },
      async (request, reply) =>
        await answerList(request, reply, {
          name: 'outgoing-messages',
          query: request.query,
          columns: [...COLUMNS, ...MORE_COLUMNS],
          async read(page) {
            const { items, nextCursor } = await pageOutgoing(db.read, page, request.query);
            return { items: items.map(toOutgoingBody), nextCursor };
          },
        }),
    );

    app.get(
      '/outgoing-messages/:id',
      {
        schema: {
          ...TAGS,
          summary: 'Show a message of the outbox',
          params: OutgoingMessageParams,
          response: { 200: OutgoingMessage, '4xx': ErrorReply },
        },
      },
      async ({ params: { id } }) => toOutgoingBody(await findOrFail(db.read, id)),
    );

    app.post(
      '/outgoing-messages',
      {
        schema: {
          ...TAGS,
          summary: 'Send a message by hand',
          body: NewOutgoingMessage,
          response: { 200: OutgoingMessage, 201: OutgoingMessage, '4xx': ErrorReply },
        },
      },
      async (request, reply) => {
        const { recipient, message: text } = request.body;
        const idempotencyKey = ownKey(request.body.idempotencyKey);
        const known = idempotencyKey && (await findByIdempotencyKey(db.read, idempotencyKey));
        if (known) return await reply.code(200).send(toOutgoingBody(known));
        const transport = chooseTransport(recipient, request.body.transport, transports());
        const media = await findMediaOrFail(mediaFolder, request.body.media);
        let twin: Outgoing | undefined;
        const making = change(actorOf(request), async (tx, at) => {
          // Two at the same moment: the second changes nothing, so nothing is logged of it.
          if (idempotencyKey) twin = await findByIdempotencyKey(tx, idempotencyKey);
          if (twin) throw new Error('The same was written just before.');
          const message = { recipient, text, media, transport, type: 'manual' };
          const more = { priority: PRIORITY.manual, ...(idempotencyKey && { idempotencyKey }) };
          const id = await enqueue(tx, { ...message, ...more }, at);
          const files = media.map(({ url, fileName }) => ({ url, fileName }));
          const details = {
            id,
            recipient,
            transport,
            text: text.slice(0, LOGGED_CHARACTERS),
            ...(files.length > 0 && { files }),
          };
          return { result: await findOrFail(tx, id), action: 'outbox.enqueued', details };
        });
        const made = await making.catch((error: unknown) => {
          if (twin) return twin;
          throw error;
        });
        if (made === twin) return await reply.code(200).send(toOutgoingBody(made));
        wakeDelivery();
        return await reply.code(201).send(toOutgoingBody(made));
      },
    );

    app.post(
      '/outgoing-messages/:id/retry',
      {
        schema: {
          ...TAGS,
          summary: 'Send a message again that failed, expired or was cancelled',
          params: OutgoingMessageParams,
          response: { 200: OutgoingMessage, '4xx': ErrorReply },
        },
      },
      async (request) => {
        const { id } = request.params;
        const restarted = await change(actorOf(request), async (tx, at) => {
          const before = await holdOutgoing(tx, id);
          if (!before) throw outgoingMessageNotFound(id);
          if (!isOver(before)) throw notRetryable(before.status);
          const expiresAt = new Date(at.getTime() + RETRY_WITHIN_MS);
          await restartOutgoing(tx, id, { now: at, expiresAt });
          const { status, errorMessage, retryCount, recipient } = before;
          const details = { id, recipient, before: { status, errorMessage, retryCount } };
          return { result: await findOrFail(tx, id), action: 'outbox.retried', details };
        });
        wakeDelivery();
        return toOutgoingBody(restarted);
      },
    );

    app.post(
      '/outgoing-messages/:id/cancel',
      {
        schema: {
          ...TAGS,
          summary: 'Take a message back that still waits',
          params: OutgoingMessageParams,
          response: { 200: OutgoingMessage, '4xx': ErrorReply },
        },
      },
      async (request) => {
        const { id } = request.params;
        const cancelled = await change(actorOf(request), async (tx) => {
          const before = await holdOutgoing(tx, id);
          if (!before) throw outgoingMessageNotFound(id);
          if (before.status !== 'pending') throw notCancellable(before.status);
          await cancelOutgoing(tx, id);
          const details = { id, recipient: before.recipient };
          return { result: await findOrFail(tx, id), action: 'outbox.cancelled', details };
        });
        onCancelled(id);
        return toOutgoingBody(cancelled);
      },
    );
  };
}

/** Apart from the keys that Plantline gives its own messages. */
function ownKey(key: string | undefined): string | undefined {
  return key === undefined ? undefined : `api:${key}`;
}

async function findMediaOrFail(
  folder: string,
  ids: readonly string[],
): Promise<readonly OutgoingMedia[]> {
  const found = await Promise.all(ids.map(async (id) => await findStoredMedia(folder, id)));
  const missing = ids.filter((_id, index) => !found[index]);
  if (missing.length > 0) throw mediaUnknown(missing);
  return found.filter((item) => item !== undefined);
}

async function findOrFail(db: Reader, id: number): Promise<Outgoing> {
  const message = await findOutgoing(db, id);
  if (!message) throw outgoingMessageNotFound(id);
  return message;
}

function isOver({ status }: Outgoing): boolean {
  return status === 'failed' || status === 'expired' || status === 'cancelled';
}
