import { describe, expect, test } from 'vitest';
import { ENGINES, freshDatabase } from '../../tests/support/databases.ts';
import { insertDataSource } from '../data-sources/index.ts';
import { type Db, readVersions } from '../db/index.ts';
import {
  countTriggers,
  deleteTrigger,
  deleteTriggerGroup,
  findTrigger,
  findTriggerGroup,
  insertTrigger,
  insertTriggerGroup,
  listTriggerGroups,
  listTriggers,
  updateTrigger,
  updateTriggerGroup,
} from './index.ts';

const NOW = new Date('2026-11-23T07:00:00.000Z');
const LATER = new Date('2026-11-23T08:00:00.000Z');

async function addTrigger(db: Db, name: string): Promise<string> {
  const trigger = { name, type: 'text', config: { text: name } };
  return (await db.write((tx) => insertTrigger(tx, trigger, NOW))).id;
}

async function addGroup(db: Db, name: string, triggerIds: readonly string[] = []): Promise<string> {
  return (await db.write((tx) => insertTriggerGroup(tx, { name, triggerIds }, NOW))).id;
}

describe.each(ENGINES)('triggers on %s', (engine) => {
  test('a trigger is kept, changed and removed', async () => {
    const db = await freshDatabase(engine);
    const source = { id: 'pi', name: 'Plant PI', plugin: 'aveva-pi', config: {} };
    await db.write((tx) => insertDataSource(tx, source, NOW));
    const given = {
      name: 'u1 load',
      type: 'value',
      config: { tags: ['U1_LOAD_NET'] },
      dataSourceId: 'pi',
    };
    const made = await db.write((tx) => insertTrigger(tx, given, NOW));
    expect(made).toMatchObject({ ...given, active: true, createdAt: NOW, updatedAt: NOW });
    const changed = await db.write((tx) => updateTrigger(tx, made.id, { active: false }, LATER));
    expect(changed).toEqual({ ...made, active: false, updatedAt: LATER });
    expect(await findTrigger(db.read, made.id)).toEqual(changed);
    expect(await countTriggers(db.read)).toBe(1);
    await db.write((tx) => deleteTrigger(tx, made.id));
    expect(await listTriggers(db.read)).toEqual([]);
    await expect(db.write((tx) => deleteTrigger(tx, made.id))).rejects.toMatchObject({
      code: 'triggers.not_found',
    });
  });

  test('a source that does not exist is refused', async () => {
    const db = await freshDatabase(engine);
    const trigger = { name: 'a', type: 'value', config: {}, dataSourceId: 'nowhere' };
    await expect(db.write((tx) => insertTrigger(tx, trigger, NOW))).rejects.toMatchObject({
      kind: 'invalid',
      code: 'triggers.source_unknown',
    });
  });

  test.each(['u1 load', 'U1LOAD', ' U1  Load '])(
    'no trigger and no group may be called %j beside "u1 load"',
    async (name) => {
      const db = await freshDatabase(engine);
      const id = await addTrigger(db, 'u1 load');
      const taken = {
        kind: 'conflict',
        code: 'triggers.name_taken',
        details: { takenBy: { kind: 'trigger', id, name: 'u1 load' } },
        message: expect.stringContaining('The trigger "u1 load" already') as string,
      };
      await expect(addTrigger(db, name)).rejects.toMatchObject(taken);
      await expect(addGroup(db, name)).rejects.toMatchObject(taken);
      expect(await countTriggers(db.read)).toBe(1);
      expect(await listTriggerGroups(db.read)).toEqual([]);
    },
  );

  test('no trigger may be called as a group, and the group is named', async () => {
    const db = await freshDatabase(engine);
    await addGroup(db, 'Unit 1');
    const id = await addTrigger(db, 'u1 load');
    const change = db.write((tx) => updateTrigger(tx, id, { name: 'unit1' }, NOW));
    await expect(change).rejects.toMatchObject({
      code: 'triggers.name_taken',
      message: expect.stringContaining('The trigger group "Unit 1" already') as string,
    });
    expect((await findTrigger(db.read, id))?.name).toBe('u1 load');
  });

  test('two saved under one name at the same moment: one is kept', async () => {
    const db = await freshDatabase(engine);
    const results = await Promise.allSettled(
      ['u1 load', 'U1 LOAD', 'u1load'].map((name) => addTrigger(db, name)),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await countTriggers(db.read)).toBe(1);
  });

  test('a name is free again once its holder is renamed or gone', async () => {
    const db = await freshDatabase(engine);
    const first = await addTrigger(db, 'u1 load');
    await db.write((tx) => updateTrigger(tx, first, { name: 'U1 Load' }, NOW));
    await db.write((tx) => updateTrigger(tx, first, { name: 'unit 1 load' }, NOW));
    const group = await addGroup(db, 'u1 load');
    await db.write((tx) => deleteTriggerGroup(tx, group));
    const second = await addTrigger(db, 'u1 load');
    await db.write((tx) => deleteTrigger(tx, second));
    await addGroup(db, 'u1 load');
  });

  test('every change is counted', async () => {
    const db = await freshDatabase(engine);
    const seen = new Set<unknown>();
    const look = async () => seen.add((await readVersions(db.read)).triggers);
    await look();
    const id = await addTrigger(db, 'a');
    await look();
    const group = await addGroup(db, 'g', [id]);
    await look();
    await db.write((tx) => updateTrigger(tx, id, { active: false }, NOW));
    await look();
    await db.write((tx) => updateTriggerGroup(tx, group, { description: 'd' }, NOW));
    await look();
    await db.write((tx) => deleteTriggerGroup(tx, group));
    await look();
    await db.write((tx) => deleteTrigger(tx, id));
    await look();
    expect(seen.size).toBe(7);
  });
});

