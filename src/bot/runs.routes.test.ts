import { describe, expect, test } from 'vitest';
import { AppError, type DataSource } from '#sdk';
import { chatServer } from '../../tests/support/chat-server.ts';
import { ENGINES } from '../../tests/support/databases.ts';
import { plantConnection, readingOf } from '../../tests/support/plant-connection.ts';
import { insertQueryPreset } from '../data-sources/index.ts';
import type { Engine } from '../db/index.ts';
import { updateTrigger } from '../triggers/index.ts';
import type { RunAnswer } from './runs.schema.ts';

const AT = '2026-11-27T04:59:58.000Z';
const LOAD = { value: 612.44, unit: 'MW', timestamp: AT };

function table(rows: number): DataSource {
  return {
    check: async () => [],
    query: async ({ parameters, maxRows }) => ({
      columns: ['unit', 'starts'],
      rows: Array.from({ length: rows }, (_, index) => [
        `${String(parameters['prefix'] ?? 'U')}${index + 1}`,
        index === 0 ? Number.NaN : index,
      ]).slice(0, maxRows),
      truncated: rows > maxRows,
    }),
    close: async () => {},
  };
}

async function plant(engine: Engine, lab: DataSource = table(2)) {
  const pi = plantConnection({
    values: { U1_LOAD: LOAD, U1_O2: { value: 3.1, unit: '%', timestamp: AT } },
    past: { U1_LOAD: [610, 611, 612.44].map((value) => readingOf({ ...LOAD, value })) },
  });
  const server = await chatServer(engine, { pi, lab });
  const load = await server.makeTrigger('u1 load', 'value', { tags: ['U1_LOAD'] }, 'pi');
  const o2 = await server.makeTrigger('u1 o2', 'value', { tags: ['U1_O2'] }, 'pi');
  const unit1 = await server.makeGroup('unit 1', [load, o2]);
  const run = async (path: string, body?: object) => {
    const answer = await server.call('POST', `${path}/run`, body, 'viewer');
    return { ...answer, answer: answer.body as RunAnswer };
  };
  return { ...server, load, unit1, run };
}

