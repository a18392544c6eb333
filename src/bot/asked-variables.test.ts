import { describe, expect, test } from 'vitest';
import { AppError, type DataSource, type TableQuery } from '#sdk';
import { chatServer } from '../../tests/support/chat-server.ts';
import { ENGINES } from '../../tests/support/databases.ts';
import { plantConnection } from '../../tests/support/plant-connection.ts';
import { insertContact, setPendingAnswer } from '../chat/index.ts';
import { deleteTrigger } from '../triggers/index.ts';
import { findQueryPreset, insertQueryPreset } from '../data-sources/index.ts';
import type { Engine } from '../db/index.ts';

const GROUP_CHAT = '1203630@g.us';

/** A lab that answers whatever it is asked, and tells what that was. */
async function lab(engine: Engine, config: object = {}, name = 'alarms') {
  const asked: TableQuery[] = [];
  const source: DataSource = {
    check: async () => [],
    findTag: (tag) => (tag.toLowerCase() === 'fic101' ? { ...TAG, name: 'FIC101' } : undefined),
    async query(query) {
      asked.push(query);
      const { parameters } = query;
      if (parameters['tag'] === 'NOPE') throw new AppError('not_found', 'test.none', 'No tag.');
      return { columns: ['n'], rows: [[asked.length]], truncated: false };
    },
    close: async () => {},
  };
  const pi = plantConnection({ values: { U1_LOAD: { value: 612.44, unit: 'MW' } } });
  const server = await chatServer(engine, { pi, lab: source });
  await server.makeTrigger('u1 load', 'value', { tags: ['U1_LOAD'] }, 'pi');
  const id = await server.makeTrigger(name, 'query', { query: QUERY, ...config }, 'lab');
  const say = async (text: string, more: object = {}) => (await server.ask(text, more)).reply;
  const tell = async (text: string, more: object = {}) => (await say(text, more))?.text ?? '';
  return { ...server, asked, id, say, tell, last: () => asked.at(-1)?.parameters };
}

const TAG = {
  name: '',
  description: '',
  unit: null,
  valueType: 'number',
  step: false,
  displayDigits: null,
  future: false,
} as const;
const QUERY = 'SELECT n FROM alarms WHERE area = {area} AND tag = {tag} LIMIT {limit}';
const AREA = { choices: ['North', { value: 'S', label: { en: 'South', id: 'Selatan' } }] };

