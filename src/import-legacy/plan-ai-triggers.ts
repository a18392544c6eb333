import { AiPrefix, type ImportedAiTrigger } from '../ai/index.ts';
import type { Report } from './create-report.ts';
import { legacyInstant } from './legacy-instant.ts';
import type { LegacyRow } from './open-legacy-file.ts';
import { textOf } from './read-json.ts';

/** AI triggers with their prefixes, which must differ in more than capital letters here. */
export function planAiTriggers(
  rows: readonly LegacyRow[],
  {
    stored,
    report,
    now,
  }: {
    readonly stored: readonly { readonly id: string; readonly prefix: string }[];
    readonly report: Report;
    readonly now: Date;
  },
): readonly ImportedAiTrigger[] {
  const ids = new Set(stored.map(({ id }) => id));
  const taken = new Set(stored.map(({ prefix }) => prefix.toLowerCase()));
  return rows.flatMap((row) => {
    const id = textOf(row['id']) ?? '';
    const given = textOf(row['prefix']) ?? '';
    const line = { table: 'ai_triggers', id, name: textOf(row['name']) ?? given };
    if (ids.has(id)) {
      report.row({ ...line, outcome: 'alreadyHere' });
      return [];
    }
    const parsed = AiPrefix.safeParse(given);
    const problem = parsed.success
      ? taken.has(parsed.data.toLowerCase()) && `Another AI trigger has the prefix ${given}.`
      : parsed.error.issues[0]?.message;
    if (!parsed.success || problem) {
      report.row({ ...line, outcome: 'refused', notes: [problem || 'Its prefix cannot be used.'] });
      return [];
    }
    taken.add(parsed.data.toLowerCase());
    report.row({ ...line, outcome: 'brought' });
    const count = Number(row['usage_count'] ?? 0);
    return {
      id,
      prefix: parsed.data,
      name: (textOf(row['name']) ?? parsed.data).slice(0, 60),
      description: textOf(row['description'])?.slice(0, 400) ?? null,
      enabled: row['enabled'] !== 0,
      usageCount: Number.isInteger(count) && count > 0 ? count : 0,
      lastUsed: legacyInstant(row['last_used']),
      createdAt: legacyInstant(row['created_at']) ?? now,
    };
  });
}
