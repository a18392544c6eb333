import { randomUUID } from 'node:crypto';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { DataSourcePlugin, Outbound } from '#sdk';
import { type AnswerList, type Change, changedFields } from '../audit/index.ts';
import type { Db, Reader } from '../db/index.ts';
import {
  ErrorReply,
  IdParams,
  actorOf,
  assertNotChangedMeanwhile,
  changedAt,
  listOf,
  signedInUser,
} from '../lib/http/index.ts';
import { type PreparedConfig, shownConfig } from '../lib/plugin-config/index.ts';
import type { SecretBox } from '../lib/secrets.ts';
import { sourceNotFound } from './data-sources.errors.ts';
import {
  type StoredDataSource,
  deleteDataSource,
  findDataSource,
  insertDataSource,
  pageDataSources,
  updateDataSource,
} from './data-sources.repository.ts';
import {
  DataSource,
  DataSourceChange,
  DataSourceQuery,
  NewDataSource,
} from './data-sources.schema.ts';
import { assertMaySet } from './assert-may-set.ts';
import { prepareConfig } from './prepare-config.ts';
import { presentSource } from './present-source.ts';
import type { Sources } from './sources.ts';

export type DataSourceRoutesDeps = {
  readonly db: Db;
  readonly change: Change;
  readonly answerList: AnswerList;
  readonly plugins: readonly DataSourcePlugin[];
  readonly secrets: SecretBox;
  readonly outbound: Outbound;
  readonly sources: Sources;
  /** Makes the open sources those that are configured now. */
  readonly refresh: () => Promise<unknown>;
  /** How many triggers ask each source, by the source's id; none for those that are absent. */
  readonly countTriggersBySource: (db: Reader) => Promise<ReadonlyMap<string, number>>;
};

const TAGS = { tags: ['data sources'] };
const COLUMNS = [
  'id',
  'name',
  'plugin',
  'active',
  'connectionStatus',
  'lastTestedAt',
  'testStatus',
  'testErrorMessage',
  'triggerCount',
  'createdAt',
  'updatedAt',
] as const;

/** `/data-sources`: the connections. What they are asked is in `source-questions.routes.ts`. */
export function dataSourceRoutes(deps: DataSourceRoutesDeps): FastifyPluginAsyncZod {
  const { db, change, answerList, plugins, sources, refresh, countTriggersBySource } = deps;

  async function present(...stored: readonly StoredDataSource[]): Promise<DataSource[]> {
    const counts = await countTriggersBySource(db.read);
    return stored.map((each) =>
      presentSource(each, {
        plugins,
        source: sources.find(each.id),
        triggerCount: counts.get(each.id) ?? 0,
      }),
    );
  }

  async function presentOne(stored: StoredDataSource): Promise<DataSource> {
    const [shown] = await present(stored);
    if (!shown) throw sourceNotFound(stored.id);
    return shown;
  }

  function pluginOf(kind: string): DataSourcePlugin | undefined {
    return plugins.find((one) => one.kind === kind);
  }

  /** What the audit log keeps of a source: no secret, only that one was touched. */
  function logged({ name, plugin, config, active }: StoredDataSource) {
    return { name, plugin, config: shownConfig(config, pluginOf(plugin)), active };
  }

  return async (app) => {
    app.get(
      '/data-sources',
      {
        schema: {
          ...TAGS,
          summary: 'List data sources',
          querystring: DataSourceQuery,
          response: { 200: listOf(DataSource), '4xx': ErrorReply },
        },
      },
      async (request, reply) =>
        await answerList(request, reply, {
          name: 'data-sources',
          query: request.query,
          columns: COLUMNS,
          async read(page) {
            const { items, nextCursor } = await pageDataSources(db.read, page, request.query);
            return { items: await present(...items), nextCursor };
          },
        }),
    );

    app.get(
      '/data-sources/:id',
      {
        schema: {
          ...TAGS,
          summary: 'Show a data source',
          params: IdParams,
          response: { 200: DataSource, '4xx': ErrorReply },
        },
      },
      async ({ params: { id } }) => await presentOne(await findOrFail(db.read, id)),
    );

    app.post(
      '/data-sources',
      {
        schema: {
          ...TAGS,
          summary: 'Connect a data source',
          body: NewDataSource,
          response: { 201: DataSource, '4xx': ErrorReply },
        },
      },
      async (request, reply) => {
        const id = randomUUID();
        const { config: given, ...rest } = request.body;
        assertMaySet(signedInUser(request).role, pluginOf(rest.plugin), given);
        const prepared = prepareConfig(deps, { ...rest, id }, given);
        const { config } = prepared;
        const made = await change(actorOf(request), async (tx, at) => {
          const result = await insertDataSource(tx, { ...rest, id, config }, at);
          const details = { id, after: logged(result), ...touched(prepared) };
          return { result, action: 'data_sources.created', details };
        });
        await refresh();
        return await reply.code(201).send(await presentOne(made));
      },
    );

    app.patch(
      '/data-sources/:id',
      {
        schema: {
          ...TAGS,
          summary: 'Change a data source; secrets left out are kept',
          params: IdParams,
          body: DataSourceChange,
          response: { 200: DataSource, '4xx': ErrorReply },
        },
      },
      async (request) => {
        const { id } = request.params;
        const { updatedAt: seenAt, config: given, ...rest } = request.body;
        const seen = await findOrFail(db.read, id);
        assertNotChangedMeanwhile(seenAt, seen);
        if (given) {
          assertMaySet(signedInUser(request).role, pluginOf(seen.plugin), given, seen.config);
        }
        const prepared = given && prepareConfig(deps, seen, given, seen.config);
        const changed = await change(actorOf(request), async (tx, at) => {
          const before = await findOrFail(tx, id);
          // The secrets that are kept were taken from the state that was read.
          assertNotChangedMeanwhile(prepared ? seen.updatedAt.toISOString() : seenAt, before);
          const update = { ...rest, config: prepared?.config };
          const result = await updateDataSource(tx, id, update, changedAt(at, before));
          const differing = changedFields(logged(before), logged(result));
          const details = { id, ...differing, ...(prepared && touched(prepared)) };
          return { result, action: 'data_sources.changed', details };
        });
        await refresh();
        return await presentOne(changed);
      },
    );

    app.delete(
      '/data-sources/:id',
      {
        schema: {
          ...TAGS,
          summary: 'Delete a data source; triggers that ask it stay, and name no source',
          params: IdParams,
          response: { 204: z.undefined(), '4xx': ErrorReply },
        },
      },
      async (request, reply) => {
        const { id } = request.params;
        await change(actorOf(request), async (tx) => {
          const before = await findOrFail(tx, id);
          const triggersWithoutSource = (await countTriggersBySource(tx)).get(id) ?? 0;
          await deleteDataSource(tx, id);
          const details = { id, before: logged(before), triggersWithoutSource };
          return { result: undefined, action: 'data_sources.deleted', details };
        });
        await refresh();
        return await reply.code(204).send();
      },
    );
  };
}

async function findOrFail(db: Reader, id: string): Promise<StoredDataSource> {
  const source = await findDataSource(db, id);
  if (!source) throw sourceNotFound(id);
  return source;
}

function touched({ touchedSecrets }: PreparedConfig) {
  return Object.keys(touchedSecrets).length > 0 ? { secrets: touchedSecrets } : {};
}
