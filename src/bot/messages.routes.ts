import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { AnswerList } from '../audit/index.ts';
import { findListedMessage, messageNotFound, pageMessages } from '../chat/index.ts';
import type { Db } from '../db/index.ts';
import { spanOf } from '../lib/day-span.ts';
import { ErrorReply, IdParams, listOf } from '../lib/http/index.ts';
import { listReplies } from '../outbox/index.ts';
import { Message, MessageQuery, MessageWithReplies } from './messages.schema.ts';
import { toMessageBody, toMessageReply } from './to-message-body.ts';

export type MessageRoutesDeps = {
  readonly db: Db;
  readonly answerList: AnswerList;
  /** The site's IANA zone, in which a day begins. */
  readonly timeZone: string;
};

const TAGS = { tags: ['messages'] };
const COLUMNS = ['id', 'receivedAt', 'sender', 'contactName', 'chat', 'transport', 'text'] as const;

/** `/messages`: who asked what, what was answered, and from which data. */
export function messageRoutes({
  db,
  answerList,
  timeZone,
}: MessageRoutesDeps): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/messages',
      {
        schema: {
          ...TAGS,
          summary: 'List messages that came in',
          querystring: MessageQuery,
          response: { 200: listOf(Message), '4xx': ErrorReply },
        },
      },
      async (request, reply) => {
        const { status, contactId } = request.query;
        const filter = {
          status,
          contactId,
          ...spanOf(request.query, timeZone),
        };
        return await answerList(request, reply, {
          name: 'messages',
          query: request.query,
          columns: [...COLUMNS, 'status', 'rule', 'name', 'processedAt', 'answerMs'],
          async read(page) {
            const { items, nextCursor } = await pageMessages(db.read, page, filter);
            return { items: items.map(toMessageBody), nextCursor };
          },
        });
      },
    );

    app.get(
      '/messages/:id',
      {
        schema: {
          ...TAGS,
          summary: 'Show a message, its replies and how it was answered',
          params: IdParams,
          response: { 200: MessageWithReplies, '4xx': ErrorReply },
        },
      },
      async ({ params: { id } }) => {
        const message = await findListedMessage(db.read, id);
        if (!message) throw messageNotFound(id);
        const replies = await listReplies(db.read, id);
        return { ...toMessageBody(message), replies: replies.map(toMessageReply) };
      },
    );
  };
}
