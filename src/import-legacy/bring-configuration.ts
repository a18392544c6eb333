import { insertImportedUsers } from '../accounts/index.ts';
import { insertImportedAiTriggers } from '../ai/index.ts';
import { insertImportedContacts } from '../chat/index.ts';
import { insertDataSource, insertImportedPresets } from '../data-sources/index.ts';
import type { Executor } from '../db/index.ts';
import { writeSetting } from '../settings/index.ts';
import { insertImportedAnswers } from '../triggers/index.ts';
import type { ConfigurationPlan } from './plan-configuration.ts';

/** Writes what was planned, all of it or nothing: the caller's transaction. */
export async function bringConfiguration(
  tx: Executor,
  plan: ConfigurationPlan,
  now: Date,
): Promise<void> {
  const { answers, contacts } = plan;
  for (const { createdAt, ...source } of plan.sources)
    await insertDataSource(tx, source, createdAt);
  await insertImportedPresets(tx, plan.presets);
  await insertImportedAnswers(tx, answers.triggers, answers.groups);
  await insertImportedAiTriggers(tx, plan.aiTriggers);
  await insertImportedContacts(tx, contacts.toBring, contacts.toAdd, now);
  for (const { name, value } of plan.settings) await writeSetting(tx, name, value, now);
  if (plan.retention.days !== undefined) {
    await writeSetting(tx, 'audit.retentionDays', plan.retention.days, now);
  }
  await insertImportedUsers(tx, plan.users.toBring);
}

/** Whether there is anything to write. */
export function bringsSomething(plan: ConfigurationPlan): boolean {
  const { sources, answers, presets, aiTriggers, contacts, settings, users, retention } = plan;
  const lists = [
    sources,
    answers.triggers,
    answers.groups,
    presets,
    aiTriggers,
    contacts.toBring,
    contacts.toAdd,
    settings,
    users.toBring,
  ];
  return retention.days !== undefined || lists.some((list) => list.length > 0);
}