describe.each(ENGINES)('a query whose variable is missing, on %s', (engine) => {
  const variables = { area: AREA, tag: { type: 'tag' }, limit: { default: 5, max: 50 } };

  test('asks for one after the other, takes the next messages as answers, and then answers', async () => {
    const { tell, last } = await lab(engine, { variables });
    expect(await tell('alarms')).toBe(
      '*alarms*\nWhich area?\n1. North\n2. South\nAnswer with the number.',
    );
    expect(await tell('2')).toBe('*alarms*\nWhich tag?');
    const answer = await tell('fic101');
    expect(answer).toContain('area: South · tag: FIC101');
    expect(last()).toEqual({ area: 'S', tag: 'FIC101', limit: 5 });
    expect(await tell('fic101')).not.toContain('*alarms*');
  });

  test('is a question with a “?”, numbers and buttons, and no facts', async () => {
    const { say } = await lab(engine, { variables });
    const reply = await say('alarms');
    expect(reply?.facts).toEqual([]);
    expect(reply?.choices?.map(({ label }) => label)).toEqual(['North', 'South']);
  });

  test.each(['South', 'selatan', 's', 'S', '2.', 'area=South', 'AREA = south'])(
    'takes "%s" as a choice',
    async (said) => {
      const { tell, last } = await lab(engine, { variables: { ...variables, tag: 'A' } });
      await tell('alarms');
      await tell(said);
      expect(last()).toMatchObject({ area: 'S' });
    },
  );

  test('keeps what was said with the name: a count, a range, other variables', async () => {
    const query = `${QUERY} -- {start}`.replace('-- {start}', 'AND t >= {start}');
    const { tell, last } = await lab(engine, { query, variables });
    await tell('alarms 20 yesterday tag=FIC101');
    await tell('1');
    expect(last()).toMatchObject({
      area: 'North',
      tag: 'FIC101',
      limit: 20,
      start: new Date('2026-11-25T17:00:00.000Z'),
    });
  });

  test('a range that was not said is asked for, and may be said in any way a range can be', async () => {
    const query = 'SELECT n FROM alarms WHERE t >= {start} AND t < {end}';
    const { tell, last } = await lab(engine, { query });
    expect(await tell('alarms')).toContain('Over which time?');
    expect(await tell('soonish')).toContain('Write a time such as 8h');
    await tell('8 jam terakhir');
    expect(last()).toEqual({
      start: new Date('2026-11-26T21:00:00.000Z'),
      end: new Date('2026-11-27T05:00:00.000Z'),
    });
  });

  test('help drops the question, cancel says so, and another name begins anew', async () => {
    const { tell, asked } = await lab(engine, { variables });
    await tell('alarms');
    expect(await tell('help')).toContain('Plantline');
    expect(await tell('1')).not.toContain('Which tag?');
    await tell('alarms');
    expect(await tell('batal')).toBe('All right, I do not ask "alarms" any more.');
    await tell('alarms');
    expect(await tell('u1 load')).toContain('612.4 MW');
    expect(await tell('1')).not.toContain('Which tag?');
    await tell('alarms');
    expect(await tell('alarms area=North')).toContain('Which tag?');
    expect(asked).toEqual([]);
  });

  test('a text may be anything, also what would be a name', async () => {
    const { tell, last } = await lab(engine, { query: 'SELECT {note}' });
    await tell('alarms');
    await tell("o'brien; DROP TABLE alarms -- {tag} 🙂");
    expect(last()).toEqual({ note: "o'brien; DROP TABLE alarms -- {tag} 🙂" });
    await tell('alarms');
    await tell('u1 load');
    expect(last()).toEqual({ note: 'u1 load' });
  });

  test('expires, and is the asker’s own in a group chat', async () => {
    const { tell, db, asked } = await lab(engine, { variables });
    await db.write((tx) =>
      insertContact(tx, { phone: '+62822', status: 'approved', grants: { all: true } }, new Date()),
    );
    const inGroup = { chat: GROUP_CHAT, mentionsBot: true };
    await tell('alarms', inGroup);
    expect(await tell('1', { ...inGroup, sender: '+62822' })).not.toContain('Which tag?');
    expect(await tell('1')).not.toContain('Which tag?');
    expect(await tell('1', { chat: GROUP_CHAT })).toBe('');
    expect(await tell('1', inGroup)).toContain('Which tag?');
    const state = (await db.read.selectFrom('pending_answers').selectAll().execute())[0]?.state;
    const conversation = { chat: GROUP_CHAT, sender: '+62811' };
    const over = new Date('2026-11-27T04:59:00.000Z');
    await db.write((tx) =>
      setPendingAnswer(tx, conversation, { state: state as object, expiresAt: over, at: over }),
    );
    await tell('FIC101', inGroup);
    expect(asked).toEqual([]);
  });

  test('a trigger that is gone, or not granted any more, asks nothing', async () => {
    const { tell, asked, db, id } = await lab(engine, { variables });
    await tell('alarms');
    await db.write((tx) => deleteTrigger(tx, id));
    await tell('1');
    expect(asked).toEqual([]);
  });

  test('a group says what its member needs and answers the others', async () => {
    const { tell, makeGroup, makeTrigger, id } = await lab(engine, { variables });
    const load = await makeTrigger('load', 'value', { tags: ['U1_LOAD'] }, 'pi');
    await makeGroup('unit 1', [load, id]);
    const answer = await tell('unit 1');
    expect(answer).toContain('612.4 MW');
    expect(answer).toContain('needs area');
  });

  test('what an admin does not want asked is told as it can be sent', async () => {
    const { tell } = await lab(engine, {
      query: 'SELECT {area}',
      variables: { area: { ask: false } },
    });
    expect(await tell('alarms')).toBe('"alarms" needs area: send for example alarms area=…');
  });

  test('is asked in the asker’s language and the admin’s own words', async () => {
    const prompt = { en: 'Which part of the plant', id: 'Bagian pabrik yang mana?' };
    const { tell } = await lab(engine, {
      query: 'SELECT {area}, {level}',
      variables: { area: { ...AREA, prompt }, level: { type: 'number', unit: 'bar', max: 5 } },
    });
    expect(await tell('alarms')).toContain('Which part of the plant?');
    await tell('bahasa id');
    expect(await tell('alarms')).toBe(
      '*alarms*\nBagian pabrik yang mana?\n1. North\n2. Selatan\nJawab dengan nomornya.',
    );
    expect(await tell('2')).toContain('level berapa?');
    expect(await tell('5,5 bar')).toContain('level paling banyak 5 bar.');
    expect(await tell('2,5 bar')).toContain('area: Selatan · level: 2,5');
  });
});

