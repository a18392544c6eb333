import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { DataSource } from '#sdk';
import { type DemoPi, openDemoPi } from '../../../tests/support/demo-pi.ts';
import { askingOf, openSources, toolsOn } from '../../../tests/support/plain-tools.ts';
import type { Sources } from '../../data-sources/index.ts';
import { type Db, migrate, openDatabase } from '../../db/index.ts';
import { DEFAULT_SHIFTS, readShifts } from '../../settings/index.ts';
import { createTagFinder } from '../../tag-search/index.ts';
import type { AnswerPlainly } from '../answerer.ts';
import { createBuiltInAnswerer } from './index.ts';

let db: Db;
let pi: DemoPi;
let connection: DataSource;
let sources: Sources;
let now: Date;
let answer: AnswerPlainly;

beforeAll(async () => {
  db = await openDatabase('sqlite::memory:');
  await migrate(db);
  pi = await openDemoPi();
  connection = await pi.connect({ tagIndex: true });
  now = new Date(pi.nowMs);
  sources = await openSources({ plant: connection }, now);
  const { tools } = toolsOn(db, sources, now);
  answer = createBuiltInAnswerer({ tools, tagFinder: createTagFinder({ db }), clock: () => now });
  await vi.waitFor(() => expect(connection.tagIndexStatus?.().complete).toBe(true), 30_000);
}, 60_000);

afterAll(async () => {
  await sources.close();
  await pi.close();
  await db.close();
});

async function ask(text: string, language: 'en' | 'id' = 'en') {
  const asking = {
    ...askingOf(sources, now, { language }),
    shifts: readShifts(DEFAULT_SHIFTS),
  };
  return await answer({ text, asking, messageId: 'm1', chat: 'c1', sender: 's1' });
}

describe('what is left out is not answered by the rest of it, nor by the opposite', () => {
  test.each([
    'all mills of unit 1 except A',
    'current of all mills of unit 1 except mill A',
    'which mills of unit 1 are running except A?',
    'mills of unit 1 without mill A',
    'average current of the mills of unit 1 yesterday excluding mill A',
    'mills of unit 1 apart from A',
    'mills of unit 1, not mill A',
    'load of all units but not unit 2',
    'load of every unit but unit 1',
    'berapa arus semua mill unit 1 kecuali A',
    'arus mill unit 1 tanpa mill A',
    'mill unit 1 selain mill A yang jalan',
    'rata-rata beban semua unit kemarin tidak termasuk unit 2',
    'beban semua unit di luar unit 2',
    'beban unit 1 bukan unit 2',
  ])('%s', async (text) => {
    const { outcome, calls, reply } = await ask(text);
    expect(outcome).toBe('unknown');
    expect(calls).toEqual([]);
    expect(reply.facts).toEqual([]);
    expect(reply.text).toContain('cannot leave anything out');
  });

  test('a state that is denied is none of it', async () => {
    expect((await ask('is mill A of unit 1 not running?')).outcome).toBe('answered');
  });
});

describe('what cannot be is said to be so, and nothing is asked', () => {
  test.each([
    ['load of unit 1 on 31 February', 'en', 'no such day'],
    ['beban unit 1 tanggal 35 januari', 'id', 'tidak ada di kalender'],
    ['load of unit 1 at 25:00', 'en', 'no such hour'],
    ['beban unit 1 kemarin jam 25.00', 'id', 'Jam itu tidak ada'],
    ['load of unit 1 in 1900', 'en', 'too long ago'],
    ['load of unit 1 on 3 March 1900', 'en', 'too long ago'],
    ['top 0 mills of unit 1 by current', 'en', 'top 3'],
    ['top -1 mill unit 1 arus', 'id', 'top 3'],
  ] as const)('%s', async (text, language, told) => {
    const { outcome, calls, reply } = await ask(text, language);
    expect({ outcome, calls, facts: reply.facts }).toEqual({
      outcome: 'unknown',
      calls: [],
      facts: [],
    });
    expect(reply.text).toContain(told);
  });
});
