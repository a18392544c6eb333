import { describe, expect, test } from 'vitest';
import { ENGINES } from '../../tests/support/databases.ts';
import { routeServer } from '../../tests/support/route-server.ts';
import { type Engine, readVersions } from '../db/index.ts';
import { checkPresetVariables, countTriggersByPreset, insertTrigger } from '../triggers/index.ts';
import { queryPresetRoutes } from './query-presets.routes.ts';

const PRESET = {
  name: 'Last samples',
  queryTemplate: 'SELECT * FROM samples WHERE tag = {tag}',
  variables: ['tag'],
};

async function server(engine: Engine) {
  const running = await routeServer(engine, (deps) =>
    queryPresetRoutes({
      ...deps,
      countTriggersByPreset,
      checkVariables: (variables) =>
        checkPresetVariables(variables, { now: deps.clock(), timeZone: 'Asia/Jakarta' }),
    }),
  );
  const make = async (change: object = {}) =>
    (await running.call('POST', '/query-presets', { ...PRESET, ...change }, 'user')).body as {
      id: string;
      updatedAt: string;
    };
  return { ...running, make };
}

describe.each(ENGINES)('query presets over HTTP on %s', (engine) => {
  test('a preset is made, shown, changed and deleted, and the log says by whom', async () => {
    const { call, make, audited } = await server(engine);
    const made = await make();
    expect(made).toMatchObject({
      ...PRESET,
      isDefault: false,
      usageCount: 0,
      createdAt: '2026-11-27T05:00:00.000Z',
    });
    expect((await call('GET', `/query-presets/${made.id}`, undefined, 'viewer')).body).toEqual(
      made,
    );
    const changed = await call('PATCH', `/query-presets/${made.id}`, { isDefault: true });
    expect(changed.body).toMatchObject({ ...PRESET, isDefault: true });
    expect((await call('DELETE', `/query-presets/${made.id}`)).status).toBe(204);
    expect((await call('GET', `/query-presets/${made.id}`)).status).toBe(404);
    expect(await audited()).toMatchObject([
      { action: 'query_presets.created', actor: 'user-tester', details: { after: PRESET } },
      {
        action: 'query_presets.changed',
        details: { before: { isDefault: false }, after: { isDefault: true } },
      },
      { action: 'query_presets.deleted', details: { before: PRESET } },
    ]);
  });

  test('triggers that use a preset ask its new text at once, and keep it from being deleted', async () => {
    const { call, make, db } = await server(engine);
    const { id } = await make();
    const trigger = { name: 'samples', type: 'query', config: { presetId: id, variables: {} } };
    await db.write((tx) => insertTrigger(tx, trigger, new Date()));
    const before = (await readVersions(db.read)).triggers;
    await call('PATCH', `/query-presets/${id}`, { queryTemplate: 'SELECT 1' });
    expect((await readVersions(db.read)).triggers).not.toBe(before);
    expect((await call('GET', '/query-presets')).body).toMatchObject({
      items: [{ id, triggerCount: 1 }],
    });
    expect(await call('DELETE', `/query-presets/${id}`)).toMatchObject({
      status: 409,
      body: { error: { code: 'query_presets.in_use', details: { triggerCount: 1 } } },
    });
    expect((await call('GET', `/query-presets/${id}`)).status).toBe(200);
  });

  test('the second of two editors of one state is told so', async () => {
    const { call, make } = await server(engine);
    const { id, updatedAt } = await make();
    const save = (name: string) => call('PATCH', `/query-presets/${id}`, { name, updatedAt });
    expect((await save('First')).status).toBe(200);
    expect(await save('Second')).toMatchObject({
      status: 409,
      body: { error: { code: 'http.changed_meanwhile' } },
    });
  });

  test.each([
    ['no name', { name: '' }],
    ['no text', { queryTemplate: '  ' }],
    ['a variable nobody can write', { variables: ['a b'] }],
    ['an unknown field', { colour: 'red' }],
  ])('%s is refused', async (_what, wrong) => {
    const { call, audited } = await server(engine);
    expect((await call('POST', '/query-presets', { ...PRESET, ...wrong })).status).toBe(400);
    expect(await audited()).toEqual([]);
  });

  test('variables come back in the form they were sent in: a name as a name, an object as that object', async () => {
    const { call, make } = await server(engine);
    const variables = [
      'tag',
      { name: 'level', type: 'number', min: 0, max: 5, default: 1, prompt: { id: 'Tingkat?' } },
      { name: 'area', choices: ['North', { value: 'S', label: 'South' }] },
      { name: 'limit', default: 10, max: 100 },
      { name: 'start', default: '*-8h' },
    ];
    const made = await make({ variables });
    expect(made).toMatchObject({ variables });
    const shown = (await call('GET', `/query-presets/${made.id}`)).body as { variables: unknown };
    expect(shown.variables).toEqual(variables);
    const changed = await call('PATCH', `/query-presets/${made.id}`, { variables: ['area'] });
    expect(changed.body).toMatchObject({ variables: ['area'] });
    expect((await call('GET', '/query-presets?format=csv')).text).toContain('area');
  });

  test.each([
    ['an unknown type', { name: 'a', type: 'table' }, 'variables.0'],
    ['a default beyond its limit', { name: 'a', min: 0, max: 5, default: 9 }, 'variables.0'],
    ['a default that is no choice', { name: 'a', choices: ['N'], default: 'S' }, 'variables.0'],
    ['a choice without choices', { name: 'a', type: 'choice' }, 'variables.0.choices'],
    ['choices of a number', { name: 'a', type: 'number', choices: [1] }, 'variables.0.choices'],
    ['limits the wrong way round', { name: 'a', min: 5, max: 0 }, 'variables.0.max'],
    ['limits of a text', { name: 'a', type: 'text', max: 5 }, 'variables.0.max'],
    ['a length of a number', { name: 'a', type: 'number', maxLength: 5 }, 'variables.0.maxLength'],
    ['a time nobody can read', { name: 'a', type: 'instant', default: 'soonish' }, 'variables.0'],
    ['a limit that is no time', { name: 'a', type: 'instant', min: 'soonish' }, 'variables.0'],
    ['a count of another type', { name: 'limit', type: 'text' }, 'variables.0.type'],
    ['a count in capitals', { name: 'Limit' }, 'variables.0.name'],
    ['an unknown field', { name: 'a', colour: 'red' }, 'variables.0'],
  ])('a variable with %s is refused, at its place', async (_what, variable, path) => {
    const { call, audited } = await server(engine);
    const refused = await call('POST', '/query-presets', { ...PRESET, variables: [variable] });
    expect(refused.status).toBe(400);
    const { error } = refused.body as { error: { details: { issues: { path: string }[] } } };
    expect(error.details.issues.map((issue) => issue.path).join(' ')).toContain(path);
    expect(await audited()).toEqual([]);
  });

  test('two variables of one name are refused, capitals or not', async () => {
    const { call } = await server(engine);
    const variables = ['tag', { name: 'TAG', type: 'tag' }];
    expect((await call('POST', '/query-presets', { ...PRESET, variables })).status).toBe(400);
  });

  test('a list is paged, searched, sorted and exported', async () => {
    const { call, make } = await server(engine);
    for (const name of ['b', 'c', 'a']) await make({ name });
    const names = async (query: string) =>
      (
        (await call('GET', `/query-presets?${query}`)).body as { items: { name: string }[] }
      ).items.map(({ name }) => name);
    expect(await names('')).toEqual(['a', 'b', 'c']);
    expect(await names('sort=-name&limit=2')).toEqual(['c', 'b']);
    expect(await names('q=SAMPLES')).toEqual(['a', 'b', 'c']);
    expect((await call('GET', '/query-presets?format=csv')).text).toContain(
      'Last samples'.slice(5),
    );
    expect((await call('GET', '/query-presets?sort=variables')).status).toBe(400);
  });

  test('of editors who save one state at the same moment exactly one succeeds', async () => {
    const { call, make } = await server(engine);
    const { id, updatedAt } = await make();
    const answers = await Promise.all(
      ['a', 'b', 'c', 'd', 'e'].map((name) =>
        call('PATCH', `/query-presets/${id}`, { name, updatedAt }),
      ),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(4);
  });

  test('who may only read changes nothing', async () => {
    const { call, make } = await server(engine);
    const { id } = await make();
    expect((await call('POST', '/query-presets', PRESET, 'viewer')).status).toBe(403);
    expect((await call('PATCH', `/query-presets/${id}`, {}, 'viewer')).status).toBe(403);
    expect((await call('DELETE', `/query-presets/${id}`, undefined, 'viewer')).status).toBe(403);
  });
});
