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
import { presetInUse, queryPresetNotFound } from './data-sources.errors.ts';
import {
  type StoredQueryPreset,
  deleteQueryPreset,
  findQueryPreset,
  insertQueryPreset,
  pageQueryPresets,
  updateQueryPreset,
} from './query-presets.repository.ts';
import {
  NewQueryPreset,
  QueryPreset,
  QueryPresetChange,
  QueryPresetQuery,
} from './query-presets.schema.ts';
import type { PresetVariable } from './query-variable.schema.ts';

export type QueryPresetRoutesDeps = {
  readonly db: Db;
  readonly change: Change;
  readonly answerList: AnswerList;
  /** How many triggers take their query from each preset, by the preset's id; none for those that are absent. */
  readonly countTriggersByPreset: (db: Reader) => Promise<ReadonlyMap<string, number>>;
  /** Refuses variables whose defaults do not fit their own limits, or whose times nobody can read. */
  readonly checkVariables: (variables: readonly PresetVariable[]) => void;
};

const TAGS = { tags: ['query presets'] };
const COLUMNS = [
  'id',
  'name',
  'queryTemplate',
  'variables',
  'isDefault',
  'usageCount',
  'triggerCount',
] as const;

/** `/query-presets`: saved queries with variables, offered when triggers are built. */
export function queryPresetRoutes(deps: QueryPresetRoutesDeps): FastifyPluginAsyncZod {
  const { db, change, answerList, countTriggersByPreset, checkVariables } = deps;

  async function present(...stored: readonly StoredQueryPreset[]): Promise<QueryPreset[]> {
    const counts = await countTriggersByPreset(db.read);
    return stored.map(({ createdAt, updatedAt, ...preset }) => ({
      ...preset,
      triggerCount: counts.get(preset.id) ?? 0,
      createdAt: createdAt.toISOString(),
      updatedAt: updatedAt.toISOString(),
    }));
  }

  async function presentOne(stored: StoredQueryPreset): Promise<QueryPreset> {
    const [shown] = await present(stored);
    if (!shown) throw queryPresetNotFound(stored.id);
    return shown;
  }

  return async (app) => {
    app.get(
      '/query-presets',
      {
        schema: {
          ...TAGS,
          summary: 'List query presets',
          querystring: QueryPresetQuery,
          response: { 200: listOf(QueryPreset), '4xx': ErrorReply },
        },
      },
      async (request, reply) =>
        await answerList(request, reply, {
          name: 'query-presets',
          query: request.query,
          columns: [...COLUMNS, 'createdAt', 'updatedAt'],
          async read(page) {
            const { items, nextCursor } = await pageQueryPresets(db.read, page);
            return { items: await present(...items), nextCursor };
          },
        }),
    );

    app.get(
      '/query-presets/:id',
      {
        schema: {
          ...TAGS,
          summary: 'Show a query preset',
          params: IdParams,
          response: { 200: QueryPreset, '4xx': ErrorReply },
        },
      },
      async ({ params: { id } }) => await presentOne(await findOrFail(db.read, id)),
    );

    app.post(
      '/query-presets',
      {
        schema: {
          ...TAGS,
          summary: 'Make a query preset',
          body: NewQueryPreset,
          response: { 201: QueryPreset, '4xx': ErrorReply },
        },
      },
      async (request, reply) => {
        checkVariables(request.body.variables);
        const made = await change(actorOf(request), async (tx, at) => {
          const result = await insertQueryPreset(tx, request.body, at);
          const details = { id: result.id, after: logged(result) };
          return { result, action: 'query_presets.created', details };
        });
        return await reply.code(201).send(await presentOne(made));
      },
    );

    app.patch(
      '/query-presets/:id',
      {
        schema: {
          ...TAGS,
          summary: 'Change a query preset; triggers that use it ask the new query',
          params: IdParams,
          body: QueryPresetChange,
          response: { 200: QueryPreset, '4xx': ErrorReply },
        },
      },
      async (request) => {
        const { id } = request.params;
        const { updatedAt: seenAt, ...wanted } = request.body;
        checkVariables(wanted.variables ?? []);
        const changed = await change(actorOf(request), async (tx, at) => {
          const before = await findOrFail(tx, id);
          assertNotChangedMeanwhile(seenAt, before);
          const result = await updateQueryPreset(tx, id, wanted, changedAt(at, before));
          const details = { id, ...changedFields(logged(before), logged(result)) };
          return { result, action: 'query_presets.changed', details };
        });
        return await presentOne(changed);
      },
    );

    app.delete(
      '/query-presets/:id',
      {
        schema: {
          ...TAGS,
          summary: 'Delete a query preset that no trigger uses',
          params: IdParams,
          response: { 204: z.undefined(), '4xx': ErrorReply },
        },
      },
      async (request, reply) => {
        const { id } = request.params;
        await change(actorOf(request), async (tx) => {
          const before = await findOrFail(tx, id);
          const triggerCount = (await countTriggersByPreset(tx)).get(id) ?? 0;
          if (triggerCount > 0) throw presetInUse(triggerCount);
          await deleteQueryPreset(tx, id);
          const details = { id, before: logged(before) };
          return { result: undefined, action: 'query_presets.deleted', details };
        });
        return await reply.code(204).send();
      },
    );
  };
}

async function findOrFail(db: Reader, id: string): Promise<StoredQueryPreset> {
  const preset = await findQueryPreset(db, id);
  if (!preset) throw queryPresetNotFound(id);
  return preset;
}

/** What the audit log keeps of a preset. */
function logged({ name, queryTemplate, variables, isDefault }: StoredQueryPreset) {
  return { name, queryTemplate, variables, isDefault };
}
