import { describe, expect, test } from 'vitest';
import { ENGINES, freshDatabase } from '../../tests/support/databases.ts';
import { type ValueOf, bumpVersion, prepareQuery, readVersions } from './index.ts';

const insertContact = prepareQuery((db, value: ValueOf<{ id: string; name: string | null }>) =>
  db
    .insertInto('contacts')
    .values({ id: value('id'), name: value('name'), status: 'approved' })
    .onConflict((conflict) => conflict.column('id').doNothing()),
);

const findByName = prepareQuery((db, value: ValueOf<{ name: string; status: string }>) =>
  db
    .selectFrom('contacts')
    .select(['id', 'name'])
    .where('name', '=', value('name'))
    .where('name', '=', value('name')),
);

describe.each(ENGINES)('a prepared query on %s', (engine) => {
  test('gives each call its own values, and constants stay', async () => {
    const db = await freshDatabase(engine);
    await db.write(async (tx) => {
      await insertContact(tx, { id: '1', name: 'Sari' });
      await insertContact(tx, { id: '2', name: null });
      const again = await insertContact(tx, { id: '1', name: 'Budi' });
      expect(again.numAffectedRows).toBe(0n);
    });
    const { rows } = await findByName(db.read, { name: 'Sari', status: 'approved' });
    expect(rows).toEqual([{ id: '1', name: 'Sari' }]);
    expect(await db.read.selectFrom('contacts').select(['id', 'status']).execute()).toEqual([
      { id: '1', status: 'approved' },
      { id: '2', status: 'approved' },
    ]);
  });

  test('changes are counted by topic, and not when they are undone', async () => {
    const db = await freshDatabase(engine);
    expect(await readVersions(db.read)).toEqual({});
    await db.write((tx) => bumpVersion(tx, 'triggers'));
    const before = await readVersions(db.read);
    await db.write(async (tx) => {
      await bumpVersion(tx, 'triggers');
      await bumpVersion(tx, 'contacts');
    });
    const after = await readVersions(db.read);
    expect(after.triggers).not.toBe(before.triggers);
    const undone = db.write(async (tx) => {
      await bumpVersion(tx, 'triggers');
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect(await readVersions(db.read)).toEqual(after);
  });
});

test('a prepared query serves many databases at once', async () => {
  const [first, second] = [await freshDatabase('sqlite'), await freshDatabase('sqlite')];
  await first.write((tx) => insertContact(tx, { id: '1', name: 'first' }));
  await second.write((tx) => insertContact(tx, { id: '1', name: 'second' }));
  expect((await findByName(second.read, { name: 'second', status: '' })).rows).toHaveLength(1);
  expect((await findByName(first.read, { name: 'second', status: '' })).rows).toEqual([]);
});
