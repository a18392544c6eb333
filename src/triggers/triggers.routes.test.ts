import { describe, expect, test } from 'vitest';
import { ENGINES } from '../../tests/support/databases.ts';
import { routeServer } from '../../tests/support/route-server.ts';
import { insertDataSource } from '../data-sources/index.ts';
import type { Engine } from '../db/index.ts';
import { triggerRoutes } from './triggers.routes.ts';

const U1_LOAD = {
  name: 'u1 load',
  type: 'value',
  dataSourceId: 'pi',
  config: { tag: 'U1_LOAD_NET', description: 'Unit 1 net load' },
};

async function serverWithSource(engine: Engine) {
  const server = await routeServer(engine, (deps) =>
    triggerRoutes({ ...deps, timeZone: 'Asia/Jakarta' }),
  );
  const pi = { id: 'pi', name: 'Plant PI', plugin: 'aveva-pi', config: {} };
  await server.db.write((tx) => insertDataSource(tx, pi, new Date()));
  const make = async (change: object = {}) =>
    (await server.call('POST', '/triggers', { ...U1_LOAD, ...change })).body as {
      id: string;
      name: string;
      config: object;
      updatedAt: string;
    };
  return { ...server, make };
}

describe.each(ENGINES)('triggers over HTTP on %s', (engine) => {
  test('a trigger is made, shown as it was stored, and the log says who made it', async () => {
    const { call, audited } = await serverWithSource(engine);
    const made = await call('POST', '/triggers', U1_LOAD, 'user');
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      name: 'u1 load',
      type: 'value',
      dataSourceId: 'pi',
      active: true,
      config: { tags: ['U1_LOAD_NET'], elements: [], description: 'Unit 1 net load' },
      usageCount: 0,
      lastUsed: null,
      lastOutcome: null,
      createdAt: '2026-11-27T05:00:00.000Z',
    });
    const { id } = made.body as { id: string };
    expect((await call('GET', `/triggers/${id}`, undefined, 'viewer')).body).toEqual(made.body);
    expect(await audited()).toMatchObject([
      {
        action: 'triggers.created',
        actor: 'user-tester',
        details: { id, after: { name: 'u1 load' } },
      },
    ]);
  });

  test('what an editor is shown can be saved as it is', async () => {
    const { call, make } = await serverWithSource(engine);
    const made = await make({
      type: 'summary',
      config: {
        tag: 'U1_LOAD_NET',
        range: '8h',
        statistics: ['average'],
        labels: { U1_LOAD_NET: 'Net' },
      },
    });
    const saved = await call('PATCH', `/triggers/${made.id}`, { config: made.config });
    expect(saved.status).toBe(200);
    expect(saved.body).toMatchObject({ config: made.config });
  });

  test('a change tells what it changed, and only that', async () => {
    const { call, make, audited } = await serverWithSource(engine);
    const { id } = await make();
    await call('PATCH', `/triggers/${id}`, { active: false });
    expect((await audited()).at(-1)).toMatchObject({
      action: 'triggers.changed',
      details: { id, before: { active: true }, after: { active: false } },
    });
  });

  test('the second of two editors of one state is told so, and nothing is changed', async () => {
    const { call, make, audited } = await serverWithSource(engine);
    const { id, updatedAt } = await make();
    expect((await call('PATCH', `/triggers/${id}`, { name: 'beban u1', updatedAt })).status).toBe(
      200,
    );
    const second = await call('PATCH', `/triggers/${id}`, { active: false, updatedAt });
    expect(second).toMatchObject({
      status: 409,
      body: { error: { code: 'http.changed_meanwhile' } },
    });
    expect((await call('GET', `/triggers/${id}`)).body).toMatchObject({
      name: 'beban u1',
      active: true,
    });
    expect(await audited()).toHaveLength(2);
  });

  test('of several editors who save one state at the same moment, one does', async () => {
    const { call, make } = await serverWithSource(engine);
    const { id, updatedAt } = await make();
    const saved = await Promise.all(
      ['a', 'b', 'c', 'd', 'e'].map((name) =>
        call('PATCH', `/triggers/${id}`, { name: `load ${name}`, updatedAt }),
      ),
    );
    expect(saved.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([
      200, 409, 409, 409, 409,
    ]);
  });

  test.each([
    ['a name that is taken, in other letters', { name: 'U1  Load' }, 409, 'triggers.name_taken'],
    ['a word of the grammar', { name: 'help' }, 400, 'http.invalid_request'],
    [
      'a source there is none of',
      { name: 'x', dataSourceId: 'none' },
      400,
      'triggers.source_unknown',
    ],
    ['an unknown type', { name: 'x', type: 'write' }, 400, 'http.invalid_request'],
    ['an unknown field', { name: 'x', colour: 'red' }, 400, 'http.invalid_request'],
    [
      'an unknown field of its config',
      { name: 'x', config: { tag: 'A', colour: 1 } },
      400,
      'triggers.bad_config',
    ],
    ['a config without a tag', { name: 'x', config: {} }, 400, 'triggers.bad_config'],
    [
      'a range nobody understands',
      { name: 'x', type: 'trend', config: { tag: 'A', range: 'soonish' } },
      400,
      undefined,
    ],
    [
      'a preset there is none of',
      { name: 'x', type: 'query', config: { presetId: 'none' } },
      400,
      'triggers.preset_unknown',
    ],
  ])('%s is refused, and nothing is kept', async (_what, change, status, code) => {
    const { call, make, audited } = await serverWithSource(engine);
    await make();
    const refused = await call('POST', '/triggers', { ...U1_LOAD, ...change });
    expect(refused.status).toBe(status);
    if (code !== undefined) expect(refused.body).toMatchObject({ error: { code } });
    expect(((await call('GET', '/triggers')).body as { items: [] }).items).toHaveLength(1);
    expect(await audited()).toHaveLength(1);
  });

  test('a name is checked while it is typed', async () => {
    const { call, make } = await serverWithSource(engine);
    const { id } = await make();
    const check = async (query: string) =>
      (await call('GET', `/triggers/name-check?${query}`)).body;
    const free = { ok: true, problem: null, reason: null, takenBy: null };
    expect(await check('name=u2%20load')).toEqual(free);
    expect(await check('name=U1load')).toMatchObject({
      ok: false,
      reason: 'taken',
      takenBy: { id, kind: 'trigger' },
    });
    expect(await check(`name=U1load&exceptId=${id}`)).toMatchObject({ ok: true });
    const refused = {
      help: 'reserved',
      'tag%20x': 'reserved',
      12: 'digits_only',
      '-u1': 'bad_start',
    };
    for (const [name, reason] of Object.entries({
      ...refused,
      '': 'empty',
      ['a'.repeat(61)]: 'too_long',
    })) {
      expect(await check(`name=${name}`)).toMatchObject({ ok: false, reason, takenBy: null });
    }
  });

  test('a list is paged, searched, sorted and filtered, and its pages miss and repeat nothing', async () => {
    const { call, make } = await serverWithSource(engine);
    for (let index = 0; index < 25; index++) {
      await make({ name: `mill ${String.fromCodePoint(97 + index)}`, active: index % 2 === 0 });
    }
    const names: string[] = [];
    let cursor = '';
    do {
      const { body } = await call('GET', `/triggers?limit=10&sort=-name${cursor}`);
      const page = body as { items: { name: string }[]; nextCursor: string | null };
      names.push(...page.items.map(({ name }) => name));
      cursor = page.nextCursor === null ? '' : `&cursor=${page.nextCursor}`;
    } while (cursor !== '');
    expect(names).toHaveLength(25);
    expect(names).toEqual(names.toSorted().toReversed());
    const found = async (query: string) =>
      ((await call('GET', `/triggers?${query}`)).body as { items: [] }).items.length;
    expect(await found('q=MILL%20net')).toBe(25);
    expect(await found('q=MILL%20net&names=true')).toBe(0);
    expect(await found('q=MILL%20b&names=true')).toBe(1);
    expect(await found('q=%25')).toBe(0);
    expect(await found('active=true')).toBe(13);
    expect(await found('type=trend')).toBe(0);
    for (const wrong of ['sort=config', 'limit=0', 'limit=201', 'cursor=nonsense', 'colour=1']) {
      expect((await call('GET', `/triggers?${wrong}`)).status).toBe(400);
    }
  });

  test('everything that fits is exported as CSV that no spreadsheet runs, and the log says so', async () => {
    const { call, make, audited } = await serverWithSource(engine);
    await make({ name: '2 boilers', config: { tag: '=1+1', description: '@SUM(A1)' } });
    const file = await call('GET', '/triggers?format=csv', undefined, 'viewer');
    expect(file.status).toBe(200);
    expect(file.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(file.headers['content-disposition']).toBe('attachment; filename="triggers.csv"');
    expect(file.text).toMatch(/^\uFEFFid,name,type,/);
    expect(file.text).toContain('2 boilers');
    expect((await audited()).at(-1)).toMatchObject({
      action: 'exports.made',
      actor: 'viewer-tester',
      details: { list: 'triggers' },
    });
  });

  test('a deleted trigger is gone, and a second time there is none', async () => {
    const { call, make, audited } = await serverWithSource(engine);
    const { id } = await make();
    expect((await call('DELETE', `/triggers/${id}`)).status).toBe(204);
    expect((await call('DELETE', `/triggers/${id}`)).status).toBe(404);
    expect((await call('GET', `/triggers/${id}`)).status).toBe(404);
    expect((await call('POST', '/triggers', U1_LOAD)).status).toBe(201);
    expect((await audited())[1]).toMatchObject({ action: 'triggers.deleted', details: { id } });
  });

  test('a viewer changes nothing, a stranger sees nothing', async () => {
    const { call } = await serverWithSource(engine);
    expect((await call('POST', '/triggers', U1_LOAD, 'viewer')).status).toBe(403);
    expect((await call('GET', '/triggers', undefined, 'nobody')).status).toBe(401);
  });
});
