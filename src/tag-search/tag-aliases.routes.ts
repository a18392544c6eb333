import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { type AnswerList, type Change, changedFields } from '../audit/index.ts';
import { findContact, nameContacts } from '../chat/index.ts';
import type { Db, Reader } from '../db/index.ts';
import { ErrorReply, IdParams, actorOf, listOf } from '../lib/http/index.ts';
import { aliasUnknownContact, tagAliasNotFound } from './tag-aliases.errors.ts';
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
const COLUMNS = ['id', 'alias', 'dataSourceId', 'tag', 'contactId', 'contactName'] as const;

/** `/tag-aliases`: other names of tags, everybody's and contacts' own. */
export function tagAliasRoutes({
  db,
  change,
  answerList,
}: TagAliasRoutesDeps): FastifyPluginAsyncZod {
  async function present(stored: readonly StoredTagAlias[]): Promise<TagAlias[]> {
    const names = await nameContacts(
      db.read,
      stored.flatMap(({ contactId }) => contactId ?? []),
    );
    return stored.map((alias) => toApi(alias, names));
  }

  async function presentOne(stored: StoredTagAlias): Promise<TagAlias> {
    const { contactId } = stored;
    return toApi(stored, await nameContacts(db.read, contactId === null ? [] : [contactId]));
  }

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
          columns: [...COLUMNS, 'createdAt'],
          async read(page) {
            const { items, nextCursor } = await pageTagAliases(db.read, page, request.query);
            return { items: await present(items), nextCursor };
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
      async ({ params: { id } }) => await presentOne(await findOrFail(db.read, id)),
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
          if (contactId !== null && !(await findContact(tx, contactId))) {
            throw aliasUnknownContact(contactId);
          }
          const result = await insertTagAlias(tx, { ...alias, contactId }, at);
          const details = { id: result.id, after: logged(result) };
          return { result, action: 'tag_aliases.created', details };
        });
        return await reply.code(201).send(await presentOne(made));
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
          const result = await updateTagAlias(tx, id, wanted);
          const details = { id, ...changedFields(logged(before), logged(result)) };
          return { result, action: 'tag_aliases.changed', details };
        });
        return await presentOne(changed);
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

/** What the audit log keeps of an alias. */
function logged({ alias, dataSourceId, tag, contactId }: StoredTagAlias) {
  return { alias, dataSourceId, tag, contactId };
}

function toApi(
  { createdAt, ...alias }: StoredTagAlias,
  names: ReadonlyMap<string, string>,
): TagAlias {
  const { contactId } = alias;
  return {
    ...alias,
    contactName: contactId === null ? null : (names.get(contactId) ?? null),
    createdAt: createdAt.toISOString(),
  };
}
