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

describe('a question for yes or no', () => {
  test.each([
    ['was the load of unit 1 above 100000 yesterday?', 'en', '*No*: never above 100,000 MW.'],
    [
      'apakah beban unit 1 kemarin di atas 100000?',
      'id',
      '*Tidak*: tidak pernah di atas 100.000 MW.',
    ],
    ['was the load of unit 1 above -1000 yesterday?', 'en', '*Yes*: above -1,000 MW.'],
    ['apakah beban unit 1 kemarin di atas -1000?', 'id', '*Ya*: di atas -1.000 MW.'],
    ['is the load of unit 1 at least 100000?', 'en', '*No*: below 100,000 MW.'],
    ['is the load of unit 1 not above 100000?', 'en', '*Yes*: at most 100,000 MW.'],
  ] as const)('%s', async (text, language, told) => {
    const { reply, outcome } = await ask(text, language);
    expect(outcome).toBe('answered');
    expect(reply.text.split('\n').at(-1)).toBe(told);
    expect(reply.facts.length).toBeGreaterThan(0);
  });

  test.each([
    ['is mill A of unit 1 running?', 'en', 'U1_MILL_A_STATUS', 'Yes', 'No'],
    ['apakah mill A unit 1 jalan?', 'id', 'U1_MILL_A_STATUS', 'Ya', 'Tidak'],
  ] as const)('%s', async (text, language, tag, yes, no) => {
    const { Value: value } = (await pi.say(tag, 'value')) as { Value: { Name: string } };
    const { reply } = await ask(text, language);
    const word = value.Name === 'Running' ? yes : no;
    expect(reply.text.split('\n').at(-1)).toBe(`*${word}*: ${value.Name}.`);
  });

  test.each([
    // Bad now, three days old, bad for hours of that day, and where no may mean yes.
    'is U1_NOX_ANALYZER above 10?',
    'is the level of the ash silo of unit 2 above 10?',
    'was U1_NOX_ANALYZER above 100000 in the last 24 hours?',
    'is mill A of unit 1 not running?',
    'will the load of unit 1 be above 600?',
    'is the load forecast of unit 1 tomorrow above 100000?',
    'was the load of unit 1 not above 600 yesterday?',
    // Whether it was so all the time is no question of whether it ever was.
    'was mill A of unit 1 running since yesterday?',
    'apakah mill A unit 1 jalan terus kemarin?',
  ])('is not answered so where it is not certain: %s', async (text) => {
    const { reply } = await ask(text);
    expect(reply.text).not.toMatch(/\*(?:Yes|No)\*/);
  });
});

test.each([
  ['load u3', 'en', 'I know no "load" of unit 3, only of unit 1, unit 2.'],
  ['rata-rata beban u3 kemarin', 'id', 'Saya tidak mengenal "beban" unit 3, hanya unit 1, unit 2.'],
] as const)('a unit that is none is said to be none: %s', async (text, language, told) => {
  const { reply, outcome } = await ask(text, language);
  expect(outcome).toBe('unknown');
  expect(reply).toEqual({ text: told, facts: [] });
});

describe('why something tripped', () => {
  test.each([
    ['why did unit 1 trip?', 'en', 'U1_MODE'],
    ['kenapa unit 2 trip', 'id', 'U2_MODE'],
    ['why did mill D of unit 2 trip', 'en', 'U2_MILL_D_STATUS'],
  ] as const)('%s is told by what was around its last trip', async (text, language, tag) => {
    const { outcome, calls, reply } = await ask(text, language);
    expect(outcome).toBe('answered');
    expect(calls.map(({ tool }) => tool)).toEqual(['last_time', 'what_changed']);
    expect(calls[1]?.input).toMatchObject({ tag });
    expect(reply.text).toMatch(new RegExp(`${tag} \\S.* → Trip`, 'u'));
  });

  test('in a time without a trip it is said that there was none', async () => {
    const { outcome, reply } = await ask('why did unit 1 trip in the last 2 hours');
    expect(outcome).toBe('unknown');
    expect(reply.text).toBe('I found no trip of "unit 1" in that time.');
  });
});

test('a unit without a mode called running tells its mode and its last trip', async () => {
  const { calls, outcome } = await ask('how long has unit 1 been running');
  expect(outcome).toBe('answered');
  expect(calls.map(({ tool }) => tool)).toEqual(['state_history', 'current_values', 'last_time']);
});

test('higher than yesterday sets the two days against each other in both languages', async () => {
  for (const [text, language] of [
    ['apakah beban unit 1 lebih tinggi dari kemarin', 'id'],
    ['is the load of unit 1 higher than yesterday', 'en'],
  ] as const) {
    expect((await ask(text, language)).calls.map(({ tool }) => tool)).toEqual(['compare']);
  }
});

test.each([
  'when will the load of unit 1 reach 600?',
  'kapan beban unit 1 akan mencapai 600?',
  'when will mill A of unit 1 trip?',
  'how long will the load of unit 1 be above 500?',
])('when something will be is not answered by when it last was: %s', async (text) => {
  const { reply, outcome } = await ask(text);
  expect(outcome).toBe('unknown');
  expect(reply.facts).toEqual([]);
});

test('what is measured in a unit, and now beside an earlier instant, are each told', async () => {
  const { reply } = await ask('unit 1 mw, mvar and frequency');
  expect(reply.facts.map(({ tag }) => tag)).toEqual(
    expect.arrayContaining(['U1_LOAD_NET', 'U1_GEN_MVAR', 'U1_FREQ']),
  );
  const { calls } = await ask('o2 of unit 1 now and 1 hour ago');
  expect(calls.map(({ tool }) => tool)).toEqual(['current_values', 'value_at']);
});

test('any of them is asked of all of them', async () => {
  const { calls } = await ask('any mill in maintenance?');
  expect(calls.map(({ tool }) => tool)).toContain('tags_in_state');
});
