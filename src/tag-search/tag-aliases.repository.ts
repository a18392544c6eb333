import { randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import {
  type Executor,
  type Page,
  type PageRequest,
  type Reader,
  type Schema,
  bumpVersion,
  readPage,
  takeTurns,
} from '../db/index.ts';
import { findDataSource } from '../data-sources/index.ts';
import { aliasTaken, aliasUnknownSource, tagAliasNotFound } from './tag-aliases.errors.ts';
import { aliasKey } from './alias-key.ts';

/** Another name of a tag: everybody's, or one contact's own. */
export interface TagAlias {
  readonly id: string;
  readonly alias: string;
  readonly dataSourceId: string;
  readonly tag: string;
  /** Whose own it is; null is everybody's. */
  readonly contactId: string | null;
  readonly createdAt: Date;
}

export type NewTagAlias = Pick<TagAlias, 'alias' | 'dataSourceId' | 'tag' | 'contactId'> & {
  readonly id?: string;
};
/** What is left out, or undefined, stays. */
export type TagAliasUpdate = {
  readonly [Field in 'alias' | 'dataSourceId' | 'tag']?: NewTagAlias[Field] | undefined;
};

export async function listTagAliases(db: Reader): Promise<readonly TagAlias[]> {
  const rows = await db.selectFrom('tag_aliases').selectAll().orderBy('id').execute();
  return rows.map(toTagAlias);
}

/** A page of aliases, by alias unless asked otherwise. @throws AppError `http.sort_unknown`, `http.cursor_invalid` */
export async function pageTagAliases(
  db: Reader,
  request: PageRequest,
  filter: { readonly contactId?: string | undefined; readonly shared?: boolean | undefined },
): Promise<Page<TagAlias>> {
  let query = db.selectFrom('tag_aliases').selectAll('tag_aliases');
  if (filter.contactId !== undefined) query = query.where('contact_id', '=', filter.contactId);
  if (filter.shared === true) query = query.where('contact_id', 'is', null);
  if (filter.shared === false) query = query.where('contact_id', 'is not', null);
  const page = await readPage(query, request, {
    id: 'tag_aliases.id',
    sorts: {
      alias: { column: 'tag_aliases.alias', kind: 'text' },
      tag: { column: 'tag_aliases.tag', kind: 'text' },
      createdAt: { column: 'tag_aliases.created_at', kind: 'instant' },
    },
    defaultSort: 'alias',
    searched: ['tag_aliases.alias', 'tag_aliases.tag'],
  });
  return { ...page, items: page.items.map(toTagAlias) };
}

export async function findTagAlias(db: Reader, id: string): Promise<TagAlias | undefined> {
  const row = await db
    .selectFrom('tag_aliases')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
  return row && toTagAlias(row);
}

/** @throws AppError `tag_aliases.alias_taken`, `tag_aliases.unknown_source` */
export async function insertTagAlias(
  tx: Executor,
  { id = randomUUID(), alias, dataSourceId, tag, contactId }: NewTagAlias,
  at: Date,
): Promise<TagAlias> {
  await requireSource(tx, dataSourceId);
  await requireFreeAlias(tx, undefined, alias, contactId);
  const row = await tx
    .insertInto('tag_aliases')
    .values({
      id,
      alias,
      alias_key: aliasKey(alias),
      data_source_id: dataSourceId,
      tag,
      contact_id: contactId,
      created_at: at,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await bumpVersion(tx, 'tag-aliases');
  return toTagAlias(row);
}

/** A contact's own alias; one of the same name that they had before is given up for it. */
export async function replaceOwnAlias(
  tx: Executor,
  alias: NewTagAlias & { readonly contactId: string },
  at: Date,
): Promise<TagAlias> {
  await tx
    .deleteFrom('tag_aliases')
    .where('alias_key', '=', aliasKey(alias.alias))
    .where('contact_id', '=', alias.contactId)
    .execute();
  return await insertTagAlias(tx, alias, at);
}

/** @throws AppError `tag_aliases.not_found`, `tag_aliases.alias_taken` or `tag_aliases.unknown_source` */
export async function updateTagAlias(
  tx: Executor,
  id: string,
  { alias, dataSourceId, tag }: TagAliasUpdate,
): Promise<TagAlias> {
  const before = await findTagAlias(tx, id);
  if (!before) throw tagAliasNotFound(id);
  if (dataSourceId !== undefined) await requireSource(tx, dataSourceId);
  if (alias !== undefined) await requireFreeAlias(tx, id, alias, before.contactId);
  const after = {
    alias: alias ?? before.alias,
    dataSourceId: dataSourceId ?? before.dataSourceId,
    tag: tag ?? before.tag,
  };
  await tx
    .updateTable('tag_aliases')
    .set({
      alias: after.alias,
      alias_key: aliasKey(after.alias),
      data_source_id: after.dataSourceId,
      tag: after.tag,
    })
    .where('id', '=', id)
    .execute();
  await bumpVersion(tx, 'tag-aliases');
  return { ...before, ...after };
}

/** @throws AppError `tag_aliases.not_found` */
export async function deleteTagAlias(tx: Executor, id: string): Promise<void> {
  const { numDeletedRows } = await tx
    .deleteFrom('tag_aliases')
    .where('id', '=', id)
    .executeTakeFirst();
  if (numDeletedRows === 0n) throw tagAliasNotFound(id);
  await bumpVersion(tx, 'tag-aliases');
}

async function requireSource(db: Reader, id: string): Promise<void> {
  if (!(await findDataSource(db, id))) throw aliasUnknownSource(id);
}

/** Everybody's names are apart from each other, and so are those of each contact. */
async function requireFreeAlias(
  tx: Executor,
  exceptId: string | undefined,
  alias: string,
  contactId: string | null,
): Promise<void> {
  await takeTurns(tx, 'tag aliases');
  const holders = await tx
    .selectFrom('tag_aliases')
    .select(['id', 'tag', 'contact_id'])
    .where('alias_key', '=', aliasKey(alias))
    .execute();
  const holder = holders.find((one) => one.contact_id === contactId && one.id !== exceptId);
  if (holder) throw aliasTaken(alias, holder.tag);
}

function toTagAlias(row: Selectable<Schema['tag_aliases']>): TagAlias {
  return {
    id: row.id,
    alias: row.alias,
    dataSourceId: row.data_source_id,
    tag: row.tag,
    contactId: row.contact_id,
    createdAt: row.created_at,
  };
}
