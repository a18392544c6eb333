import { type Executor, bumpVersion } from '../db/index.ts';
import type { AiTrigger } from './ai-triggers.repository.ts';

export type ImportedAiTrigger = Omit<AiTrigger, 'updatedAt'>;

/** Puts in AI triggers under ids of their own, with how they were used. Their prefixes must be free. */
export async function insertImportedAiTriggers(
  tx: Executor,
  triggers: readonly ImportedAiTrigger[],
): Promise<void> {
  if (triggers.length === 0) return;
  for (const { usageCount, lastUsed, createdAt, ...trigger } of triggers) {
    await tx
      .insertInto('ai_triggers')
      .values({
        ...trigger,
        usage_count: usageCount,
        last_used: lastUsed,
        created_at: createdAt,
        updated_at: createdAt,
      })
      .execute();
  }
  await bumpVersion(tx, 'ai-triggers');
}
