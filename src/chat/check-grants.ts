import type { Reader, Role } from '../db/index.ts';
import { contactGrantUnknown, freeSqlForAdmins } from './chat.errors.ts';
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
 * @param role of who grants: queries of one's own are allowed by administrators; left out, that stays as it was
 * @throws AppError `contacts.grant_unknown`, `contacts.admin_only`
 */
export async function checkGrants(
  db: Reader,
  wanted: Grants,
  before: Grants,
  role: Role,
  readGrantable: ReadGrantable,
): Promise<Grants> {
  const { freeSql = before.freeSql } = wanted;
  if (role !== 'admin' && freeSql === true && before.freeSql !== true) throw freeSqlForAdmins();
  const more = freeSql === true ? { freeSql } : {};
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
