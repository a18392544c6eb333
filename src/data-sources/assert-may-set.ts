import { isDeepStrictEqual } from 'node:util';
import type { DataSourcePlugin } from '#sdk';
import type { Role } from '../db/index.ts';
import { adminOnlyFieldsOf, isSetAt, valueAt } from '../lib/plugin-config/index.ts';
import { fieldsForAdmins } from './data-sources.errors.ts';

type Config = Readonly<Record<string, unknown>>;

/**
 * Some fields open more than a source, such as functions that a query may call or a file of the machine: those are for
 * administrators, and anybody else leaves them as they are.
 *
 * @throws AppError `data_sources.admin_only`
 */
export function assertMaySet(
  role: Role,
  plugin: DataSourcePlugin | undefined,
  given: Config,
  before: Config = {},
): void {
  if (role === 'admin' || !plugin) return;
  const fields = adminOnlyFieldsOf(plugin).filter(
    (path) =>
      (isSetAt(given, path) || isSetAt(before, path)) &&
      !isDeepStrictEqual(valueAt(given, path), valueAt(before, path)),
  );
  if (fields.length > 0) throw fieldsForAdmins(fields);
}
