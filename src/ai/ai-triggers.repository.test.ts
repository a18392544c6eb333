import { describe, expect, test } from 'vitest';
import { ENGINES, freshDatabase } from '../../tests/support/databases.ts';
import { readVersions } from '../db/index.ts';
import {
  deleteAiTrigger,
  findAiTrigger,
  insertAiTrigger,
  listAiTriggers,
  recordAiTriggerUse,
  updateAiTrigger,
} from './index.ts';

const NOW = new Date('2026-11-23T07:00:00.000Z');
const LATER = new Date('2026-11-23T08:00:00.000Z');

describe.each(ENGINES)('AI triggers on %s', (engine) => {
  test('are listed with the longest prefix first', async () => {
    const db = await freshDatabase(engine);
    for (const prefix of ['=', '+ai=', '+']) {
      await db.write((tx) => insertAiTrigger(tx, { prefix, name: prefix }, NOW));
    }
    expect((await listAiTriggers(db.read)).map(({ prefix }) => prefix)).toEqual(['+ai=', '+', '=']);
  });

  test('a prefix belongs to one of them', async () => {
    const db = await freshDatabase(engine);
    const taken = { kind: 'conflict', code: 'ai_triggers.prefix_taken' };
    await db.write((tx) => insertAiTrigger(tx, { prefix: '=', name: 'Ask' }, NOW));
    const other = await db.write((tx) => insertAiTrigger(tx, { prefix: '+', name: 'B' }, NOW));
    await expect(
      db.write((tx) => insertAiTrigger(tx, { prefix: '=', name: 'C' }, NOW)),
    ).rejects.toMatchObject(taken);
    await expect(
      db.write((tx) => updateAiTrigger(tx, other.id, { prefix: '=' }, NOW)),
    ).rejects.toMatchObject(taken);
    const change = { prefix: '+', name: 'Better', enabled: false };
    const changed = await db.write((tx) => updateAiTrigger(tx, other.id, change, LATER));
    expect(changed).toMatchObject({ ...change, updatedAt: LATER });
  });

  test('uses are counted, which is no change', async () => {
    const db = await freshDatabase(engine);
    const { id } = await db.write((tx) => insertAiTrigger(tx, { prefix: '=', name: 'Ask' }, NOW));
    const before = await readVersions(db.read);
    await db.write((tx) => recordAiTriggerUse(tx, id, LATER));
    expect(await findAiTrigger(db.read, id)).toMatchObject({ usageCount: 1, lastUsed: LATER });
    expect(await readVersions(db.read)).toEqual(before);
    await db.write((tx) => deleteAiTrigger(tx, id));
    await expect(db.write((tx) => deleteAiTrigger(tx, id))).rejects.toMatchObject({
      code: 'ai_triggers.not_found',
    });
  });
});
