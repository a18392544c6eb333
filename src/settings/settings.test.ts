import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { ENGINES, freshDatabase } from '../../tests/support/databases.ts';
import { createSettings, readSettings, writeSetting } from './index.ts';

const NOW = new Date('2026-11-23T07:00:00.000Z');
const clock = (): Date => NOW;

describe.each(ENGINES)('settings on %s', (engine) => {
  test('what nobody changed has its default', async () => {
    const db = await freshDatabase(engine);
    expect(await readSettings(db.read)).toMatchObject({
      'access.mode': 'approval',
      'spam_detection.enabled': true,
      'spam_detection.windowSeconds': 10,
      'spam_detection.maxMessagesPerWindow': 6,
      'spam_detection.warningThreshold': 8,
      'spam_detection.cooldownMinutes': 1,
    });
  });

  test('a change counts at once and after a restart, and is plain text in the table', async () => {
    const db = await freshDatabase(engine);
    const settings = await createSettings({ db, clock });
    await settings.set('access.mode', 'open');
    await settings.set('spam_detection.enabled', false);
    await settings.set('spam_detection.windowSeconds', 30);
    await settings.set('spam_detection.windowSeconds', 20);
    expect(settings.get('access.mode')).toBe('open');
    expect(settings.get('spam_detection.enabled')).toBe(false);
    const restarted = await createSettings({ db, clock });
    expect(restarted.all()).toEqual(settings.all());
    const { rows } = await sql`
      SELECT category, key, value FROM system_settings ORDER BY key`.execute(db.read);
    expect(rows).toEqual([
      { category: 'spam_detection', key: 'enabled', value: 'false' },
      { category: 'access', key: 'mode', value: 'open' },
      { category: 'spam_detection', key: 'windowSeconds', value: '20' },
    ]);
  });

  test('a change made elsewhere is there after reloading', async () => {
    const db = await freshDatabase(engine);
    const settings = await createSettings({ db, clock });
    await db.write((tx) => writeSetting(tx, 'access.mode', 'closed', NOW));
    expect(settings.get('access.mode')).toBe('approval');
    await settings.reload();
    expect(settings.get('access.mode')).toBe('closed');
  });

  test.each([
    ['access.mode', 'anybody'],
    ['access.mode', 7],
    ['spam_detection.enabled', 'false'],
    ['spam_detection.windowSeconds', 0],
    ['spam_detection.windowSeconds', 2.5],
    ['spam_detection.warningMessage', '  '],
  ])('%s refuses %j and keeps what it had', async (name, value) => {
    const db = await freshDatabase(engine);
    const settings = await createSettings({ db, clock });
    const before = settings.all();
    await expect(settings.set(name, value)).rejects.toMatchObject({
      kind: 'invalid',
      code: 'settings.value_invalid',
    });
    expect(await readSettings(db.read)).toEqual(before);
  });

  test.each(['nonsense', '__proto__', 'access', 'constructor'])(
    'there is no setting %j',
    async (name) => {
      const db = await freshDatabase(engine);
      const settings = await createSettings({ db, clock });
      await expect(settings.set(name, 'x')).rejects.toMatchObject({ code: 'settings.not_found' });
    },
  );

  test('a row another program spoiled counts as its default', async () => {
    const db = await freshDatabase(engine);
    await db.write((tx) =>
      tx
        .insertInto('system_settings')
        .values([
          { id: '1', category: 'spam_detection', key: 'windowSeconds', value: 'soon' },
          { id: '2', category: 'access', key: 'mode', value: null },
          { id: '3', category: 'spam_detection', key: 'enabled', value: 'maybe' },
          { id: '4', category: 'spam_detection', key: 'cooldownMinutes', value: ' ' },
        ])
        .execute(),
    );
    expect(await readSettings(db.read)).toMatchObject({
      'spam_detection.windowSeconds': 10,
      'access.mode': 'approval',
      'spam_detection.enabled': true,
      'spam_detection.cooldownMinutes': 1,
    });
  });

  test.each([
    ['TRUE', true],
    ['1', true],
    ['False', false],
    ['0', false],
  ])('a switch another program wrote as %s is understood', async (value, isOn) => {
    const db = await freshDatabase(engine);
    const row = { id: '1', category: 'spam_detection', key: 'enabled', value };
    await db.write((tx) => tx.insertInto('system_settings').values(row).execute());
    expect((await readSettings(db.read))['spam_detection.enabled']).toBe(isOn);
  });
});
