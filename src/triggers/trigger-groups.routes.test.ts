import { describe, expect, test } from 'vitest';
import { ENGINES } from '../../tests/support/databases.ts';
import { routeServer } from '../../tests/support/route-server.ts';
import { readVersions, type Engine } from '../db/index.ts';
import { triggerGroupRoutes } from './trigger-groups.routes.ts';
import { insertTrigger } from './triggers.repository.ts';

type Group = {
  id: string;
  name: string;
  triggerIds: string[];
  members: { id: string }[];
  updatedAt: string;
};

async function serverWithTriggers(engine: Engine) {
  const server = await routeServer(engine, triggerGroupRoutes);
  const ids = await server.db.write(async (tx) => {
    const made: string[] = [];
    for (const name of ['u1 load', 'u1 steam', 'u1 o2']) {
      const trigger = { name, type: 'text', config: { text: name } };
      made.push((await insertTrigger(tx, trigger, new Date())).id);
    }
    return made;
  });
  const make = async (body: object) =>
    (await server.call('POST', '/trigger-groups', body)).body as Group;
  return { ...server, make, ids };
}

describe.each(ENGINES)('trigger groups over HTTP on %s', (engine) => {
  test('a group is made with its members in order, and the log says who made it', async () => {
    const { call, ids, audited } = await serverWithTriggers(engine);
    const [load = '', steam = ''] = ids;
    const body = { name: 'unit 1', description: ' Unit 1 ', triggerIds: [steam, load, steam] };
    const made = await call('POST', '/trigger-groups', body, 'user');
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      name: 'unit 1',
      description: 'Unit 1',
      executionMode: 'parallel',
      triggerIds: [steam, load],
      members: [
        { id: steam, name: 'u1 steam', type: 'text', active: true, dataSourceId: null },
        { id: load, name: 'u1 load' },
      ],
      createdAt: '2026-11-27T05:00:00.000Z',
    });
    const { id } = made.body as Group;
    expect((await call('GET', `/trigger-groups/${id}`, undefined, 'viewer')).body).toEqual(
      made.body,
    );
    expect(await audited()).toMatchObject([
      {
        action: 'trigger_groups.created',
        actor: 'user-tester',
        details: { id, after: { name: 'unit 1', triggerIds: [steam, load] } },
      },
    ]);
  });

  test('a change of its members keeps the rest, tells what it changed, and is seen by the next message', async () => {
    const { call, make, ids, db, audited } = await serverWithTriggers(engine);
    const { id } = await make({ name: 'unit 1', description: 'All', triggerIds: ids });
    const before = await readVersions(db.read);
    const turned = ids.toReversed();
    const changed = await call('PATCH', `/trigger-groups/${id}`, { triggerIds: turned });
    expect(changed).toMatchObject({
      status: 200,
      body: { name: 'unit 1', description: 'All', executionMode: 'parallel', triggerIds: turned },
    });
    expect((await readVersions(db.read)).triggers).toBeGreaterThan(before.triggers ?? 0);
    expect((await audited()).at(-1)).toMatchObject({
      action: 'trigger_groups.changed',
      details: { id, before: { triggerIds: ids }, after: { triggerIds: turned } },
    });
    const cleared = { description: null, executionMode: 'sequential', triggerIds: [] };
    expect((await call('PATCH', `/trigger-groups/${id}`, cleared)).body).toMatchObject(cleared);
  });

  test('the second of two editors of one state is told so, and nothing is changed', async () => {
    const { call, make } = await serverWithTriggers(engine);
    const { id, updatedAt } = await make({ name: 'unit 1' });
    const first = { name: 'area 1', updatedAt };
    expect((await call('PATCH', `/trigger-groups/${id}`, first)).status).toBe(200);
    const second = { executionMode: 'sequential', updatedAt };
    expect(await call('PATCH', `/trigger-groups/${id}`, second)).toMatchObject({
      status: 409,
      body: { error: { code: 'http.changed_meanwhile' } },
    });
    expect((await call('GET', `/trigger-groups/${id}`)).body).toMatchObject({
      name: 'area 1',
      executionMode: 'parallel',
    });
  });

  test.each([
    ['the name of a trigger', { name: 'U1 LOAD' }, 409, 'triggers.name_taken'],
    ['the name of a group', { name: 'Unit1' }, 409, 'triggers.name_taken'],
    ['a word of the grammar', { name: 'menu' }, 400, 'http.invalid_request'],
    ['no name', {}, 400, 'http.invalid_request'],
    [
      'a member there is none of',
      { name: 'x', triggerIds: ['none'] },
      400,
      'trigger_groups.member_unknown',
    ],
    ['a mode there is none of', { name: 'x', executionMode: 'random' }, 400, undefined],
    ['an unknown field', { name: 'x', colour: 'red' }, 400, 'http.invalid_request'],
  ])('%s is refused, and nothing is kept', async (_what, body, status, code) => {
    const { call, make, audited } = await serverWithTriggers(engine);
    await make({ name: 'unit 1' });
    const refused = await call('POST', '/trigger-groups', body);
    expect(refused.status).toBe(status);
    if (code !== undefined) expect(refused.body).toMatchObject({ error: { code } });
    expect(((await call('GET', '/trigger-groups')).body as { items: [] }).items).toHaveLength(1);
    expect(await audited()).toHaveLength(1);
  });

  test('a list is paged with the members of each, searched and exported', async () => {
    const { call, make, ids } = await serverWithTriggers(engine);
    for (const name of ['mills', 'area b', 'area a']) await make({ name, triggerIds: ids });
    const first = (await call('GET', '/trigger-groups?limit=2')).body as {
      items: Group[];
      nextCursor: string;
    };
    expect(first.items.map(({ name }) => name)).toEqual(['area a', 'area b']);
    for (const { triggerIds, members } of first.items) {
      expect(triggerIds).toEqual(ids);
      expect(members.map(({ id }) => id)).toEqual(ids);
    }
    const rest = await call('GET', `/trigger-groups?limit=2&cursor=${first.nextCursor}`);
    expect(rest.body).toMatchObject({ items: [{ name: 'mills' }], nextCursor: null });
    expect((await call('GET', '/trigger-groups?q=AREA&sort=-name')).body).toMatchObject({
      items: [{ name: 'area b' }, { name: 'area a' }],
    });
    const file = await call('GET', '/trigger-groups?format=csv', undefined, 'viewer');
    expect(file.headers['content-disposition']).toContain('trigger-groups.csv');
    expect(file.text).toContain(ids[0]);
    expect((await call('GET', '/trigger-groups?sort=colour')).status).toBe(400);
  });

  test('a deleted group is gone, its triggers stay, and its name is free', async () => {
    const { call, make, ids, db, audited } = await serverWithTriggers(engine);
    const { id } = await make({ name: 'unit 1', triggerIds: ids });
    expect((await call('DELETE', `/trigger-groups/${id}`, undefined, 'user')).status).toBe(204);
    for (const method of ['GET', 'DELETE'] as const) {
      expect(await call(method, `/trigger-groups/${id}`)).toMatchObject({
        status: 404,
        body: { error: { code: 'trigger_groups.not_found' } },
      });
    }
    expect(await db.read.selectFrom('triggers').select('id').execute()).toHaveLength(3);
    expect((await audited()).at(-1)).toMatchObject({
      action: 'trigger_groups.deleted',
      details: { id, before: { name: 'unit 1', triggerIds: ids } },
    });
    expect((await call('POST', '/trigger-groups', { name: 'unit 1' })).status).toBe(201);
  });

  test('a viewer reads and changes nothing, and a stranger does not even read', async () => {
    const { call, make } = await serverWithTriggers(engine);
    const { id } = await make({ name: 'unit 1' });
    expect((await call('GET', '/trigger-groups', undefined, 'nobody')).status).toBe(401);
    for (const [method, path] of [
      ['POST', '/trigger-groups'],
      ['PATCH', `/trigger-groups/${id}`],
      ['DELETE', `/trigger-groups/${id}`],
    ] as const) {
      expect((await call(method, path, {}, 'viewer')).status).toBe(403);
    }
  });
});
