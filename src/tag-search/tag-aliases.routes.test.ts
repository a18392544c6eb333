import { describe, expect, test } from 'vitest';
import { ENGINES } from '../../tests/support/databases.ts';
import { routeServer } from '../../tests/support/route-server.ts';
import { insertContact } from '../chat/index.ts';
import { insertDataSource } from '../data-sources/index.ts';
import { replaceOwnAlias } from './tag-aliases.repository.ts';
import { tagAliasRoutes } from './tag-aliases.routes.ts';

const AT = new Date('2026-11-27T04:00:00.000Z');

describe.each(ENGINES)('other names of tags over HTTP on %s', (engine) => {
  async function serve() {
    const served = await routeServer(engine, tagAliasRoutes);
    const { db } = served;
    const source = await db.write((tx) =>
      insertDataSource(tx, { name: 'Plant PI', plugin: 'aveva-pi', config: {} }, AT),
    );
    const body = { alias: 'Net load', dataSourceId: source.id, tag: 'U1_LOAD_NET' };
    return { ...served, sourceId: source.id, body };
  }

  test('one is given, found by its words, changed and taken away, and each is written down', async () => {
    const { call, audited, body } = await serve();
    const made = await call('POST', '/tag-aliases', body, 'user');
    expect(made).toMatchObject({
      status: 201,
      body: { ...body, contactId: null, contactName: null },
    });
    const { id } = made.body as { id: string };
    expect(await call('GET', '/tag-aliases?q=load_net', undefined, 'viewer')).toMatchObject({
      status: 200,
      body: { items: [{ id }] },
    });
    expect(
      await call('PATCH', `/tag-aliases/${id}`, { tag: 'U1_LOAD_GROSS' }, 'user'),
    ).toMatchObject({ status: 200, body: { alias: 'Net load', tag: 'U1_LOAD_GROSS' } });
    expect((await call('DELETE', `/tag-aliases/${id}`, undefined, 'user')).status).toBe(204);
    expect((await call('GET', `/tag-aliases/${id}`)).status).toBe(404);
    expect((await audited()).map(({ action }) => action)).toEqual([
      'tag_aliases.created',
      'tag_aliases.changed',
      'tag_aliases.deleted',
    ]);
  });

  test('whose own a name is, is told in words: by name, else by what they write from', async () => {
    const { call, db, sourceId, body } = await serve();
    const own = (alias: string, contactId: string) => ({
      alias,
      dataSourceId: sourceId,
      tag: 'U1_LOAD_NET',
      contactId,
    });
    await db.write(async (tx) => {
      const named = await insertContact(tx, { name: 'Budi', phone: '+6281200000002' }, AT);
      const phone = await insertContact(tx, { phone: '+6281200000003' }, AT);
      const address = await insertContact(tx, { addresses: ['777@lid'] }, AT);
      await replaceOwnAlias(tx, own('beban', named.id), AT);
      await replaceOwnAlias(tx, own('daya', phone.id), AT);
      await replaceOwnAlias(tx, own('megawatt', address.id), AT);
    });
    await call('POST', '/tag-aliases', body);
    const namesOf = async (query: string) =>
      (
        (await call('GET', `/tag-aliases${query}`)).body as { items: { contactName: string }[] }
      ).items.map(({ contactName }) => contactName);
    expect(await namesOf('?shared=false')).toEqual(['Budi', '+6281200000003', '777@lid']);
    expect(await namesOf('?shared=true')).toEqual([null]);
    expect((await call('GET', '/tag-aliases?format=csv')).text).toContain('Budi');
  });

  test.each([
    ['a name that stands for another tag already', { alias: 'net-load' }, 409, 'alias_taken'],
    ['a source that there is not', { alias: 'x1', dataSourceId: 'gone' }, 400, 'unknown_source'],
    ['a contact that there is not', { alias: 'x1', contactId: 'gone' }, 400, 'unknown_contact'],
  ])('%s is refused', async (_what, changes, status, code) => {
    const { call, body } = await serve();
    await call('POST', '/tag-aliases', body);
    expect(await call('POST', '/tag-aliases', { ...body, ...changes })).toMatchObject({
      status,
      body: { error: { code: `tag_aliases.${code}` } },
    });
  });

  test('who may only look changes nothing', async () => {
    const { call, body } = await serve();
    expect((await call('POST', '/tag-aliases', body, 'viewer')).status).toBe(403);
    expect((await call('GET', '/tag-aliases', undefined, 'nobody')).status).toBe(401);
  });
});
