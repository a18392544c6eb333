import { describe, expect, test } from 'vitest';
import { ENGINES } from '../../../tests/support/databases.ts';
import { routeServer } from '../../../tests/support/route-server.ts';
import type { Engine } from '../../db/index.ts';
import { insertDataSource } from '../data-sources.repository.ts';
import { queryRecipeRoutes } from './query-recipes.routes.ts';
import type { Recipes } from './query-recipes.schema.ts';

async function server(engine: Engine) {
  const running = await routeServer(engine, queryRecipeRoutes);
  await running.db.write(async (tx) => {
    for (const plugin of ['postgresql', 'aveva-pi', 'mqtt']) {
      const source = { id: plugin, name: plugin, plugin, config: {} };
      await insertDataSource(tx, source, new Date());
    }
  });
  return running;
}

const LATEST = {
  dataSourceId: 'postgresql',
  recipe: 'latest',
  table: 'alarms',
  columns: { time: 'alarm_date' },
};

describe.each(ENGINES)('recipes over HTTP on %s', (engine) => {
  test('those of a source are listed, with the columns they need', async () => {
    const { call } = await server(engine);
    const list = async (id: string) =>
      (await call('GET', `/query-presets/recipes?dataSourceId=${id}`, undefined, 'viewer'))
        .body as Recipes;
    expect((await list('postgresql')).items[0]).toEqual({
      id: 'latest',
      kind: 'table',
      columns: [{ role: 'time', usual: expect.arrayContaining(['alarm_date']) as string[] }],
    });
    const pi = await list('aveva-pi');
    expect(pi.items.map(({ kind }) => kind)).toEqual(['point', 'point', 'point']);
    expect(await list('mqtt')).toEqual({ dialect: null, items: [] });
  });

  test('one is made as it can be saved, and nothing is stored', async () => {
    const { call, db, audited } = await server(engine);
    const made = await call('POST', '/query-presets/recipes', LATEST, 'user');
    expect(made.status).toBe(200);
    expect(made.body).toEqual({
      name: 'Latest of alarms',
      queryTemplate:
        'SELECT *\nFROM alarms\nWHERE alarm_date IS NOT NULL\nORDER BY alarm_date DESC\nLIMIT {limit}',
      variables: [{ name: 'limit', default: 10, min: 1, max: 1000 }],
    });
    expect(await db.read.selectFrom('query_presets').selectAll().execute()).toEqual([]);
    expect(await audited()).toEqual([]);
  });

  test.each([
    ['a table', { table: undefined }, 400, 'table'],
    ['a column', { columns: {} }, 400, 'columns.time'],
    ['a recipe of another kind of source', { recipe: 'point-latest' }, 400, undefined],
    ['a source that has none', { dataSourceId: 'mqtt' }, 400, undefined],
    ['a source there is none of', { dataSourceId: 'none' }, 404, undefined],
    ['an unknown recipe', { recipe: 'delete' }, 400, 'recipe'],
    ['an unknown field', { colour: 'red' }, 400, undefined],
  ])('what is missing or wrong is said: %s', async (_what, change, status, path) => {
    const { call } = await server(engine);
    const refused = await call('POST', '/query-presets/recipes', { ...LATEST, ...change });
    expect(refused.status).toBe(status);
    if (path === undefined) return;
    const { error } = refused.body as { error: { details: { issues: { path: string }[] } } };
    expect(error.details.issues[0]?.path).toBe(path);
  });

  test('who may only read makes none, and a stranger sees none', async () => {
    const { call } = await server(engine);
    expect((await call('POST', '/query-presets/recipes', LATEST, 'viewer')).status).toBe(403);
    const path = '/query-presets/recipes?dataSourceId=postgresql';
    expect((await call('GET', path, undefined, 'nobody')).status).toBe(401);
  });
});
