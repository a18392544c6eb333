import { existsSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { Command, Option } from 'commander';
import type { Config } from '../config.ts';
import type { Db, Role } from '../db/index.ts';
import type { ImportReport } from '../import-legacy/index.ts';
import { printImportReport } from './print-import-report.ts';
import { readSettings } from './read-settings.ts';
import { showProgress } from './show-progress.ts';

type Options = {
  readonly dryRun?: true;
  readonly json?: true;
  readonly role: Readonly<Record<string, Role>>;
  readonly timeZone: string;
  readonly contacts: 'askers' | 'all' | 'none';
  readonly groupChatter: boolean;
};

const ROLES: readonly string[] = ['admin', 'user', 'viewer'];
const KEY_BYTES = 32;

/** `plantline import-legacy <app.db>`: moves a plant over from the predecessor. */
export function importLegacyCommand(): Command {
  return new Command('import-legacy')
    .description(
      'Bring in the database of the predecessor: sources, triggers, contacts, users, history. It is only read; a second time changes nothing',
    )
    .argument('<app.db>', 'the predecessor’s database; it may go on running')
    .option('--dry-run', 'say what would be done, and write nothing')
    .option('--json', 'print the report as JSON')
    .option(
      '--role <name=role>',
      'the role of a user (admin, user or viewer), once for each; without it the first admin stays one and the others become user',
      addRole,
      {},
    )
    .option(
      '--time-zone <zone>',
      'IANA zone of the plant and of the machine the predecessor ran on; in Docker that one was UTC',
      'Asia/Jakarta',
    )
    .addOption(
      new Option(
        '--contacts <which>',
        'who may ask at once: askers (who asked in a private chat before), all or none',
      )
        .choices(['askers', 'all', 'none'])
        .default('askers'),
    )
    .option('--no-group-chatter', 'leave out messages of groups that mentioned nobody')
    .action(importLegacy);
}

async function importLegacy(path: string, options: Options): Promise<void> {
  const { openLegacyFile, takeCopy } = await import('../import-legacy/index.ts');
  const progress = showProgress();
  try {
    const copy = await takeCopy(path);
    const removeAndEnd = () => void copy.remove().finally(() => process.exit(130));
    process.once('SIGINT', removeAndEnd).once('SIGTERM', removeAndEnd);
    try {
      const file = openLegacyFile(copy.path);
      try {
        const report = await run(file, options, progress.tell);
        progress.end();
        if (options.json) console.log(JSON.stringify(report));
        else printImportReport(report);
      } finally {
        file.close();
      }
    } finally {
      process.off('SIGINT', removeAndEnd).off('SIGTERM', removeAndEnd);
      await copy.remove();
    }
  } finally {
    progress.end();
  }
}

async function run(
  file: Parameters<typeof import('../import-legacy/index.ts').runImport>[1],
  options: Options,
  onProgress: ReturnType<typeof showProgress>['tell'],
): Promise<ImportReport> {
  const { createAudit, createRecordEarlier } = await import('../audit/index.ts');
  const { runImport } = await import('../import-legacy/index.ts');
  const { localActor } = await import('../lib/http/index.ts');
  const { createOutbound } = await import('../lib/outbound/index.ts');
  const { deriveKey } = await import('../lib/secret-key.ts');
  const { createSecretBox } = await import('../lib/secrets.ts');
  const { plugins } = await import('../plugins/index.ts');
  const config = readSettings();
  const dryRun = options.dryRun === true;
  const db = await openStore(config, dryRun);
  try {
    const secretKey = await keyOf(db, config, dryRun);
    const auditKey = deriveKey(secretKey, 'audit');
    return await runImport(
      {
        db,
        audit: createAudit(auditKey),
        recordEarlier: createRecordEarlier(auditKey),
        plugins: plugins.dataSources,
        secrets: createSecretBox(deriveKey(secretKey, 'secrets')),
        outbound: createOutbound({ allowPrivate: true }),
        clock: () => new Date(),
        timeZone: config.timeZone,
      },
      file,
      {
        roles: { ...options.role },
        timeZone: options.timeZone,
        contacts: options.contacts,
        groupChatter: options.groupChatter,
      },
      { dryRun, actor: localActor('cli'), onProgress },
    );
  } finally {
    await db.close();
  }
}

/** The store of the settings, made or upgraded first. A dry run makes none: where there is none, an empty one is taken. */
async function openStore({ databaseUrl }: Config, dryRun: boolean): Promise<Db> {
  const { listDueMigrations, migrate, openDatabase } = await import('../db/index.ts');
  if (dryRun) {
    const file = databaseUrl.startsWith('sqlite:')
      ? databaseUrl.slice('sqlite:'.length)
      : undefined;
    const isThere = file === undefined || existsSync(file);
    if (isThere) {
      const db = await openDatabase(databaseUrl);
      const due = await listDueMigrations(db);
      if (due.length === 0) return db;
      await db.close();
      if (!due.includes('first-tables')) {
        throw new Error('The store is of an older version: run plantline migrate first.');
      }
    }
    const empty = await openDatabase('sqlite::memory:');
    await migrate(empty);
    return empty;
  }
  const db = await openDatabase(databaseUrl);
  await migrate(db);
  return db;
}

/** A dry run makes no key where there is none; what it encrypts is thrown away. */
async function keyOf(db: Db, config: Config, dryRun: boolean): Promise<Buffer> {
  const { findStoreKey } = await import('../audit/index.ts');
  const { findSecretKey } = await import('./find-secret-key.ts');
  if (dryRun && !findSecretKey(config)) return randomBytes(KEY_BYTES);
  return await findStoreKey(db.read, config);
}

function addRole(given: string, before: Readonly<Record<string, Role>>): Record<string, Role> {
  const [, name = '', role = ''] = /^(.+)=(\w+)$/u.exec(given) ?? [];
  if (!ROLES.includes(role)) {
    throw new Error(`Write a role as name=admin, name=user or name=viewer, not "${given}".`);
  }
  return { ...before, [name]: role as Role };
}
