import { randomUUID } from 'node:crypto';
import { type Selectable, sql } from 'kysely';
import { type Executor, type Reader, type Schema, bumpVersion } from '../db/index.ts';
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
  readonly description?: string | null;
  readonly enabled?: boolean;
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
  const row = await tx
    .insertInto('ai_triggers')
    .values({
      id: randomUUID(),
      prefix: trigger.prefix,
      name: trigger.name,
      description: trigger.description ?? null,
      enabled: trigger.enabled ?? true,
      created_at: at,
      updated_at: at,
    })
    .onConflict((conflict) => conflict.column('prefix').doNothing())
    .returningAll()
    .executeTakeFirst();
  if (!row) throw aiPrefixTaken(trigger.prefix);
  await bumpVersion(tx, 'ai-triggers');
  return toAiTrigger(row);
}

/** @throws AppError `ai_triggers.not_found` or `ai_triggers.prefix_taken` */
export async function updateAiTrigger(
  tx: Executor,
  id: string,
  change: Partial<NewAiTrigger>,
  at: Date,
): Promise<AiTrigger> {
  if (change.prefix !== undefined) await requireFreePrefix(tx, id, change.prefix);
  const row = await tx
    .updateTable('ai_triggers')
    .set({ ...change, updated_at: at })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
  if (!row) throw aiTriggerNotFound(id);
  await bumpVersion(tx, 'ai-triggers');
  return toAiTrigger(row);
}

/** Counts one question asked through it. It changes nothing that is kept in memory. */
export async function recordAiTriggerUse(tx: Executor, id: string, at: Date): Promise<void> {
  await tx
    .updateTable('ai_triggers')
    .set((row) => ({ usage_count: row('usage_count', '+', 1), last_used: at }))
    .where('id', '=', id)
    .execute();
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

async function requireFreePrefix(tx: Executor, id: string, prefix: string): Promise<void> {
  const holder = await tx
    .selectFrom('ai_triggers')
    .select('id')
    .where('prefix', '=', prefix)
    .executeTakeFirst();
  if (holder && holder.id !== id) throw aiPrefixTaken(prefix);
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
