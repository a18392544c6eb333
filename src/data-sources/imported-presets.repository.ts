import type { Executor } from '../db/index.ts';
import type { StoredQueryPreset } from './query-presets.repository.ts';

export type ImportedPreset = Pick<
  StoredQueryPreset,
  'id' | 'name' | 'queryTemplate' | 'isDefault' | 'usageCount' | 'createdAt'
> & { readonly variables: readonly string[] };

/** Puts in query presets under ids of their own, with how often they were used. */
export async function insertImportedPresets(
  tx: Executor,
  presets: readonly ImportedPreset[],
): Promise<void> {
  for (const preset of presets) {
    await tx
      .insertInto('query_presets')
      .values({
        id: preset.id,
        name: preset.name,
        query_template: preset.queryTemplate,
        variables: preset.variables,
        is_default: preset.isDefault,
        usage_count: preset.usageCount,
        created_at: preset.createdAt,
        updated_at: preset.createdAt,
      })
      .execute();
  }
}