describe.each(ENGINES)('running what is named, on %s', (engine) => {
  test.each([
    ['', 'u1 load'],
    ['2', 'u1 load 2'],
    ['1h', 'u1 load 1h'],
    ['  1h\n', 'u1 load   1h'],
    ['1 jam terakhir', 'u1 load 1 jam terakhir'],
  ])('says exactly what the chat says to it: "%s"', async (args, message) => {
    const { run, ask, load } = await plant(engine);
    const { reply } = await ask(message);
    const { status, answer } = await run(`/triggers/${load}`, args === '' ? undefined : { args });
    expect(status).toBe(200);
    expect(answer).toEqual({ text: reply?.text, facts: reply?.facts, media: [] });
    expect(answer.text).toContain('612');
    expect(answer.facts.length).toBeGreaterThan(0);
  });

  test('of a group says what the chat says, without members that are switched off', async () => {
    const { run, ask, unit1, load, makeGroup, db } = await plant(engine);
    const { reply } = await ask('unit 1');
    expect((await run(`/trigger-groups/${unit1}`, {})).answer).toEqual({
      text: reply?.text,
      facts: reply?.facts,
      media: [],
    });
    await db.write((tx) => updateTrigger(tx, load, { active: false }, new Date()));
    const without = await run(`/trigger-groups/${unit1}`);
    expect(without.answer.facts.map(({ tag }) => tag)).toEqual(['U1_O2']);
    const empty = await makeGroup('nothing', [load]);
    expect(await run(`/trigger-groups/${empty}`)).toMatchObject({
      status: 409,
      body: { error: { code: 'runs.empty_group' } },
    });
  });

  test('works for a trigger that is switched off, so that it can be tried first', async () => {
    const { run, load, db } = await plant(engine);
    await db.write((tx) => updateTrigger(tx, load, { active: false }, new Date()));
    expect((await run(`/triggers/${load}`)).answer.text).toContain('612.4 MW');
  });

  test('takes arguments part by part too, and the language that is wished for', async () => {
    const { run, load } = await plant(engine);
    const byText = await run(`/triggers/${load}`, { args: '1h' });
    expect((await run(`/triggers/${load}`, { args: { range: '1h' } })).answer).toEqual(
      byText.answer,
    );
    const two = await run(`/triggers/${load}`, { args: { count: 2 }, language: 'id' });
    expect(two.answer.facts).toHaveLength(2);
    expect(two.answer.text).toContain('612,4');
  });

  test.each([
    ['words that are none', { args: 'soonish' }],
    ['a range that has not begun', { args: { range: 'tomorrow' } }],
    ['a count of none', { args: '0' }],
    ['marks, as the chat does', { args: '*1h*' }],
    ['a variable it does not have', { args: 'tag=X' }],
    ['the same as an object', { args: { variables: { tag: 'X' } } }],
  ])('refuses %s, and says at which field', async (_what, body) => {
    const { run, load } = await plant(engine);
    const refused = await run(`/triggers/${load}`, body);
    expect(refused.status).toBe(400);
    expect(refused.body).toMatchObject({ error: { details: { issues: [{ path: 'args' }] } } });
  });

  test.each([
    ['an unknown field', { colour: 'red' }],
    ['a count that is no number', { args: { count: 'many' } }],
    ['a language there is none of', { language: 'fr' }],
    ['arguments without end', { args: 'x'.repeat(2_000) }],
    ['a list', { args: ['1h'] }],
  ])('a body that does not fit is refused: %s', async (_what, body) => {
    const { run, load } = await plant(engine);
    expect(await run(`/triggers/${load}`, body)).toMatchObject({
      status: 400,
      body: { error: { code: 'http.invalid_request' } },
    });
  });

  test('a source that fails is an answer in the words of the chat', async () => {
    const failing = {
      ...table(0),
      query: () => Promise.reject(new AppError('upstream', 'test.down', 'It is down.')),
    };
    const { run, ask, makeTrigger } = await plant(engine, failing);
    const id = await makeTrigger('starts', 'query', { query: 'select 1' }, 'lab');
    const { reply } = await ask('starts');
    const ran = await run(`/triggers/${id}`);
    expect(ran.status).toBe(200);
    const error = { code: 'test.down', message: 'It is down.' };
    expect(ran.answer).toEqual({ text: reply?.text, facts: [], media: [], error });
    expect(ran.answer.text).toContain('Source lab');
  });

  test('a query gives its rows too, and says how many messages more there are', async () => {
    const { run, makeTrigger, db } = await plant(engine, table(40));
    const preset = await db.write((tx) =>
      insertQueryPreset(
        tx,
        { name: 'starts', queryTemplate: 'select :prefix', variables: ['prefix'] },
        new Date(),
      ),
    );
    const config = { presetId: preset.id, variables: { prefix: 'U' }, maxRows: 30 };
    const id = await makeTrigger('starts', 'query', config, 'lab');
    const { answer } = await run(`/triggers/${id}`, { args: 'prefix=K' });
    expect(answer.rows).toMatchObject({ columns: ['unit', 'starts'], truncated: true });
    expect(answer.rows?.rows).toHaveLength(30);
    expect(answer.rows?.rows.slice(0, 2)).toEqual([
      ['K1', null],
      ['K2', 1],
    ]);
    expect(answer.rest).toBeGreaterThan(0);
    expect(answer.bound).toEqual([{ name: 'prefix', value: 'K', type: 'text' }]);
  });

  test('a preset is tried with sample values before it is saved, and tells what was bound', async () => {
    const { call } = await plant(engine);
    const variables = {
      prefix: { type: 'text', maxLength: 3 },
      level: { type: 'number', default: 2.5 },
      since: { type: 'instant' },
    };
    const body = {
      type: 'query',
      dataSourceId: 'lab',
      config: { query: 'select {prefix}, {level}, {since} limit {limit}', variables },
    };
    const args = { variables: { prefix: 'K', since: '2026-11-01 06:00' }, count: 2 };
    const tried = await call('POST', '/triggers/preview', { ...body, args });
    expect(tried.status).toBe(200);
    expect(tried.body).toMatchObject({
      rows: {
        rows: [
          ['K1', null],
          ['K2', 1],
        ],
      },
      bound: [
        { name: 'prefix', value: 'K', type: 'text' },
        { name: 'level', value: 2.5, type: 'number' },
        { name: 'since', value: '2026-10-31T23:00:00.000Z', type: 'instant' },
        { name: 'limit', value: 2, type: 'number' },
      ],
    });
    const wrong = { variables: { prefix: 'KKKK', since: '2026-11-01 06:00' } };
    expect(await call('POST', '/triggers/preview', { ...body, args: wrong })).toMatchObject({
      status: 400,
      body: { error: { code: 'triggers.variable_wrong', details: { name: 'prefix' } } },
    });
    expect(await call('POST', '/triggers/preview', body)).toMatchObject({
      status: 400,
      body: { error: { code: 'triggers.variable_missing', details: { name: 'prefix' } } },
    });
  });

  test('what is not there is not found, and what cannot be run as it is stored is said so', async () => {
    const { run, makeTrigger } = await plant(engine);
    expect((await run('/triggers/none')).status).toBe(404);
    expect((await run('/trigger-groups/none')).status).toBe(404);
    const lost = await makeTrigger('lost', 'value', { tags: ['U1_LOAD'] }, null);
    expect(await run(`/triggers/${lost}`)).toMatchObject({
      status: 400,
      body: {
        error: {
          code: 'triggers.without_source',
          details: { issues: [{ path: 'dataSourceId' }] },
        },
      },
    });
    const newer = await makeTrigger('newer', 'value', { colour: 1 }, 'pi');
    expect(await run(`/triggers/${newer}`)).toMatchObject({
      status: 400,
      body: { error: { code: 'triggers.bad_config' } },
    });
  });

  test('nothing is sent, stored or counted', async () => {
    const { run, load, unit1, call, db } = await plant(engine);
    await run(`/triggers/${load}`);
    await run(`/trigger-groups/${unit1}`);
    const config = { tag: 'U1_LOAD' };
    await call('POST', '/triggers/preview', {
      name: 'x',
      type: 'value',
      dataSourceId: 'pi',
      config,
    });
    for (const name of [
      'messages',
      'outgoing_messages',
      'trigger_usage',
      'pending_answers',
    ] as const) {
      expect(await db.read.selectFrom(name).selectAll().execute()).toEqual([]);
    }
  });

  test('a stranger may not run anything', async () => {
    const { call, load } = await plant(engine);
    for (const path of [`/triggers/${load}/run`, '/trigger-groups/x/run', '/triggers/preview']) {
      expect((await call('POST', path, {}, 'nobody')).status).toBe(401);
    }
  });
});

