import { describe, expect, test } from 'vitest';
import { ENGINES, freshDatabase } from '../../tests/support/databases.ts';
import { findConnection, resetConnection, updateConnection } from './connection.repository.ts';

const NOW = new Date('2026-11-23T07:00:00.000Z');
const SOON = new Date('2026-11-23T07:10:00.000Z');

describe.each(ENGINES)('the row other programs read, on %s', (engine) => {
  test('the state of the linked device is one row that changes', async () => {
    const db = await freshDatabase(engine);
    expect(await findConnection(db.read)).toBeUndefined();
    await db.write((tx) => updateConnection(tx, { isInitializing: true, qrData: 'q' }, NOW));
    await db.write((tx) =>
      updateConnection(
        tx,
        { isReady: true, isInitializing: false, botNumber: '+629', qrData: null },
        SOON,
      ),
    );
    expect(await findConnection(db.read)).toEqual({
      isReady: true,
      isInitializing: false,
      botNumber: '+629',
      phoneNumber: null,
      botId: null,
      qrData: null,
      reconnectAttempts: 0,
      lastUpdate: SOON,
    });
  });

  test('says at a start that nothing is connected, and still whose number it was', async () => {
    const db = await freshDatabase(engine);
    await db.write((tx) => resetConnection(tx, NOW));
    expect(await findConnection(db.read)).toBeUndefined();
    const linked = { isReady: true, isInitializing: true, phoneNumber: '+629', qrData: 'q' };
    await db.write((tx) => updateConnection(tx, linked, NOW));
    await db.write((tx) => resetConnection(tx, SOON));
    expect(await findConnection(db.read)).toMatchObject({
      isReady: false,
      isInitializing: false,
      phoneNumber: '+629',
      qrData: null,
      lastUpdate: SOON,
    });
  });
});
