import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { type AnswerList, type Change, changedFields } from '../audit/index.ts';
import { findContact } from '../chat/index.ts';
import { findDataSource } from '../data-sources/index.ts';
import type { Db, Reader } from '../db/index.ts';
import { ErrorReply, IdParams, actorOf, listOf } from '../lib/http/index.ts';
import { aliasUnknownContact, aliasUnknownSource, tagAliasNotFound } from './tag-aliases.errors.ts';
import {
  type TagAlias as StoredTagAlias,
  deleteTagAlias,
  findTagAlias,
  insertTagAlias,
  pageTagAliases,
  updateTagAlias,
} from './tag-aliases.repository.ts';
import { NewTagAlias, TagAlias, TagAliasChange, TagAliasQuery } from './tag-aliases.schema.ts';

export type TagAliasRoutesDeps = {
  readonly db: Db;
  readonly change: Change;
  readonly answerList: AnswerList;
};

const TAGS = { tags: ['Tag aliases'] };
const COLUMNS = ['id', 'alias', 'dataSourceId', 'tag', 'contactId', 'createdAt'] as const;

/** `/tag-aliases`: other names of tags, everybody's and contacts' own. */
export function tagAliasRoutes({
  db,
  change,
  answerList,
}: TagAliasRoutesDeps): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/tag-aliases',
      {
        schema: {
          ...TAGS,
          summary: 'List other names of tags',
          querystring: TagAliasQuery,
          response: { 200: listOf(TagAlias), '4xx': ErrorReply },
        },
      },
      async (request, reply) =>
        await answerList(request, reply, {
          name: 'tag-aliases',
          query: request.query,
          columns: COLUMNS,
          async read(page) {
            const { items, nextCursor } = await pageTagAliases(db.read, page, request.query);
            return { items: items.map(toApi), nextCursor };
          },
        }),
    );

    app.get(
      '/tag-aliases/:id',
      {
        schema: {
          ...TAGS,
          summary: 'Show another name of a tag',
          params: IdParams,
          response: { 200: TagAlias, '4xx': ErrorReply },
        },
      },
      async ({ params: { id } }) => toApi(await findOrFail(db.read, id)),
    );

    app.post(
      '/tag-aliases',
      {
        schema: {
          ...TAGS,
          summary: 'Give a tag another name',
          body: NewTagAlias,
          response: { 201: TagAlias, '4xx': ErrorReply },
        },
      },
      async (request, reply) => {
        const { contactId = null, ...alias } = request.body;
        const made = await change(actorOf(request), async (tx, at) => {
          await requireSource(tx, alias.dataSourceId);
          if (contactId !== null && !(await findContact(tx, contactId))) {
            throw aliasUnknownContact(contactId);
          }
          const result = await insertTagAlias(tx, { ...alias, contactId }, at);
          const details = { id: result.id, after: logged(result) };
          return { result, action: 'tag_aliases.created', details };
        });
        return await reply.code(201).send(toApi(made));
      },
    );

    app.patch(
      '/tag-aliases/:id',
      {
        schema: {
          ...TAGS,
          summary: 'Change another name of a tag',
          params: IdParams,
          body: TagAliasChange,
          response: { 200: TagAlias, '4xx': ErrorReply },
        },
      },
      async (request) => {
        const { id } = request.params;
        const wanted = request.body;
        const changed = await change(actorOf(request), async (tx) => {
          const before = await findOrFail(tx, id);
          if (wanted.dataSourceId !== undefined) await requireSource(tx, wanted.dataSourceId);
          const result = await updateTagAlias(tx, id, wanted);
          const details = { id, ...changedFields(logged(before), logged(result)) };
          return { result, action: 'tag_aliases.changed', details };
        });
        return toApi(changed);
      },
    );

    app.delete(
      '/tag-aliases/:id',
      {
        schema: {
          ...TAGS,
          summary: 'Delete another name of a tag',
          params: IdParams,
          response: { 204: z.undefined(), '4xx': ErrorReply },
        },
      },
      async (request, reply) => {
        const { id } = request.params;
        await change(actorOf(request), async (tx) => {
          const before = await findOrFail(tx, id);
          await deleteTagAlias(tx, id);
          const details = { id, before: logged(before) };
          return { result: undefined, action: 'tag_aliases.deleted', details };
        });
        return await reply.code(204).send();
      },
    );
  };
}

async function findOrFail(db: Reader, id: string): Promise<StoredTagAlias> {
  const alias = await findTagAlias(db, id);
  if (!alias) throw tagAliasNotFound(id);
  return alias;
}

async function requireSource(db: Reader, id: string): Promise<void> {
  if (!(await findDataSource(db, id))) throw aliasUnknownSource(id);
}

/** What the audit log keeps of an alias. */
function logged({ alias, dataSourceId, tag, contactId }: StoredTagAlias) {
  return { alias, dataSourceId, tag, contactId };
}

function toApi({ createdAt, ...alias }: StoredTagAlias): TagAlias {
  return { ...alias, createdAt: createdAt.toISOString() };
}
