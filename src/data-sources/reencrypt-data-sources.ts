import { type Executor, bumpVersion } from '../db/index.ts';
import { type SecretBox, reencryptConfig } from '../lib/secrets.ts';
import { listDataSources } from './data-sources.repository.ts';

/** Encrypts the secrets of every source with another key; of those that cannot be read it gives the number. */
export async function reencryptDataSources(
  tx: Executor,
  from: SecretBox,
  to: SecretBox,
): Promise<{ readonly done: number; readonly lost: number }> {
  let done = 0;
  let lost = 0;
  for (const { id, config } of await listDataSources(tx)) {
    const again = reencryptConfig(config, id, from, to);
    done += again.done;
    lost += again.lost;
    if (again.done === 0) continue;
    // Nothing of the source changed, so whoever edits it at the moment need not look again.
    const change = { config: again.value };
    await tx.updateTable('data_sources').set(change).where('id', '=', id).execute();
  }
  await bumpVersion(tx, 'data-sources');
  return { done, lost };
}
