import { describe, expect, test } from 'vitest';
import { ENGINES, freshDatabase } from '../../tests/support/databases.ts';
import {
  clearPendingAnswer,
  deleteExpiredPendingAnswers,
  findPendingAnswer,
  setPendingAnswer,
} from './index.ts';

const NOW = new Date('2026-11-23T07:00:00.000Z');
const SOON = new Date('2026-11-23T07:10:00.000Z');
const SARI = { chat: 'control-room@g.us', sender: '+621' };
const BUDI = { chat: 'control-room@g.us', sender: '+622' };

describe.each(ENGINES)('what was asked back, on %s', (engine) => {
  test('is remembered for each person in each chat, the last one counts', async () => {
    const db = await freshDatabase(engine);
    const pending = { expiresAt: SOON, at: NOW };
    await db.write(async (tx) => {
      await setPendingAnswer(tx, SARI, { state: { choices: ['u1 load'] }, ...pending });
      await setPendingAnswer(tx, SARI, { state: { choices: ['u2 load'] }, ...pending });
    });
    expect(await findPendingAnswer(db.read, SARI, NOW)).toEqual({ choices: ['u2 load'] });
    expect(await findPendingAnswer(db.read, BUDI, NOW)).toBeUndefined();
    expect(await findPendingAnswer(db.read, { ...SARI, chat: '+621' }, NOW)).toBeUndefined();
  });

  test('is forgotten when cleared or after its time', async () => {
    const db = await freshDatabase(engine);
    for (const who of [SARI, BUDI]) {
      await db.write((tx) =>
        setPendingAnswer(tx, who, { state: [1, 2], expiresAt: SOON, at: NOW }),
      );
    }
    await db.write((tx) => clearPendingAnswer(tx, SARI));
    expect(await findPendingAnswer(db.read, SARI, NOW)).toBeUndefined();
    expect(await findPendingAnswer(db.read, BUDI, NOW)).toEqual([1, 2]);
    expect(await findPendingAnswer(db.read, BUDI, SOON)).toBeUndefined();
    expect(await db.write((tx) => deleteExpiredPendingAnswers(tx, SOON))).toBe(1);
  });
});
