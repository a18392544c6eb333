import { type Executor, bumpVersion } from '../db/index.ts';
import { type SecretBox, reencryptRows } from '../lib/secrets.ts';
import { listDataSources } from './data-sources.repository.ts';

/** Encrypts the secrets of every source with another key; of those that cannot be read it gives the number. */
export async function reencryptDataSources(
  tx: Executor,
  from: SecretBox,
  to: SecretBox,
): Promise<{ readonly done: number; readonly lost: number }> {
  // Nothing of the source changed, so whoever edits it at the moment need not look again.
  const counted = await reencryptRows(await listDataSources(tx), from, to, (id, config) =>
    tx.updateTable('data_sources').set({ config }).where('id', '=', id).execute(),
  );
  await bumpVersion(tx, 'data-sources');
  return counted;
}