describe.each(ENGINES)('a preview on %s', (engine) => {
  const draft = { name: 'u1 load', type: 'value', dataSourceId: 'pi', config: { tag: 'U1_LOAD' } };

  test('shows a trigger that was never saved, also under a name that is taken or none', async () => {
    const { call } = await plant(engine);
    for (const name of ['u1 load', 'help', '', undefined]) {
      const shown = await call('POST', '/triggers/preview', { ...draft, name }, 'viewer');
      expect(shown.status).toBe(200);
      expect(shown.body).toMatchObject({ facts: [{ tag: 'U1_LOAD', value: 612.44 }] });
    }
  });

  test('uses its own wording, in the language asked, with arguments', async () => {
    const { call } = await plant(engine);
    const config = {
      tag: 'U1_LOAD',
      template: { en: 'Now {value} {unit}', id: 'Kini {value} {unit}' },
    };
    const preview = async (more: object) =>
      (await call('POST', '/triggers/preview', { ...draft, config, ...more })).body;
    expect(await preview({})).toMatchObject({ text: 'Now 612.4 MW' });
    expect(await preview({ language: 'id' })).toMatchObject({ text: 'Kini 612,4 MW' });
    const three = (await preview({ args: '3' })) as RunAnswer;
    expect(three.facts).toHaveLength(3);
  });

  test.each([
    ['no tag', { config: {} }, 'config'],
    ['an unknown field', { config: { tag: 'A', colour: 1 } }, 'config'],
    ['a tag that is no text', { config: { tag: 5 } }, 'config.tag'],
    ['a range', { type: 'trend', config: { tag: 'A', range: 'soonish' } }, 'config.range'],
    ['a bucket', { type: 'summary', config: { tag: 'A', bucket: '7x' } }, 'config.bucket'],
    [
      'an interval',
      { type: 'history', config: { tag: 'A', mode: 'sampled', interval: 'x' } },
      'config.interval',
    ],
    ['a template', { config: { tag: 'A', template: '{colour}' } }, 'config.template'],
    [
      'a template in one language',
      { config: { tag: 'A', template: { id: '{value:B}' } } },
      'config.template.id',
    ],
    ['a preset', { type: 'query', config: { presetId: 'none' } }, 'config.presetId'],
    ['a source there is none of', { dataSourceId: 'none' }, 'dataSourceId'],
    ['no source', { dataSourceId: null }, 'dataSourceId'],
    ['an unknown type', { type: 'write' }, 'type'],
    ['what was asked', { args: 'x=1' }, 'args'],
  ])('names the field that is wrong: %s', async (_what, change, path) => {
    const { call } = await plant(engine);
    const refused = await call('POST', '/triggers/preview', { ...draft, ...change });
    expect(refused.status).toBe(400);
    const { error } = refused.body as { error: { details: { issues: { path: string }[] } } };
    expect(error.details.issues[0]?.path).toBe(path);
  });
});
