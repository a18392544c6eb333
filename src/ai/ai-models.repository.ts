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
} from '../db/index.ts';
import { type SecretBox, reencryptRows } from '../lib/secrets.ts';
import { aiModelNotFound } from './ai-models.errors.ts';

/** A connection to a language model as it is kept: the secret fields of `config` are encrypted here, always. */
export type StoredAiModel = {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly active: boolean;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};

export type NewStoredAiModel = Pick<StoredAiModel, 'name' | 'kind' | 'config'> & {
  /** Chosen by the caller where secrets are bound to it already. */
  readonly id?: string;
  readonly active?: boolean;
};

/** What is left out, or undefined, stays. */
export type AiModelUpdate = {
  readonly [Field in 'name' | 'kind' | 'config' | 'active']?: StoredAiModel[Field] | undefined;
};

/** Every connection, the newest first. */
export async function listAiModels(db: Reader): Promise<readonly StoredAiModel[]> {
  const rows = await db
    .selectFrom('ai_models')
    .selectAll()
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
  return rows.map(toAiModel);
}

/** A page of connections, by name unless asked otherwise. @throws AppError `http.sort_unknown`, `http.cursor_invalid` */
export async function pageAiModels(db: Reader, request: PageRequest): Promise<Page<StoredAiModel>> {
  const page = await readPage(db.selectFrom('ai_models').selectAll('ai_models'), request, {
    id: 'ai_models.id',
    sorts: {
      name: { column: 'ai_models.name', kind: 'text' },
      kind: { column: 'ai_models.kind', kind: 'text' },
      createdAt: { column: 'ai_models.created_at', kind: 'instant' },
      updatedAt: { column: 'ai_models.updated_at', kind: 'instant' },
    },
    defaultSort: 'name',
    searched: ['ai_models.name', 'ai_models.kind'],
  });
  return { ...page, items: page.items.map(toAiModel) };
}

export async function findAiModel(db: Reader, id: string): Promise<StoredAiModel | undefined> {
  const row = await db.selectFrom('ai_models').selectAll().where('id', '=', id).executeTakeFirst();
  return row && toAiModel(row);
}

export async function insertAiModel(
  tx: Executor,
  model: NewStoredAiModel,
  at: Date,
): Promise<StoredAiModel> {
  const { id = randomUUID(), name, kind, config, active = true } = model;
  const row = await tx
    .insertInto('ai_models')
    .values({ id, name, kind, config, active, created_at: at, updated_at: at })
    .returningAll()
    .executeTakeFirstOrThrow();
  await bumpVersion(tx, 'ai-models');
  return toAiModel(row);
}

/** @throws AppError `ai_models.not_found` */
export async function updateAiModel(
  tx: Executor,
  id: string,
  { name, kind, config, active }: AiModelUpdate,
  at: Date,
): Promise<StoredAiModel> {
  const row = await tx
    .updateTable('ai_models')
    .set({
      ...(name === undefined ? {} : { name }),
      ...(kind === undefined ? {} : { kind }),
      ...(config === undefined ? {} : { config }),
      ...(active === undefined ? {} : { active }),
      updated_at: at,
    })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
  if (!row) throw aiModelNotFound(id);
  await bumpVersion(tx, 'ai-models');
  return toAiModel(row);
}

/** @throws AppError `ai_models.not_found` */
export async function deleteAiModel(tx: Executor, id: string): Promise<void> {
  const { numDeletedRows } = await tx
    .deleteFrom('ai_models')
    .where('id', '=', id)
    .executeTakeFirst();
  if (numDeletedRows === 0n) throw aiModelNotFound(id);
  await bumpVersion(tx, 'ai-models');
}

/** Encrypts the secrets of every model with another key; of those that cannot be read it gives the number. */
export async function reencryptAiModels(
  tx: Executor,
  from: SecretBox,
  to: SecretBox,
): Promise<{ readonly done: number; readonly lost: number }> {
  const counted = await reencryptRows(await listAiModels(tx), from, to, (id, config) =>
    tx.updateTable('ai_models').set({ config }).where('id', '=', id).execute(),
  );
  await bumpVersion(tx, 'ai-models');
  return counted;
}

function toAiModel(row: Selectable<Schema['ai_models']>): StoredAiModel {
  return {
    id: row.id,
    name: row.name,
    kind: row.kind,
    config: row.config as Readonly<Record<string, unknown>>,
    active: row.active,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
