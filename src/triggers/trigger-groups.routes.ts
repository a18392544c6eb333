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
import {
  type TriggerGroup as StoredTriggerGroup,
  deleteTriggerGroup,
  describeMembers,
  findTriggerGroup,
  insertTriggerGroup,
  pageTriggerGroups,
  updateTriggerGroup,
} from './trigger-groups.repository.ts';
import {
  NewTriggerGroup,
  TriggerGroup,
  TriggerGroupChange,
  TriggerGroupQuery,
} from './trigger-groups.schema.ts';
import { triggerGroupNotFound } from './triggers.errors.ts';

export type TriggerGroupRoutesDeps = {
  readonly db: Db;
  readonly change: Change;
  readonly answerList: AnswerList;
};

const TAGS = { tags: ['trigger groups'] };
const COLUMNS = ['id', 'name', 'description', 'executionMode', 'triggerIds'] as const;

/** `/trigger-groups`: triggers answered together. Running one is the bot's business. */
export function triggerGroupRoutes({
  db,
  change,
  answerList,
}: TriggerGroupRoutesDeps): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/trigger-groups',
      {
        schema: {
          ...TAGS,
          summary: 'List trigger groups',
          querystring: TriggerGroupQuery,
          response: { 200: listOf(TriggerGroup), '4xx': ErrorReply },
        },
      },
      async (request, reply) =>
        await answerList(request, reply, {
          name: 'trigger-groups',
          query: request.query,
          columns: [...COLUMNS, 'createdAt', 'updatedAt'],
          async read(page) {
            const { items, nextCursor } = await pageTriggerGroups(db.read, page);
            return { items: await toApi(db.read, items), nextCursor };
          },
        }),
    );

    app.get(
      '/trigger-groups/:id',
      {
        schema: {
          ...TAGS,
          summary: 'Show a trigger group',
          params: IdParams,
          response: { 200: TriggerGroup, '4xx': ErrorReply },
        },
      },
      async ({ params: { id } }) => await oneToApi(db.read, await findOrFail(db.read, id)),
    );

    app.post(
      '/trigger-groups',
      {
        schema: {
          ...TAGS,
          summary: 'Make a trigger group',
          body: NewTriggerGroup,
          response: { 201: TriggerGroup, '4xx': ErrorReply },
        },
      },
      async (request, reply) => {
        const { description = null, ...group } = request.body;
        const made = await change(actorOf(request), async (tx, at) => {
          const result = await insertTriggerGroup(tx, { ...group, description }, at);
          const details = { id: result.id, after: logged(result) };
          return { result, action: 'trigger_groups.created', details };
        });
        return await reply.code(201).send(await oneToApi(db.read, made));
      },
    );

    app.patch(
      '/trigger-groups/:id',
      {
        schema: {
          ...TAGS,
          summary: 'Change a trigger group',
          params: IdParams,
          body: TriggerGroupChange,
          response: { 200: TriggerGroup, '4xx': ErrorReply },
        },
      },
      async (request) => {
        const { id } = request.params;
        const { updatedAt: seenAt, ...wanted } = request.body;
        const changed = await change(actorOf(request), async (tx, at) => {
          const before = await findOrFail(tx, id);
          assertNotChangedMeanwhile(seenAt, before);
          const result = await updateTriggerGroup(tx, id, wanted, changedAt(at, before));
          const details = { id, ...changedFields(logged(before), logged(result)) };
          return { result, action: 'trigger_groups.changed', details };
        });
        return await oneToApi(db.read, changed);
      },
    );

    app.delete(
      '/trigger-groups/:id',
      {
        schema: {
          ...TAGS,
          summary: 'Delete a trigger group; its triggers stay',
          params: IdParams,
          response: { 204: z.undefined(), '4xx': ErrorReply },
        },
      },
      async (request, reply) => {
        const { id } = request.params;
        await change(actorOf(request), async (tx) => {
          const before = await findOrFail(tx, id);
          await deleteTriggerGroup(tx, id);
          const details = { id, before: logged(before) };
          return { result: undefined, action: 'trigger_groups.deleted', details };
        });
        return await reply.code(204).send();
      },
    );
  };
}

async function findOrFail(db: Reader, id: string): Promise<StoredTriggerGroup> {
  const group = await findTriggerGroup(db, id);
  if (!group) throw triggerGroupNotFound(id);
  return group;
}

/** What the audit log keeps of a group. */
function logged({ name, description, executionMode, triggerIds }: StoredTriggerGroup) {
  return { name, description, executionMode, triggerIds };
}

async function toApi(
  db: Reader,
  groups: readonly StoredTriggerGroup[],
): Promise<readonly TriggerGroup[]> {
  const membersOf = await describeMembers(
    db,
    groups.map(({ id }) => id),
  );
  return groups.map((group) => present(group, membersOf));
}

async function oneToApi(db: Reader, group: StoredTriggerGroup): Promise<TriggerGroup> {
  return present(group, await describeMembers(db, [group.id]));
}

function present(
  { createdAt, updatedAt, ...group }: StoredTriggerGroup,
  membersOf: Awaited<ReturnType<typeof describeMembers>>,
): TriggerGroup {
  return {
    ...group,
    members: membersOf.get(group.id) ?? [],
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}
