import { type StoredDataSource, listDataSources, listQueryPresets } from '../data-sources/index.ts';
import { listAiTriggers } from '../ai/index.ts';
import { listKnownUsers } from '../accounts/index.ts';
import { readKnownContacts } from '../chat/index.ts';
import type { Reader } from '../db/index.ts';
import { listSettings } from '../settings/index.ts';
import { readKnownAnswers } from '../triggers/index.ts';
import { type ConvertTriggerDeps, convertTrigger } from './convert-trigger.ts';
import type { Report } from './create-report.ts';
import type { ImportChoices } from './imports.schema.ts';
import type { LegacyFile, LegacyRow } from './open-legacy-file.ts';
import { planAiTriggers } from './plan-ai-triggers.ts';
import { planAnswers } from './plan-answers.ts';
import { planContacts } from './plan-contacts.ts';
import { planPresets } from './plan-presets.ts';
import { planRetention } from './plan-retention.ts';
import { planSettings } from './plan-settings.ts';
import { type SourcePlanDeps, planSources } from './plan-sources.ts';
import { planUsers } from './plan-users.ts';
import { textOf } from './read-json.ts';
import type { Sender } from './read-senders.ts';

/** What the messages and the log tell before they are brought. */
export type Surveyed = {
  readonly senders: ReadonlyMap<string, Sender>;
  readonly oldestAudit: Date | null;
};

export type PlanDeps = Pick<SourcePlanDeps, 'fieldsOf' | 'prepare'> &
  Pick<ConvertTriggerDeps, 'refusalOf'> & {
    readonly file: LegacyFile;
    readonly surveyed: Surveyed;
    readonly choices: ImportChoices;
    /** The site's zone, in which ranges of triggers are tried. */
    readonly siteTimeZone: string;
    readonly now: Date;
  };

export type ConfigurationPlan = Awaited<ReturnType<typeof planConfiguration>>;

/** Decides about everything but the history, by what the store has. Writes nothing. */
export async function planConfiguration(db: Reader, deps: PlanDeps, report: Report) {
  const { file, choices, surveyed, now } = deps;
  const known = await readKnown(db);
  const identified = (table: Parameters<LegacyFile['all']>[0]) =>
    withIds(table, file.all(table), report);
  const sources = planSources(identified('data_sources'), {
    report,
    stored: known.sources,
    timeZone: choices.timeZone,
    now,
    fieldsOf: deps.fieldsOf,
    prepare: deps.prepare,
  });
  const drafts = identified('triggers').map((row) =>
    convertTrigger(row, {
      sources,
      refusalOf: deps.refusalOf,
      now,
      timeZone: deps.siteTimeZone,
    }),
  );
  const sourcesToBring = sources.finish();
  const sourceIds = new Set([...known.sources, ...sourcesToBring].map(({ id }) => id));
  const answers = planAnswers(
    drafts.map((draft) => withSource(draft, sourceIds)),
    identified('trigger_groups'),
    file.all('trigger_group_members'),
    { stored: known.answers, report, now },
  );
  const storedPresets = new Set(known.presets.map(({ id }) => id));
  const presets = planPresets(identified('query_presets'), {
    storedIds: storedPresets,
    report,
    now,
  });
  const aiTriggers = planAiTriggers(identified('ai_triggers'), {
    stored: known.aiTriggers,
    report,
    now,
  });
  const contacts = planContacts(file.all('contacts'), surveyed.senders, {
    stored: known.contacts,
    report,
    choice: choices.contacts,
    now,
  });
  const setNames = new Set(
    known.settings.filter(({ updatedAt }) => updatedAt !== null).map(({ name }) => name),
  );
  const settings = file.has('system_settings')
    ? planSettings(file.all('system_settings'), { report, stored: setNames })
    : [];
  const users = planUsers(identified('users'), {
    report,
    stored: known.users,
    roles: choices.roles,
    timeZone: choices.timeZone,
    now,
  });
  const retention = planRetention(known.settings, surveyed.oldestAudit, now, report);
  return {
    sources: sourcesToBring,
    answers,
    presets,
    aiTriggers,
    contacts,
    settings,
    users,
    retention,
  };
}

async function readKnown(db: Reader) {
  return {
    sources: (await listDataSources(db)) satisfies readonly StoredDataSource[],
    presets: await listQueryPresets(db),
    answers: await readKnownAnswers(db),
    aiTriggers: await listAiTriggers(db),
    contacts: await readKnownContacts(db),
    settings: await listSettings(db),
    users: await listKnownUsers(db),
  };
}

/** A key may be null in SQLite, and a damaged index may let one in twice. */
function withIds(table: string, rows: readonly LegacyRow[], report: Report): readonly LegacyRow[] {
  const seen = new Set<string>();
  return rows.filter((row) => {
    const id = textOf(row['id']);
    const problem =
      id === undefined ? 'It has no id.' : seen.has(id) ? 'Another row has its id.' : undefined;
    if (id !== undefined) seen.add(id);
    if (problem === undefined) return true;
    report.row({ table, id, name: row['name'], outcome: 'refused', notes: [problem] });
    return false;
  });
}

type Draft = ReturnType<typeof convertTrigger>;

/** A gateway that only a trigger named may not have been made. */
function withSource(draft: Draft, sourceIds: ReadonlySet<string>): Draft {
  if (draft.kind !== 'trigger' || draft.dataSourceId === null) return draft;
  if (sourceIds.has(draft.dataSourceId)) return draft;
  const note = 'Its data source could not be made: choose another and switch it on.';
  return { ...draft, dataSourceId: null, active: false, notes: [...draft.notes, note] };
}
