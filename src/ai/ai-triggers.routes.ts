import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { type AnswerList, type Change, changedFields } from '../audit/index.ts';
import type { Db, Reader } from '../db/index.ts';
import {
  ErrorReply,
  IdParams,
  actorOf,
  assertNotChangedMeanwhile,
  changedAt,
  listOf,
} from '../lib/http/index.ts';
import { findNameBeginning } from '../triggers/index.ts';
import { aiPrefixHidesName, aiTriggerNotFound } from './ai-triggers.errors.ts';
import {
  type AiTrigger as StoredAiTrigger,
  deleteAiTrigger,
  findAiTrigger,
  insertAiTrigger,
  pageAiTriggers,
  updateAiTrigger,
} from './ai-triggers.repository.ts';
import { AiTrigger, AiTriggerChange, AiTriggerQuery, NewAiTrigger } from './ai-triggers.schema.ts';

export type AiTriggerRoutesDeps = {
  readonly db: Db;
  readonly change: Change;
  readonly answerList: AnswerList;
};

const TAGS = { tags: ['AI triggers'] };
const COLUMNS = ['id', 'prefix', 'name', 'description', 'enabled', 'usageCount'] as const;

/** `/ai-triggers`: prefixes that send the rest of a message to the question answerer. */
export function aiTriggerRoutes({
  db,
  change,
  answerList,
}: AiTriggerRoutesDeps): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/ai-triggers',
      {
        schema: {
          ...TAGS,
          summary: 'List AI triggers',
          querystring: AiTriggerQuery,
          response: { 200: listOf(AiTrigger), '4xx': ErrorReply },
        },
      },
      async (request, reply) =>
        await answerList(request, reply, {
          name: 'ai-triggers',
          query: request.query,
          columns: [...COLUMNS, 'lastUsed', 'createdAt', 'updatedAt'],
          async read(page) {
            const { items, nextCursor } = await pageAiTriggers(db.read, page, request.query);
            return { items: items.map(toApi), nextCursor };
          },
        }),
    );

    app.get(
      '/ai-triggers/:id',
      {
        schema: {
          ...TAGS,
          summary: 'Show an AI trigger',
          params: IdParams,
          response: { 200: AiTrigger, '4xx': ErrorReply },
        },
      },
      async ({ params: { id } }) => toApi(await findOrFail(db.read, id)),
    );

    app.post(
      '/ai-triggers',
      {
        schema: {
          ...TAGS,
          summary: 'Make an AI trigger',
          body: NewAiTrigger,
          response: { 201: AiTrigger, '4xx': ErrorReply },
        },
      },
      async (request, reply) => {
        const { description = null, ...trigger } = request.body;
        const made = await change(actorOf(request), async (tx, at) => {
          await assertHidesNoName(tx, trigger.prefix);
          const result = await insertAiTrigger(tx, { ...trigger, description }, at);
          const details = { id: result.id, after: logged(result) };
          return { result, action: 'ai_triggers.created', details };
        });
        return await reply.code(201).send(toApi(made));
      },
    );

    app.patch(
      '/ai-triggers/:id',
      {
        schema: {
          ...TAGS,
          summary: 'Change an AI trigger',
          params: IdParams,
          body: AiTriggerChange,
          response: { 200: AiTrigger, '4xx': ErrorReply },
        },
      },
      async (request) => {
        const { id } = request.params;
        const { updatedAt: seenAt, ...wanted } = request.body;
        const changed = await change(actorOf(request), async (tx, at) => {
          const before = await findOrFail(tx, id);
          assertNotChangedMeanwhile(seenAt, before);
          const { prefix = before.prefix } = wanted;
          if (prefix !== before.prefix) await assertHidesNoName(tx, prefix);
          const result = await updateAiTrigger(tx, id, wanted, changedAt(at, before));
          const details = { id, ...changedFields(logged(before), logged(result)) };
          return { result, action: 'ai_triggers.changed', details };
        });
        return toApi(changed);
      },
    );

    app.delete(
      '/ai-triggers/:id',
      {
        schema: {
          ...TAGS,
          summary: 'Delete an AI trigger',
          params: IdParams,
          response: { 204: z.undefined(), '4xx': ErrorReply },
        },
      },
      async (request, reply) => {
        const { id } = request.params;
        await change(actorOf(request), async (tx) => {
          const before = await findOrFail(tx, id);
          await deleteAiTrigger(tx, id);
          const details = { id, before: logged(before) };
          return { result: undefined, action: 'ai_triggers.deleted', details };
        });
        return await reply.code(204).send();
      },
    );
  };
}

async function findOrFail(db: Reader, id: string): Promise<StoredAiTrigger> {
  const trigger = await findAiTrigger(db, id);
  if (!trigger) throw aiTriggerNotFound(id);
  return trigger;
}

/** @throws AppError `ai_triggers.prefix_hides_name` */
async function assertHidesNoName(db: Reader, prefix: string): Promise<void> {
  const name = await findNameBeginning(db, prefix);
  if (name !== undefined) throw aiPrefixHidesName(prefix, name);
}

/** What the audit log keeps of an AI trigger. */
function logged({ prefix, name, description, enabled }: StoredAiTrigger) {
  return { prefix, name, description, enabled };
}

function toApi({ lastUsed, createdAt, updatedAt, ...trigger }: StoredAiTrigger): AiTrigger {
  return {
    ...trigger,
    lastUsed: lastUsed?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}
