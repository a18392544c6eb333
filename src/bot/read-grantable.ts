import type { ReadGrantable } from '../chat/index.ts';
import { listDataSources } from '../data-sources/index.ts';
import { listTriggerGroups } from '../triggers/index.ts';

/** Every group and source that a contact can be granted. */
export const readGrantable: ReadGrantable = async (db) => {
  const groups = await listTriggerGroups(db);
  const sources = await listDataSources(db);
  return {
    groupIds: new Set(groups.map(({ id }) => id)),
    sourceIds: new Set(sources.map(({ id }) => id)),
  };
};
