import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { Db } from '../db/index.ts';
import { spanOf } from '../lib/day-span.ts';
import { ErrorReply, IdParams, listOf } from '../lib/http/index.ts';
import { auditLogNotFound } from './audit.errors.ts';
import { type KeptAuditLog, findAuditLog, pageAuditLogs } from './audit.repository.ts';
import { AuditLog, AuditQuery, AuditVerdict } from './audit.schema.ts';
import type { AnswerList } from './create-answer-list.ts';

export type AuditRoutesDeps = {
  readonly db: Db;
  readonly answerList: AnswerList;
  /** The site's IANA zone, in which a day begins. */
  readonly timeZone: string;
  readonly verify: () => Promise<AuditVerdict>;
};

const TAGS = { tags: ['audit-logs'] };
const COLUMNS = ['seq', 'timestamp', 'actor', 'userId', 'action', 'details', 'ipAddress'] as const;

/** `/audit-logs`: who did what. Nothing changes an entry. */
export function auditRoutes({
  db,
  answerList,
  timeZone,
  verify,
}: AuditRoutesDeps): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/audit-logs',
      {
        schema: {
          ...TAGS,
          summary: 'List what was done, newest first',
          querystring: AuditQuery,
          response: { 200: listOf(AuditLog), '4xx': ErrorReply },
        },
      },
      async (request, reply) =>
        await answerList(request, reply, {
          name: 'audit-logs',
          query: request.query,
          columns: [...COLUMNS, 'userAgent', 'id', 'hash', 'previousHash'],
          async read(page) {
            const { action, userId } = request.query;
            const { items, nextCursor } = await pageAuditLogs(db.read, page, {
              action,
              userId,
              ...spanOf(request.query, timeZone),
            });
            return { items: items.map(toApi), nextCursor };
          },
        }),
    );

    app.get(
      '/audit-logs/:id',
      {
        schema: {
          ...TAGS,
          summary: 'Show an entry of the audit log',
          params: IdParams,
          response: { 200: AuditLog, '4xx': ErrorReply },
        },
      },
      async ({ params: { id } }) => {
        const entry = await findAuditLog(db.read, id);
        if (!entry) throw auditLogNotFound(id);
        return toApi(entry);
      },
    );

    app.post(
      '/audit-logs/verify',
      {
        schema: {
          ...TAGS,
          summary: 'Compute the chain of the audit log again, and tell whether it holds',
          response: { 200: AuditVerdict, '4xx': ErrorReply },
        },
      },
      async () => await verify(),
    );
  };
}

function toApi({ timestamp, ...entry }: KeptAuditLog): AuditLog {
  return { ...entry, timestamp: timestamp.toISOString() };
}
