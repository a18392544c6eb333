import { join } from 'node:path';
import { createAudit, createRecordEarlier } from '../../src/audit/index.ts';
import type { Db } from '../../src/db/index.ts';
import {
  ImportChoices,
  type ImportReport,
  type ImportTools,
  openLegacyFile,
  runImport,
  takeCopy,
} from '../../src/import-legacy/index.ts';
import { localActor } from '../../src/lib/http/index.ts';
import { createOutbound } from '../../src/lib/outbound/index.ts';
import { createSecretBox } from '../../src/lib/secrets.ts';
import { avevaPi } from '../../src/plugins/aveva-pi/index.ts';
import { mysql } from '../../src/plugins/mysql/index.ts';
import { oracle } from '../../src/plugins/oracle/index.ts';
import { freshFolder } from './files.ts';
import { type LegacyRows, makeLegacyDatabase } from './legacy-database.ts';

export const AUDIT_KEY = Buffer.alloc(32, 3);
export const IMPORT_SECRETS = createSecretBox(Buffer.alloc(32, 4));
/** When every import of a test happens. */
export const IMPORTED_AT = new Date('2025-11-01T00:00:00.000Z');

export type ImportOptions = {
  readonly dryRun?: boolean;
  readonly choices?: Partial<ImportChoices>;
  readonly age?: 'new' | 'old';
};

export function importTools(db: Db): ImportTools {
  return {
    db,
    audit: createAudit(AUDIT_KEY),
    recordEarlier: createRecordEarlier(AUDIT_KEY),
    plugins: [avevaPi, mysql, oracle],
    secrets: IMPORT_SECRETS,
    outbound: createOutbound({ allowPrivate: true }),
    clock: () => IMPORTED_AT,
    timeZone: 'Asia/Jakarta',
  };
}

/** Imports a file the way the command does: from a copy of it. */
export async function importFile(
  db: Db,
  path: string,
  { dryRun = false, choices = {} }: ImportOptions = {},
): Promise<ImportReport> {
  const copy = await takeCopy(path, freshFolder());
  const file = openLegacyFile(copy.path);
  try {
    const run = { dryRun, actor: localActor('cli') };
    return await runImport(importTools(db), file, ImportChoices.parse(choices), run);
  } finally {
    file.close();
    await copy.remove();
  }
}

/** Makes a predecessor's database of these rows and imports it. */
export async function importRows(
  db: Db,
  rows: LegacyRows,
  options: ImportOptions = {},
): Promise<ImportReport> {
  const path = makeLegacyDatabase(join(freshFolder(), 'app.db'), rows, options.age);
  return await importFile(db, path, options);
}

/** What a report says of one row. */
export function lineOf(report: ImportReport, table: string, id: string) {
  return report.lines.find((line) => line.table === table && line.id === id);
}

export function countsOf(report: ImportReport, table: string) {
  return report.tables.find((one) => one.table === table);
}
