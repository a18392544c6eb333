import { type ImportedPreset, NewQueryPreset } from '../data-sources/index.ts';
import type { Report } from './create-report.ts';
import { legacyInstant } from './legacy-instant.ts';
import type { LegacyRow } from './open-legacy-file.ts';
import { textOf } from './read-json.ts';

const VARIABLE = /\{([a-z_][a-z0-9_]*)\}/giu;

/** Query presets: their text as it is, with the variables that are really in it. */
export function planPresets(
  rows: readonly LegacyRow[],
  {
    storedIds,
    report,
    now,
  }: { readonly storedIds: ReadonlySet<string>; readonly report: Report; readonly now: Date },
): readonly ImportedPreset[] {
  return rows.flatMap((row) => {
    const id = textOf(row['id']) ?? '';
    const line = { table: 'query_presets', id, name: row['name'] };
    if (storedIds.has(id)) {
      report.row({ ...line, outcome: 'alreadyHere' });
      return [];
    }
    const queryTemplate = textOf(row['query_template'])?.replace(/[\s;]+$/u, '') ?? '';
    const variables = [
      ...new Set([...queryTemplate.matchAll(VARIABLE)].map(([, name = '']) => name)),
    ];
    const name = textOf(row['name'])?.slice(0, 100) ?? '';
    const parsed = NewQueryPreset.safeParse({ name, queryTemplate, variables });
    if (!parsed.success) {
      report.row({
        ...line,
        outcome: 'refused',
        notes: [parsed.error.issues[0]?.message ?? 'It cannot be read.'],
      });
      return [];
    }
    const isSame = same(variables, variablesOf(row['variables']));
    const notes = isSame
      ? []
      : [`Its variables are those in its text: ${variables.join(', ') || 'none'}.`];
    report.row({ ...line, outcome: isSame ? 'brought' : 'changed', notes });
    const count = Number(row['usage_count'] ?? 0);
    return {
      id,
      name,
      queryTemplate,
      variables,
      isDefault: row['is_default'] === 1,
      usageCount: Number.isInteger(count) && count > 0 ? count : 0,
      createdAt: legacyInstant(row['created_at']) ?? now,
    };
  });
}

function variablesOf(cell: unknown): readonly string[] {
  try {
    const value: unknown = typeof cell === 'string' ? JSON.parse(cell) : [];
    return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
  } catch {
    return [];
  }
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return JSON.stringify(a.toSorted()) === JSON.stringify([...new Set(b)].toSorted());
}
