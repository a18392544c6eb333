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
  takeTurns,
} from '../db/index.ts';
import { aiPrefixTaken, aiTriggerNotFound } from './ai-triggers.errors.ts';

/** A prefix that sends the rest of a message to the question answerer. */
export type AiTrigger = {
  readonly id: string;
  readonly prefix: string;
  readonly name: string;
  readonly description: string | null;
  readonly enabled: boolean;
  readonly usageCount: number;
  readonly lastUsed: Date | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};

export type NewAiTrigger = Pick<AiTrigger, 'prefix' | 'name'> & {
  /** Chosen by the caller where it comes from elsewhere, such as a file of settings. */
  readonly id?: string;
  readonly description?: string | null;
  readonly enabled?: boolean;
};

/** What is left out, or undefined, stays. */
export type AiTriggerUpdate = {
  readonly [Field in Exclude<keyof NewAiTrigger, 'id'>]?: NewAiTrigger[Field] | undefined;
};

/** Every AI trigger, the longest prefix first: the order in which they are tried. */
export async function listAiTriggers(db: Reader): Promise<readonly AiTrigger[]> {
  const rows = await db
    .selectFrom('ai_triggers')
    .selectAll()
    .orderBy(sql`length(prefix)`, 'desc')
    .orderBy('prefix')
    .execute();
  return rows.map(toAiTrigger);
}

/** A page of AI triggers, by prefix unless asked otherwise. @throws AppError `http.sort_unknown`, `http.cursor_invalid` */
export async function pageAiTriggers(
  db: Reader,
  request: PageRequest,
  { enabled }: { readonly enabled?: boolean | undefined },
): Promise<Page<AiTrigger>> {
  let query = db.selectFrom('ai_triggers').selectAll('ai_triggers');
  if (enabled !== undefined) query = query.where('enabled', '=', enabled);
  const page = await readPage(query, request, {
    id: 'ai_triggers.id',
    sorts: {
      prefix: { column: 'ai_triggers.prefix', kind: 'text' },
      name: { column: 'ai_triggers.name', kind: 'text' },
      usageCount: { column: 'ai_triggers.usage_count', kind: 'number' },
      lastUsed: { column: 'ai_triggers.last_used', kind: 'instant' },
      createdAt: { column: 'ai_triggers.created_at', kind: 'instant' },
      updatedAt: { column: 'ai_triggers.updated_at', kind: 'instant' },
    },
    defaultSort: 'prefix',
    searched: ['ai_triggers.prefix', 'ai_triggers.name', 'ai_triggers.description'],
  });
  return { ...page, items: page.items.map(toAiTrigger) };
}

export async function findAiTrigger(db: Reader, id: string): Promise<AiTrigger | undefined> {
  const row = await db
    .selectFrom('ai_triggers')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
  return row && toAiTrigger(row);
}

/** @throws AppError `ai_triggers.prefix_taken` */
export async function insertAiTrigger(
  tx: Executor,
  trigger: NewAiTrigger,
  at: Date,
): Promise<AiTrigger> {
  await requireFreePrefix(tx, undefined, trigger.prefix);
  const row = await tx
    .insertInto('ai_triggers')
    .values({
      id: trigger.id ?? randomUUID(),
      prefix: trigger.prefix,
      name: trigger.name,
      description: trigger.description ?? null,
      enabled: trigger.enabled ?? true,
      created_at: at,
      updated_at: at,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await bumpVersion(tx, 'ai-triggers');
  return toAiTrigger(row);
}

/** @throws AppError `ai_triggers.not_found` or `ai_triggers.prefix_taken` */
export async function updateAiTrigger(
  tx: Executor,
  id: string,
  { prefix, name, description, enabled }: AiTriggerUpdate,
  at: Date,
): Promise<AiTrigger> {
  if (prefix !== undefined) await requireFreePrefix(tx, id, prefix);
  const row = await tx
    .updateTable('ai_triggers')
    .set({
      ...(prefix === undefined ? {} : { prefix }),
      ...(name === undefined ? {} : { name }),
      ...(description === undefined ? {} : { description }),
      ...(enabled === undefined ? {} : { enabled }),
      updated_at: at,
    })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
  if (!row) throw aiTriggerNotFound(id);
  await bumpVersion(tx, 'ai-triggers');
  return toAiTrigger(row);
}

const countUse = prepareQuery((db, value: ValueOf<{ id: string; at: Date }>) =>
  db
    .updateTable('ai_triggers')
    .set({ usage_count: sql`usage_count + 1`, last_used: value('at') })
    .where('id', '=', value('id')),
);

/** Counts one question asked through it. It changes nothing that is kept in memory. */
export async function recordAiTriggerUse(tx: Executor, id: string, at: Date): Promise<void> {
  await countUse(tx, { id, at });
}

/** @throws AppError `ai_triggers.not_found` */
export async function deleteAiTrigger(tx: Executor, id: string): Promise<void> {
  const { numDeletedRows } = await tx
    .deleteFrom('ai_triggers')
    .where('id', '=', id)
    .executeTakeFirst();
  if (numDeletedRows === 0n) throw aiTriggerNotFound(id);
  await bumpVersion(tx, 'ai-triggers');
}

/** Messages are compared with prefixes in any case, so two that differ in it alone are one. */
async function requireFreePrefix(
  tx: Executor,
  exceptId: string | undefined,
  prefix: string,
): Promise<void> {
  await takeTurns(tx, 'AI prefixes');
  const others = await tx.selectFrom('ai_triggers').select(['id', 'name', 'prefix']).execute();
  const holder = others.find((one) => one.prefix.toLowerCase() === prefix.toLowerCase());
  if (holder && holder.id !== exceptId) throw aiPrefixTaken(prefix, holder);
}

function toAiTrigger(row: Selectable<Schema['ai_triggers']>): AiTrigger {
  return {
    id: row.id,
    prefix: row.prefix,
    name: row.name,
    description: row.description,
    enabled: row.enabled,
    usageCount: row.usage_count,
    lastUsed: row.last_used,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
