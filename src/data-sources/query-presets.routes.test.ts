import { describe, expect, test } from 'vitest';
import { ENGINES } from '../../tests/support/databases.ts';
import { routeServer } from '../../tests/support/route-server.ts';
import { type Engine, readVersions } from '../db/index.ts';
import { countTriggersByPreset, insertTrigger } from '../triggers/index.ts';
import { queryPresetRoutes } from './query-presets.routes.ts';

const PRESET = {
  name: 'Last samples',
  queryTemplate: 'SELECT * FROM samples WHERE tag = {tag}',
  variables: ['tag'],
};

async function server(engine: Engine) {
  const running = await routeServer(engine, (deps) =>
    queryPresetRoutes({ ...deps, countTriggersByPreset }),
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
