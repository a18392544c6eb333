import { insertAiTrigger } from '../ai/index.ts';
import { insertContact } from '../chat/index.ts';
import { insertDataSource } from '../data-sources/index.ts';
import type { Db } from '../db/index.ts';
import {
  checkTrigger,
  countTriggers,
  insertTrigger,
  insertTriggerGroup,
} from '../triggers/index.ts';
import { DEMO_AI_TRIGGERS, DEMO_GROUPS, DEMO_TRIGGERS } from './demo-triggers.ts';

export interface DemoSeed {
  /** Where the demo plant's PI Web API is: `http://127.0.0.1:8003/piwebapi`. */
  readonly piBaseUrl: string;
  /** Encrypts the secret fields of a source's config for the row of this id. */
  readonly protectConfig: (
    sourceId: string,
    plugin: string,
    config: object,
  ) => Record<string, unknown>;
  readonly now: Date;
}

export const DEMO_SOURCE_ID = 'demo-pi';
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
 * Fills an empty store with the demo plant's source, triggers, groups, AI prefixes and contacts, in one transaction.
 * A store that has triggers is left as it is.
 *
 * @returns whether anything was written
 */
export async function seedDemo(
  db: Db,
  { piBaseUrl, protectConfig, now }: DemoSeed,
): Promise<boolean> {
  return await db.write(async (tx) => {
    if ((await countTriggers(tx)) > 0) return false;
    const config = { baseUrl: piBaseUrl, dataServer: 'DEMO-PI', user: 'demo', password: 'demo' };
    await insertDataSource(
      tx,
      {
        id: DEMO_SOURCE_ID,
        name: 'Plant PI',
        plugin: 'aveva-pi',
        config: protectConfig(DEMO_SOURCE_ID, 'aveva-pi', config),
      },
      now,
    );
    const idOf = new Map<string, string>();
    for (const trigger of DEMO_TRIGGERS) {
      const dataSourceId = trigger.type === 'text' ? null : DEMO_SOURCE_ID;
      const checked = checkTrigger({ ...trigger, dataSourceId }, now, 'UTC');
      idOf.set(trigger.name, (await insertTrigger(tx, checked, now)).id);
    }
    const groupIdOf = new Map<string, string>();
    for (const [name, members] of Object.entries(DEMO_GROUPS)) {
      const triggerIds = members.flatMap((member) => idOf.get(member) ?? []);
      groupIdOf.set(name, (await insertTriggerGroup(tx, { name, triggerIds }, now)).id);
    }
    for (const trigger of DEMO_AI_TRIGGERS) await insertAiTrigger(tx, trigger, now);
    const approved = { status: 'approved' } as const;
    await insertContact(
      tx,
      {
        ...approved,
        name: 'Sari (shift supervisor)',
        phone: DEMO_CONTACTS.all,
        grants: { all: true },
      },
      now,
    );
    await insertContact(
      tx,
      {
        ...approved,
        name: 'You, at the terminal',
        phone: DEMO_CONTACTS.tour,
        grants: { all: true },
      },
      now,
    );
    const unit1 = ['unit 1', 'unit 1 report'].flatMap((name) => groupIdOf.get(name) ?? []);
    await insertContact(
      tx,
      {
        ...approved,
        name: 'Budi (unit 1)',
        phone: DEMO_CONTACTS.unit1,
        grants: { groupIds: unit1, sourceIds: [] },
      },
      now,
    );
    return true;
  });
}