describe.each(ENGINES)('trigger groups on %s', (engine) => {
  test('members keep the order they were given', async () => {
    const db = await freshDatabase(engine);
    const [a, b, c] = [
      await addTrigger(db, 'a'),
      await addTrigger(db, 'b'),
      await addTrigger(db, 'c'),
    ];
    const id = await addGroup(db, 'unit 1', [c, a, b, a]);
    expect((await findTriggerGroup(db.read, id))?.triggerIds).toEqual([c, a, b]);
    await db.write((tx) => updateTriggerGroup(tx, id, { triggerIds: [b, c] }, LATER));
    const other = await addGroup(db, 'unit 2', [a]);
    expect(await listTriggerGroups(db.read)).toMatchObject([
      { id, name: 'unit 1', executionMode: 'parallel', description: null, triggerIds: [b, c] },
      { id: other, name: 'unit 2', triggerIds: [a] },
    ]);
  });

  test('a change of something else leaves the members alone', async () => {
    const db = await freshDatabase(engine);
    const a = await addTrigger(db, 'a');
    const id = await addGroup(db, 'unit 1', [a]);
    const change = { executionMode: 'sequential', description: 'All of unit 1' } as const;
    const changed = await db.write((tx) => updateTriggerGroup(tx, id, change, LATER));
    expect(changed).toMatchObject({ ...change, name: 'unit 1', triggerIds: [a], updatedAt: LATER });
  });

  test('a trigger that is removed leaves its groups', async () => {
    const db = await freshDatabase(engine);
    const [a, b] = [await addTrigger(db, 'a'), await addTrigger(db, 'b')];
    const id = await addGroup(db, 'unit 1', [a, b]);
    await db.write((tx) => deleteTrigger(tx, a));
    expect((await findTriggerGroup(db.read, id))?.triggerIds).toEqual([b]);
  });

  test('members that do not exist are refused, and the group stays as it was', async () => {
    const db = await freshDatabase(engine);
    const a = await addTrigger(db, 'a');
    const id = await addGroup(db, 'unit 1', [a]);
    const change = db.write((tx) =>
      updateTriggerGroup(tx, id, { name: 'new name', triggerIds: [a, 'nobody'] }, NOW),
    );
    await expect(change).rejects.toMatchObject({
      code: 'trigger_groups.member_unknown',
      details: { triggerIds: ['nobody'] },
    });
    expect(await findTriggerGroup(db.read, id)).toMatchObject({ name: 'unit 1', triggerIds: [a] });
  });

  test('one that does not exist is said to', async () => {
    const db = await freshDatabase(engine);
    const missing = { kind: 'not_found', code: 'trigger_groups.not_found' };
    await expect(
      db.write((tx) => updateTriggerGroup(tx, 'x', { name: 'y' }, NOW)),
    ).rejects.toMatchObject(missing);
    await expect(db.write((tx) => deleteTriggerGroup(tx, 'x'))).rejects.toMatchObject(missing);
    expect(await findTriggerGroup(db.read, 'x')).toBeUndefined();
  });
});
