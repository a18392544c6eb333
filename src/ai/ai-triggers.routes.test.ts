import { describe, expect, test } from 'vitest';
import { ENGINES } from '../../tests/support/databases.ts';
import { routeServer } from '../../tests/support/route-server.ts';
import { readVersions } from '../db/index.ts';
import { insertTrigger, insertTriggerGroup } from '../triggers/index.ts';
import { aiTriggerRoutes } from './ai-triggers.routes.ts';

type Made = { id: string; updatedAt: string };
const ASK = { prefix: '=', name: 'Ask', description: 'Questions in plain words' };

describe.each(ENGINES)('AI triggers over HTTP on %s', (engine) => {
  test('one is made, shown, changed for the next message, and deleted; the log says by whom', async () => {
    const { call, db, audited } = await routeServer(engine, aiTriggerRoutes);
    const made = await call('POST', '/ai-triggers', ASK, 'user');
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ ...ASK, enabled: true, usageCount: 0, lastUsed: null });
    const { id, updatedAt } = made.body as Made;
    expect((await call('GET', `/ai-triggers/${id}`, undefined, 'viewer')).body).toEqual(made.body);

    const before = await readVersions(db.read);
    const wanted = { prefix: '+AI=', enabled: false, description: null, updatedAt };
    const changed = await call('PATCH', `/ai-triggers/${id}`, wanted);
    expect(changed).toMatchObject({
      status: 200,
      body: { prefix: '+AI=', name: 'Ask', enabled: false, description: null },
    });
    expect((await readVersions(db.read))['ai-triggers']).not.toBe(before['ai-triggers']);
    expect(await call('PATCH', `/ai-triggers/${id}`, wanted)).toMatchObject({
      status: 409,
      body: { error: { code: 'http.changed_meanwhile' } },
    });

    expect((await call('DELETE', `/ai-triggers/${id}`)).status).toBe(204);
    for (const method of ['GET', 'DELETE'] as const) {
      expect(await call(method, `/ai-triggers/${id}`)).toMatchObject({
        status: 404,
        body: { error: { code: 'ai_triggers.not_found' } },
      });
    }
    expect(await audited()).toMatchObject([
      { action: 'ai_triggers.created', actor: 'user-tester', details: { after: ASK } },
      {
        action: 'ai_triggers.changed',
        details: { before: { prefix: '=', enabled: true }, after: { prefix: '+AI=' } },
      },
      { action: 'ai_triggers.deleted', details: { before: { prefix: '+AI=' } } },
    ]);
  });

  test('a prefix that another one has, in whatever letters, is refused by the name of that one', async () => {
    const { call, audited } = await routeServer(engine, aiTriggerRoutes);
    const first = (await call('POST', '/ai-triggers', { prefix: 'ask ai', name: 'Ask' })).body;
    const other = (await call('POST', '/ai-triggers', { prefix: '+', name: 'Other' })).body;
    const taken = {
      status: 409,
      body: {
        error: {
          code: 'ai_triggers.prefix_taken',
          message: expect.stringContaining('"Ask" already begins with "ask ai"') as string,
          details: { takenBy: { id: (first as Made).id }, issues: [{ path: 'prefix' }] },
        },
      },
    };
    const again = { prefix: 'ASK AI', name: 'Again' };
    expect(await call('POST', '/ai-triggers', again)).toMatchObject(taken);
    const { id } = other as Made;
    expect(await call('PATCH', `/ai-triggers/${id}`, { prefix: 'ASK AI' })).toMatchObject(taken);
    expect((await call('PATCH', `/ai-triggers/${id}`, { prefix: '+' })).status).toBe(200);
    expect(await audited()).toHaveLength(3);
  });

  test.each([
    ['none', ''],
    ['a blank only', ' '],
    ['a blank before it', ' ='],
    ['a blank after it', 'ai '],
    ['a word of the grammar', 'Help'],
    ['what a word of the grammar begins with', 'tr'],
    ['a number', '12'],
    ['a mention', '@ai'],
    ['a line break within', 'a\ni'],
    ['two blanks within', 'a  i'],
    ['something one cannot see', 'a\u200Bi'],
    ['more than twenty characters', 'a'.repeat(21)],
  ])('a prefix that could never be sent is refused: %s', async (_what, prefix) => {
    const { call, db } = await routeServer(engine, aiTriggerRoutes);
    const refused = await call('POST', '/ai-triggers', { prefix, name: 'Ask' });
    expect(refused).toMatchObject({
      status: 400,
      body: { error: { code: 'http.invalid_request', details: { issues: [{ path: 'prefix' }] } } },
    });
    expect(await db.read.selectFrom('ai_triggers').selectAll().execute()).toEqual([]);
  });

  test('a prefix that would hide a trigger or a group is refused by the name of that one', async () => {
    const { call, db } = await routeServer(engine, aiTriggerRoutes);
    await db.write(async (tx) => {
      const config = { text: 'x' };
      await insertTrigger(tx, { name: 'U1 load', type: 'text', config }, new Date());
      await insertTriggerGroup(tx, { name: '50% day', triggerIds: [] }, new Date());
    });
    for (const [prefix, name] of [
      ['u1', 'U1 load'],
      ['50%', '50% day'],
    ]) {
      expect(await call('POST', '/ai-triggers', { prefix, name: 'Ask' })).toMatchObject({
        status: 409,
        body: { error: { code: 'ai_triggers.prefix_hides_name', details: { name } } },
      });
    }
    for (const prefix of ['u_', 'u1%', '5%', 'U1 load now']) {
      expect((await call('POST', '/ai-triggers', { prefix, name: 'Ask' })).status).toBe(201);
    }
  });

  test('they are listed, filtered, searched and exported', async () => {
    const { call } = await routeServer(engine, aiTriggerRoutes);
    await call('POST', '/ai-triggers', { prefix: '=', name: 'Ask' });
    await call('POST', '/ai-triggers', { prefix: '+ai=', name: 'Older', enabled: false });
    const found = async (query: string) => {
      const { items } = (await call('GET', `/ai-triggers?${query}`)).body as {
        items: { prefix: string }[];
      };
      return items.map(({ prefix }) => prefix);
    };
    expect(await found('')).toEqual(['+ai=', '=']);
    expect(await found('sort=name')).toEqual(['=', '+ai=']);
    expect(await found('enabled=true')).toEqual(['=']);
    expect(await found('q=old')).toEqual(['+ai=']);
    expect((await call('GET', '/ai-triggers?format=csv')).text).toContain("'=,Ask");
    expect((await call('GET', '/ai-triggers?sort=x')).status).toBe(400);
  });

  test('a viewer reads and changes nothing, and a stranger does not even read', async () => {
    const { call } = await routeServer(engine, aiTriggerRoutes);
    expect((await call('GET', '/ai-triggers', undefined, 'viewer')).status).toBe(200);
    expect((await call('GET', '/ai-triggers', undefined, 'nobody')).status).toBe(401);
    expect((await call('POST', '/ai-triggers', ASK, 'viewer')).status).toBe(403);
    expect((await call('PATCH', '/ai-triggers/x', {}, 'viewer')).status).toBe(403);
    expect((await call('DELETE', '/ai-triggers/x', undefined, 'viewer')).status).toBe(403);
  });
});
