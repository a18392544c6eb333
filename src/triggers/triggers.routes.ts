import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Clock } from '#sdk';
import { type AnswerList, type Change, changedFields } from '../audit/index.ts';
import type { Db } from '../db/index.ts';
import {
  ErrorReply,
  IdParams,
  actorOf,
  assertNotChangedMeanwhile,
  changedAt,
  listOf,
} from '../lib/http/index.ts';
import { checkName } from './check-name.ts';
import { checkTrigger } from './check-trigger.ts';
import { requirePreset } from './require-preset.ts';
import { triggerNotFound } from './triggers.errors.ts';
import {
  type UsedTrigger,
  deleteTrigger,
  findUsedTrigger,
  insertTrigger,
  pageTriggers,
  updateTrigger,
} from './triggers.repository.ts';
import {
  NameQuery,
  NameVerdict,
  NewTrigger,
  Trigger,
  TriggerChange,
  TriggerQuery,
  TriggerType,
} from './triggers.schema.ts';

export type TriggerRoutesDeps = {
  readonly db: Db;
  readonly change: Change;
  readonly answerList: AnswerList;
  readonly clock: Clock;
  /** The site's IANA zone, in which a trigger's ranges are tried. */
  readonly timeZone: string;
};

const TAGS = { tags: ['triggers'] };
const COLUMNS = ['id', 'name', 'type', 'dataSourceId', 'active', 'config', 'usageCount'] as const;

/** `/triggers`: the named questions. Running one is the bot's business. */
export function triggerRoutes(deps: TriggerRoutesDeps): FastifyPluginAsyncZod {
  const { db, change, answerList, clock, timeZone } = deps;

  /** A config that another version wrote may stay as it is; one that is given, or asked of another type, is checked. */
  function checkedConfig(before: UsedTrigger, wanted: TriggerChange, at: Date) {
    if (wanted.config === undefined && wanted.type === undefined) return undefined;
    const { name } = before;
    const type = wanted.type ?? TriggerType.parse(before.type);
    const config = wanted.config ?? before.config;
    return checkTrigger({ name, type, config }, at, timeZone).config;
  }

  return async (app) => {
    app.get(
      '/triggers',
      {
        schema: {
          ...TAGS,
          summary: 'List triggers',
          querystring: TriggerQuery,
          response: { 200: listOf(Trigger), '4xx': ErrorReply },
        },
      },
      async (request, reply) =>
        await answerList(request, reply, {
          name: 'triggers',
          query: request.query,
          columns: [...COLUMNS, 'lastUsed', 'lastOutcome', 'createdAt', 'updatedAt'],
          async read(page) {
            const { items, nextCursor } = await pageTriggers(db.read, page, request.query);
            return { items: items.map(toApi), nextCursor };
          },
        }),
    );

    app.get(
      '/triggers/name-check',
      {
        schema: {
          ...TAGS,
          summary: 'Tell whether a name can be given to a trigger or group',
          querystring: NameQuery,
          response: { 200: NameVerdict, '4xx': ErrorReply },
        },
      },
      async ({ query: { name, exceptId } }) => await checkName(db.read, name, exceptId),
    );

    app.get(
      '/triggers/:id',
      {
        schema: {
          ...TAGS,
          summary: 'Show a trigger',
          params: IdParams,
          response: { 200: Trigger, '4xx': ErrorReply },
        },
      },
      async ({ params: { id } }) => {
        const trigger = await findUsedTrigger(db.read, id);
        if (!trigger) throw triggerNotFound(id);
        return toApi(trigger);
      },
    );

    app.post(
      '/triggers',
      {
        schema: {
          ...TAGS,
          summary: 'Make a trigger',
          body: NewTrigger,
          response: { 201: Trigger, '4xx': ErrorReply },
        },
      },
      async (request, reply) => {
        const checked = checkTrigger(request.body, clock(), timeZone);
        const made = await change(actorOf(request), async (tx, at) => {
          await requirePreset(tx, checked, { now: at, timeZone });
          const { id } = await insertTrigger(tx, checked, at);
          const result = await findOrFail(tx, id);
          return { result, action: 'triggers.created', details: { id, after: logged(result) } };
        });
        return await reply.code(201).send(toApi(made));
      },
    );

    app.patch(
      '/triggers/:id',
      {
        schema: {
          ...TAGS,
          summary: 'Change a trigger',
          params: IdParams,
          body: TriggerChange,
          response: { 200: Trigger, '4xx': ErrorReply },
        },
      },
      async (request) => {
        const { id } = request.params;
        const { updatedAt: seenAt, ...wanted } = request.body;
        const changed = await change(actorOf(request), async (tx, at) => {
          const before = await findOrFail(tx, id);
          assertNotChangedMeanwhile(seenAt, before);
          const config = checkedConfig(before, wanted, at);
          const type = wanted.type ?? before.type;
          if (config) await requirePreset(tx, { type, config }, { now: at, timeZone });
          await updateTrigger(tx, id, { ...wanted, config }, changedAt(at, before));
          const result = await findOrFail(tx, id);
          const details = { id, ...changedFields(logged(before), logged(result)) };
          return { result, action: 'triggers.changed', details };
        });
        return toApi(changed);
      },
    );

    app.delete(
      '/triggers/:id',
      {
        schema: {
          ...TAGS,
          summary: 'Delete a trigger; it leaves its groups too',
          params: IdParams,
          response: { 204: z.undefined(), '4xx': ErrorReply },
        },
      },
      async (request, reply) => {
        const { id } = request.params;
        await change(actorOf(request), async (tx) => {
          const before = await findOrFail(tx, id);
          await deleteTrigger(tx, id);
          const details = { id, before: logged(before) };
          return { result: undefined, action: 'triggers.deleted', details };
        });
        return await reply.code(204).send();
      },
    );
  };
}

async function findOrFail(db: Parameters<typeof findUsedTrigger>[0], id: string) {
  const trigger = await findUsedTrigger(db, id);
  if (!trigger) throw triggerNotFound(id);
  return trigger;
}

/** What the audit log keeps of a trigger. */
function logged({ name, type, config, dataSourceId, active }: UsedTrigger) {
  return { name, type, config, dataSourceId, active };
}

function toApi({ lastUsed, createdAt, updatedAt, ...trigger }: UsedTrigger): Trigger {
  return {
    ...trigger,
    lastUsed: lastUsed?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}
