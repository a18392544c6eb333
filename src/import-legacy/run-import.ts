import type { Clock, DataSourcePlugin, Outbound } from '#sdk';
import type { Audit, EarlierEntry } from '../audit/index.ts';
import { prepareConfig } from '../data-sources/index.ts';
import { type Db, type Executor, readVersions, takeTurns } from '../db/index.ts';
import type { Actor } from '../lib/http/index.ts';
import { configSchemaOf } from '../lib/plugin-config/index.ts';
import type { SecretBox } from '../lib/secrets.ts';
import { bringConfiguration, bringsSomething } from './bring-configuration.ts';
import { bringHistory } from './bring-history.ts';
import { createRefusalOf } from './create-refusal-of.ts';
import { type Report, createReport } from './create-report.ts';
import { importStopped, storeIsBusy, timeZoneUnknown } from './imports.errors.ts';
import type { ImportChoices, ImportReport } from './imports.schema.ts';
import { LEGACY_TABLES, type LegacyFile } from './open-legacy-file.ts';
import { type ConfigurationPlan, type PlanDeps, planConfiguration } from './plan-configuration.ts';
import { survey } from './survey.ts';

export type ImportTools = {
  readonly db: Db;
  readonly audit: Audit;
  readonly recordEarlier: (
    tx: Executor,
    entries: readonly EarlierEntry[],
  ) => Promise<ReadonlySet<string>>;
  readonly plugins: readonly DataSourcePlugin[];
  readonly secrets: SecretBox;
  readonly outbound: Outbound;
  readonly clock: Clock;
  /** The site's zone. */
  readonly timeZone: string;
};

export type ImportProgress = {
  readonly table: string;
  readonly doneRows: number;
  readonly totalRows: number;
};

/** Somebody may change a trigger while an import decides what to call its own. */
const TRIES = 5;

/**
 * Brings a predecessor's database into the store: first its configuration, contacts and users, all in one transaction,
 * then its history in many. What is here already is never changed, so that a second time changes nothing, and one that
 * was stopped is finished by the next. With `dryRun` the same is decided and nothing is written.
 *
 * @throws AppError of kind `invalid` before anything was written, when the file cannot be read to its end or a choice
 *   does not fit it
 */
export async function runImport(
  tools: ImportTools,
  file: LegacyFile,
  choices: ImportChoices,
  run: {
    readonly dryRun: boolean;
    readonly actor: Actor;
    readonly onProgress?: (progress: ImportProgress) => void;
    /** Ends it between two batches; the next import goes on from there. */
    readonly signal?: AbortSignal;
  },
): Promise<ImportReport> {
  assertTimeZone(choices.timeZone);
  const { db, clock } = tools;
  const onRows = createProgress(file, run);
  const surveyed = await survey(file, onRows);
  const deps: PlanDeps = {
    file,
    surveyed,
    choices,
    siteTimeZone: tools.timeZone,
    now: clock(),
    refusalOf: await createRefusalOf(),
    fieldsOf(kind) {
      const plugin = tools.plugins.find((one) => one.kind === kind);
      return plugin && Object.keys(configSchemaOf(plugin).properties ?? {});
    },
    prepare: (source, config) => prepareConfig(tools, source, config).config,
  };
  const { plan, report } = run.dryRun
    ? await decide(tools, deps)
    : await decideAndBring(tools, deps, run.actor);
  for (const { table, rows } of file.leftTables) report.left(table, rows);
  await bringHistory({
    db,
    file,
    plan,
    report,
    groupChatter: choices.groupChatter,
    isDry: run.dryRun,
    now: deps.now,
    recordEarlier: tools.recordEarlier,
    onRows,
  });
  const finished = report.finish(run.dryRun);
  if (!run.dryRun && finished.hasChanges) await logFinished(tools, run.actor, finished);
  return finished;
}

type Decided = { readonly plan: ConfigurationPlan; readonly report: Report };

async function decide({ db }: ImportTools, deps: PlanDeps): Promise<Decided> {
  const report = createReport(LEGACY_TABLES.filter((table) => deps.file.has(table)));
  return { plan: await planConfiguration(db.read, deps, report), report };
}

/** Decides, and writes it if nothing was changed meanwhile; else decides again. */
async function decideAndBring(tools: ImportTools, deps: PlanDeps, actor: Actor): Promise<Decided> {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const before = await readVersions(tools.db.read);
    const decided = await decide(tools, deps);
    if (!bringsSomething(decided.plan)) return decided;
    const isWritten = await tools.db.write(async (tx) => {
      await takeTurns(tx, 'change');
      if (JSON.stringify(await readVersions(tx)) !== JSON.stringify(before)) return false;
      await bringConfiguration(tx, decided.plan, deps.now);
      const { sources, answers, presets, aiTriggers, contacts, users } = decided.plan;
      await tools.audit.record(tx, {
        actor,
        action: 'imports.configuration_brought',
        details: {
          dataSources: sources.length,
          triggers: answers.triggers.length,
          groups: answers.groups.length,
          presets: presets.length,
          aiTriggers: aiTriggers.length,
          contacts: contacts.toBring.length,
          users: users.toBring.map(({ username, role }) => ({ username, role })),
        },
        at: deps.now,
      });
      return true;
    });
    if (isWritten) return decided;
  }
  throw storeIsBusy();
}

/** In the log, so that it says itself where its entries from before come from. */
async function logFinished(
  { db, audit, clock }: ImportTools,
  actor: Actor,
  { tables }: ImportReport,
): Promise<void> {
  const history = tables.filter(({ table }) => HISTORY.has(table));
  const counts = Object.fromEntries(
    history.map(({ table, brought, changed }) => [table, brought + changed]),
  );
  if (Object.values(counts).every((count) => count === 0)) return;
  await db.write(
    async (tx) =>
      await audit.record(tx, {
        actor,
        action: 'imports.history_brought',
        details: counts,
        at: clock(),
      }),
  );
}

const HISTORY: ReadonlySet<string> = new Set(['messages', 'outgoing_messages', 'audit_logs']);

function createProgress(
  file: LegacyFile,
  { onProgress, signal }: Pick<Parameters<typeof runImport>[3], 'onProgress' | 'signal'>,
): (table: string, rows: number) => void {
  // Each is read twice: to know what is there, and to bring it.
  const totalRows = [...HISTORY].reduce(
    (sum, table) => sum + 2 * file.count(table as 'messages'),
    0,
  );
  let doneRows = 0;
  return (table, rows) => {
    if (signal?.aborted) throw importStopped();
    doneRows += rows;
    onProgress?.({ table, doneRows, totalRows });
  };
}

function assertTimeZone(timeZone: string): void {
  try {
    Intl.DateTimeFormat('en', { timeZone });
  } catch (error) {
    if (error instanceof RangeError) throw timeZoneUnknown();
    throw error;
  }
}
