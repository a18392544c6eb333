import { insertAiTrigger, listAiTriggers } from '../ai/index.ts';
import { findContactByAddress, insertContact } from '../chat/index.ts';
import { type DataSourceToStore, findDataSource, insertDataSource } from '../data-sources/index.ts';
import type { Executor } from '../db/index.ts';
import {
  checkTrigger,
  countTriggers,
  insertTrigger,
  insertTriggerGroup,
} from '../triggers/index.ts';
import { DEMO_AI_TRIGGERS, DEMO_GROUPS, DEMO_TRIGGERS } from './demo-triggers.ts';

/**
 * Who may ask in the demo: one for everything, one for unit 1, and one for the conversation it shows at start, so
 * that this one does not use up what the spam guard allows a person in ten seconds.
 */
export const DEMO_CONTACTS = {
  all: '+6281200000001',
  unit1: '+6281200000002',
  tour: '+6281200000009',
} as const;

/**
 * Fills a store that has no triggers with the demo plant's source, triggers, groups, AI prefixes and contacts; what of
 * it is there already stays as it is. A store that has triggers is left alone.
 *
 * @returns whether anything was written
 */
export async function seedDemo(
  tx: Executor,
  source: DataSourceToStore & { readonly id: string },
  now: Date,
): Promise<boolean> {
  if ((await countTriggers(tx)) > 0) return false;
  if (!(await findDataSource(tx, source.id))) await insertDataSource(tx, source, now);
  const idOf = new Map<string, string>();
  for (const trigger of DEMO_TRIGGERS) {
    const dataSourceId = trigger.type === 'text' ? null : source.id;
    const checked = checkTrigger({ ...trigger, dataSourceId }, now, 'UTC');
    idOf.set(trigger.name, (await insertTrigger(tx, checked, now)).id);
  }
  const groupIdOf = new Map<string, string>();
  for (const [name, members] of Object.entries(DEMO_GROUPS)) {
    const triggerIds = members.flatMap((member) => idOf.get(member) ?? []);
    groupIdOf.set(name, (await insertTriggerGroup(tx, { name, triggerIds }, now)).id);
  }
  const prefixes = new Set((await listAiTriggers(tx)).map(({ prefix }) => prefix));
  for (const trigger of DEMO_AI_TRIGGERS) {
    if (!prefixes.has(trigger.prefix)) await insertAiTrigger(tx, trigger, now);
  }
  const unit1 = ['unit 1', 'unit 1 report'].flatMap((name) => groupIdOf.get(name) ?? []);
  const contacts = [
    { name: 'Sari (shift supervisor)', phone: DEMO_CONTACTS.all, grants: { all: true } },
    { name: 'You, at the terminal', phone: DEMO_CONTACTS.tour, grants: { all: true } },
    {
      name: 'Budi (unit 1)',
      phone: DEMO_CONTACTS.unit1,
      grants: { groupIds: unit1, sourceIds: [] },
    },
  ] as const;
  for (const contact of contacts) {
    if (await findContactByAddress(tx, contact.phone)) continue;
    await insertContact(tx, { ...contact, status: 'approved' }, now);
  }
  return true;
}
