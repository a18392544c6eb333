import type { Reader } from '../db/index.ts';
import { contactGrantUnknown } from './chat.errors.ts';
import type { Grants } from './contacts.repository.ts';

/** The ids of every group and source there is: features above this one know them. */
export type ReadGrantable = (db: Reader) => Promise<{
  readonly groupIds: ReadonlySet<string>;
  readonly sourceIds: ReadonlySet<string>;
}>;

/**
 * What of grants can be stored. What was granted before and is gone by now is left out: who edits a contact does not
 * see it, and must not be stopped by it.
 *
 * @throws AppError `contacts.grant_unknown`
 */
export async function checkGrants(
  db: Reader,
  wanted: Grants,
  before: Grants,
  readGrantable: ReadGrantable,
): Promise<Grants> {
  // Only what is allowed is stored: a grant without a word of it allows none.
  const more = wanted.freeSql === true ? { freeSql: true } : {};
  if (wanted.all) return { all: true, ...more };
  const known = await readGrantable(db);
  const missing = (ids: readonly string[], there: ReadonlySet<string>, had: readonly string[]) =>
    ids.filter((id) => !there.has(id) && !had.includes(id));
  const unknown = {
    groupIds: missing(wanted.groupIds, known.groupIds, before.all ? [] : before.groupIds),
    sourceIds: missing(wanted.sourceIds, known.sourceIds, before.all ? [] : before.sourceIds),
  };
  if (unknown.groupIds.length + unknown.sourceIds.length > 0) throw contactGrantUnknown(unknown);
  return {
    groupIds: [...new Set(wanted.groupIds)].filter((id) => known.groupIds.has(id)),
    sourceIds: [...new Set(wanted.sourceIds)].filter((id) => known.sourceIds.has(id)),
    ...more,
  };
}
