import { randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { Executor, Reader, Schema } from '../db/index.ts';
import { queryPresetNotFound } from './data-sources.errors.ts';

/** A saved query with variables, offered when a trigger is built. */
export type QueryPreset = {
  readonly id: string;
  readonly name: string;
  /** The text, with `{variable}` where a value goes. */
  readonly queryTemplate: string;
  readonly variables: readonly string[];
  readonly isDefault: boolean;
  readonly usageCount: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};

export type NewQueryPreset = Pick<QueryPreset, 'name' | 'queryTemplate' | 'variables'> & {
  readonly isDefault?: boolean;
};

export async function listQueryPresets(db: Reader): Promise<readonly QueryPreset[]> {
  const rows = await db.selectFrom('query_presets').selectAll().orderBy('name').execute();
  return rows.map(toQueryPreset);
}

export async function findQueryPreset(db: Reader, id: string): Promise<QueryPreset | undefined> {
  const row = await db
    .selectFrom('query_presets')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
  return row && toQueryPreset(row);
}

export async function insertQueryPreset(
  tx: Executor,
  preset: NewQueryPreset,
  at: Date,
): Promise<QueryPreset> {
  const row = await tx
    .insertInto('query_presets')
    .values({
      id: randomUUID(),
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
  change: Partial<NewQueryPreset>,
  at: Date,
): Promise<QueryPreset> {
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
  return toQueryPreset(row);
}

/** @throws AppError `query_presets.not_found` */
export async function deleteQueryPreset(tx: Executor, id: string): Promise<void> {
  const { numDeletedRows } = await tx
    .deleteFrom('query_presets')
    .where('id', '=', id)
    .executeTakeFirst();
  if (numDeletedRows === 0n) throw queryPresetNotFound(id);
}

function toQueryPreset(row: Selectable<Schema['query_presets']>): QueryPreset {
  return {
    id: row.id,
    name: row.name,
    queryTemplate: row.query_template,
    variables: (row.variables ?? []) as readonly string[],
    isDefault: row.is_default,
    usageCount: row.usage_count,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
