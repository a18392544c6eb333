import type { Reader } from '../db/index.ts';

/** How many triggers ask each data source, by the source's id; sources that none asks are absent. */
export async function countTriggersBySource(db: Reader): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('triggers')
    .select((row) => ['data_source_id', row.fn.countAll<number>().as('count')])
    .where('data_source_id', 'is not', null)
    .groupBy('data_source_id')
    .execute();
  return new Map(rows.map(({ data_source_id: id, count }) => [id ?? '', count]));
}

/** How many triggers take their query from each preset, by the preset's id; presets that none uses are absent. */
export async function countTriggersByPreset(db: Reader): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('triggers')
    .select('config')
    .where('type', '=', 'query')
    .execute();
  const counts = new Map<string, number>();
  for (const { config } of rows) {
    const { presetId } = config as Readonly<Record<string, unknown>>;
    if (typeof presetId === 'string') counts.set(presetId, (counts.get(presetId) ?? 0) + 1);
  }
  return counts;
}
