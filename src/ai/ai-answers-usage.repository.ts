import { sql } from 'kysely';
import type { Reader } from '../db/index.ts';

export interface ModelUsage {
  /** Read and written. */
  readonly tokens: number;
  readonly usd: number;
}

/** What questions have used of models since an instant: those of one contact, or all. */
export async function sumModelUsage(
  db: Reader,
  since: Date,
  contactId?: string,
): Promise<ModelUsage> {
  let query = db
    .selectFrom('ai_answers')
    .select([
      sql<number | string | null>`SUM(COALESCE(input_tokens, 0) + COALESCE(output_tokens, 0))`.as(
        'tokens',
      ),
      sql<number | string | null>`SUM(COALESCE(cost_usd, 0))`.as('usd'),
    ])
    .where('created_at', '>=', since);
  if (contactId !== undefined) query = query.where('contact_id', '=', contactId);
  const row = await query.executeTakeFirst();
  return { tokens: Number(row?.tokens ?? 0), usd: Number(row?.usd ?? 0) };
}

export interface UsageOfModel extends ModelUsage {
  /** As its connection was called then. */
  readonly model: string;
  readonly questions: number;
}

/** What questions have used of each model since an instant, in the order of the names. */
export async function sumUsageByModel(db: Reader, since: Date): Promise<readonly UsageOfModel[]> {
  const rows = await db
    .selectFrom('ai_answers')
    .select((of) => [
      'model',
      of.fn.countAll<number | string>().as('questions'),
      sql<number | string | null>`SUM(COALESCE(input_tokens, 0) + COALESCE(output_tokens, 0))`.as(
        'tokens',
      ),
      sql<number | string | null>`SUM(COALESCE(cost_usd, 0))`.as('usd'),
    ])
    .where('created_at', '>=', since)
    .where('model', 'is not', null)
    .groupBy('model')
    .orderBy('model')
    .execute();
  return rows.map(({ model, questions, tokens, usd }) => ({
    model: model ?? '',
    questions: Number(questions),
    tokens: Number(tokens ?? 0),
    usd: Number(usd ?? 0),
  }));
}