describe.each(ENGINES)('a wrong value, on %s', (engine) => {
  const number = {
    query: 'SELECT {level}',
    variables: { level: { type: 'number', min: 0, max: 5 } },
  };

  test.each([
    ['six', 'level is a number'],
    ['6', 'level is from 0 to 5'],
    ['2 bar', 'Write level without a unit'],
    ['1.234', 'level could be 1.234 / 1234'],
    ['🙂', 'level is a number'],
    ['9'.repeat(10_000), 'level has too many digits'],
    ['x'.repeat(10_000), 'level is a number'],
  ])('is told in one sentence, and the question stands', async (said, sentence) => {
    const { tell, last } = await lab(engine, number);
    await tell('alarms');
    const told = await tell(said);
    expect(told).toContain(sentence);
    expect(told).toContain('Which level?');
    await tell('3,5');
    expect(last()).toEqual({ level: 3.5 });
  });

  test('sent with the name is told, and what comes next is a question of its own', async () => {
    const { tell, asked } = await lab(engine, number);
    expect(await tell('alarms level=6')).toBe('level is from 0 to 5.');
    expect(await tell('3')).not.toContain('level');
    expect(await tell('alarms level=2 level=3')).toContain('is there twice');
    expect(await tell('alarms level=2 LEVEL=3')).toContain('is there twice');
    expect(await tell('alarms tag=A')).toContain('knows no "tag"');
    expect(await tell('alarms level=20 bar')).toContain('I do not understand');
    expect(asked).toEqual([]);
  });

  test('of a choice sent with the name offers the choices', async () => {
    const { tell, last } = await lab(engine, { query: 'SELECT {area}', variables: { area: AREA } });
    expect(await tell('alarms area=West')).toBe(
      '*alarms*\narea is one of these.\nWhich area?\n1. North\n2. South\nAnswer with the number.',
    );
    expect(await tell('3')).toContain('area is one of these.');
    await tell('1');
    expect(last()).toEqual({ area: 'North' });
  });

  test('of a tag that the source does not know asks again', async () => {
    const { tell, last } = await lab(engine, {
      query: 'SELECT {tag}',
      variables: { tag: { type: 'tag' } },
    });
    await tell('alarms');
    expect(await tell('NOPE')).toContain('There is no such tag.');
    await tell('FIC101');
    expect(last()).toEqual({ tag: 'FIC101' });
    expect(await tell('alarms tag=NOPE')).toContain('There is no such tag.');
  });

  test('an instant is kept as it was meant when it was said', async () => {
    const { tell, last } = await lab(engine, {
      query: 'SELECT {since}, {tag}',
      variables: { since: { type: 'instant' }, tag: {} },
    });
    expect(await tell('alarms')).toContain('Which since? A time, such as 06:00');
    expect(await tell('whenever')).toContain('since is a time');
    await tell('kemarin jam 3 sore');
    await tell('A');
    expect(last()).toEqual({ since: new Date('2026-11-26T08:00:00.000Z'), tag: 'A' });
  });
});

describe.each(ENGINES)('a range for a query that has no time in it, on %s', (engine) => {
  test('is refused, rather than written above rows of any time', async () => {
    const { tell, asked } = await lab(engine, { query: 'SELECT 1' });
    expect(await tell('alarms 8h')).toContain('does not fit "alarms"');
    expect(asked).toEqual([]);
    await tell('alarms 20');
    expect(asked[0]).toMatchObject({ maxRows: 20, parameters: { limit: 20 } });
  });
});

describe.each(ENGINES)('the use of a preset, on %s', (engine) => {
  test('is counted once for a question that was answered, however it was asked', async () => {
    const { tell, db, makeTrigger, makeGroup } = await lab(engine);
    const { id } = await db.write((tx) =>
      insertQueryPreset(
        tx,
        { name: 'p', queryTemplate: 'SELECT {tag}', variables: [{ name: 'tag', type: 'tag' }] },
        new Date(),
      ),
    );
    const count = async () => (await findQueryPreset(db.read, id))?.usageCount;
    const one = await makeTrigger('one', 'query', { presetId: id }, 'lab');
    expect(await tell('one')).toContain('Which tag?');
    expect(await count()).toBe(0);
    await tell('FIC101');
    expect(await count()).toBe(1);
    await tell('one tag=A');
    expect(await count()).toBe(2);
    await tell('one tag=NOPE');
    await tell('help');
    expect(await count()).toBe(2);
    const two = await makeTrigger('two', 'query', { presetId: id, variables: { tag: 'A' } }, 'lab');
    const other = await makeTrigger(
      'other',
      'query',
      { presetId: id, variables: { tag: 'B' } },
      'lab',
    );
    await makeGroup('both', [two, other]);
    await tell('both');
    expect(await count()).toBe(3);
    expect(one).not.toBe(two);
  });

  test('is not counted when the source fails', async () => {
    const down: DataSource = {
      check: async () => [],
      query: () => Promise.reject(new AppError('upstream', 'test.down', 'It is down.')),
      close: async () => {},
    };
    const { ask, db, makeTrigger } = await chatServer(engine, { down });
    const preset = { name: 'p', queryTemplate: 'SELECT 1', variables: [] };
    const { id } = await db.write((tx) => insertQueryPreset(tx, preset, new Date()));
    await makeTrigger('one', 'query', { presetId: id }, 'down');
    await ask('one');
    expect((await findQueryPreset(db.read, id))?.usageCount).toBe(0);
  });
});
