import { randomUUID } from 'node:crypto';
import { type Selectable, sql } from 'kysely';
import {
  type Executor,
  type Page,
  type PageRequest,
  type Reader,
  type Schema,
  type ValueOf,
  bumpVersion,
  prepareQuery,
  readPage,
} from '../db/index.ts';
import { queryPresetNotFound } from './data-sources.errors.ts';
import { type PresetVariable, QueryVariable } from './query-variable.schema.ts';

/** A saved query with variables, offered when a trigger is built. */
export type StoredQueryPreset = {
  readonly id: string;
  readonly name: string;
  /** The text, with `{variable}` where a value goes. */
  readonly queryTemplate: string;
  /** Names alone, as the predecessor wrote them, or objects that say more. */
  readonly variables: readonly PresetVariable[];
  readonly isDefault: boolean;
  readonly usageCount: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};

export type QueryPresetToStore = Pick<StoredQueryPreset, 'name' | 'queryTemplate' | 'variables'> & {
  /** Chosen by the caller where it comes from elsewhere, such as a file of settings. */
  readonly id?: string;
  readonly isDefault?: boolean;
};

/** What is left out, or undefined, stays. */
export type QueryPresetUpdate = {
  readonly [Field in Exclude<keyof QueryPresetToStore, 'id'>]?:
    | QueryPresetToStore[Field]
    | undefined;
};

export async function listQueryPresets(db: Reader): Promise<readonly StoredQueryPreset[]> {
  const rows = await db.selectFrom('query_presets').selectAll().orderBy('name').execute();
  return rows.map(toQueryPreset);
}

/** A page of presets, by name unless asked otherwise. @throws AppError `http.sort_unknown`, `http.cursor_invalid` */
export async function pageQueryPresets(
  db: Reader,
  request: PageRequest,
): Promise<Page<StoredQueryPreset>> {
  const page = await readPage(db.selectFrom('query_presets').selectAll('query_presets'), request, {
    id: 'query_presets.id',
    sorts: {
      name: { column: 'query_presets.name', kind: 'text' },
      usageCount: { column: 'query_presets.usage_count', kind: 'number' },
      createdAt: { column: 'query_presets.created_at', kind: 'instant' },
      updatedAt: { column: 'query_presets.updated_at', kind: 'instant' },
    },
    defaultSort: 'name',
    searched: ['query_presets.name', 'query_presets.query_template'],
  });
  return { ...page, items: page.items.map(toQueryPreset) };
}

export async function findQueryPreset(
  db: Reader,
  id: string,
): Promise<StoredQueryPreset | undefined> {
  const row = await db
    .selectFrom('query_presets')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
  return row && toQueryPreset(row);
}

export async function insertQueryPreset(
  tx: Executor,
  preset: QueryPresetToStore,
  at: Date,
): Promise<StoredQueryPreset> {
  const row = await tx
    .insertInto('query_presets')
    .values({
      id: preset.id ?? randomUUID(),
      name: preset.name,
      query_template: preset.queryTemplate,
      variables: preset.variables,
      is_default: preset.isDefault ?? false,
      created_at: at,
      updated_at: at,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return toQueryPreset(row);
}

/** @throws AppError `query_presets.not_found` */
export async function updateQueryPreset(
  tx: Executor,
  id: string,
  change: QueryPresetUpdate,
  at: Date,
): Promise<StoredQueryPreset> {
  const row = await tx
    .updateTable('query_presets')
    .set({
      ...(change.name === undefined ? {} : { name: change.name }),
      ...(change.queryTemplate === undefined ? {} : { query_template: change.queryTemplate }),
      ...(change.variables === undefined ? {} : { variables: change.variables }),
      ...(change.isDefault === undefined ? {} : { is_default: change.isDefault }),
      updated_at: at,
    })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
  if (!row) throw queryPresetNotFound(id);
  // Triggers that take their query from it have another one now.
  await bumpVersion(tx, 'triggers');
  return toQueryPreset(row);
}

const countUse = prepareQuery((db, value: ValueOf<{ id: string }>) =>
  db
    .updateTable('query_presets')
    .set({ usage_count: sql`usage_count + 1` })
    .where('id', '=', value('id')),
);

/** Counts one question answered by it. It changes nothing that is kept in memory. */
export async function recordQueryPresetUse(tx: Executor, id: string): Promise<void> {
  await countUse(tx, { id });
}

/** @throws AppError `query_presets.not_found` */
export async function deleteQueryPreset(tx: Executor, id: string): Promise<void> {
  const { numDeletedRows } = await tx
    .deleteFrom('query_presets')
    .where('id', '=', id)
    .executeTakeFirst();
  if (numDeletedRows === 0n) throw queryPresetNotFound(id);
  await bumpVersion(tx, 'triggers');
}

function toQueryPreset(row: Selectable<Schema['query_presets']>): StoredQueryPreset {
  return {
    id: row.id,
    name: row.name,
    queryTemplate: row.query_template,
    variables: toVariables(row.variables),
    isDefault: row.is_default,
    usageCount: row.usage_count,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

/** What this version cannot read is left out: a query asks for whatever its text names, declared or not. */
function toVariables(stored: unknown): readonly PresetVariable[] {
  if (!Array.isArray(stored)) return [];
  return stored.flatMap((one: unknown): PresetVariable[] => {
    if (typeof one === 'string') return [one];
    const variable = QueryVariable.safeParse(one);
    return variable.success ? [variable.data] : [];
  });
}
