import { describe, expect, test } from 'vitest';
import { ENGINES } from '../../tests/support/databases.ts';
import { routeServer } from '../../tests/support/route-server.ts';
import type { Engine } from '../db/index.ts';
import { type Settings, createSettings, settingRoutes } from './index.ts';

async function settingServer(engine: Engine) {
  let settings: Settings | undefined;
  const server = await routeServer(engine, (deps) => async (app) => {
    settings = await createSettings(deps);
    await app.register(settingRoutes({ ...deps, settings }));
  });
  await server.app.ready();
  if (!settings) throw new Error('not registered');
  return { ...server, settings };
}

describe.each(ENGINES)('settings over HTTP on %s', (engine) => {
  test('each is shown with its value, its default, what it means and what it may be', async () => {
    const { call } = await settingServer(engine);
    const { items } = (await call('GET', '/settings')).body as { items: { id: string }[] };
    expect(items.map(({ id }) => id)).toEqual(items.map(({ id }) => id).toSorted());
    expect(items).toContainEqual({
      id: 'access.mode',
      category: 'access',
      key: 'mode',
      value: 'approval',
      default: 'approval',
      isDefault: true,
      meaning: expect.stringContaining('Who may ask') as string,
      schema: { type: 'string', enum: ['approval', 'open', 'closed'] },
      updatedAt: null,
    });
    expect((await call('GET', '/settings/audit.retentionDays')).body).toMatchObject({
      value: 90,
      schema: { type: 'integer', minimum: 1, maximum: 3650 },
    });
  });

  test('a change counts at once, is plain text in the table and is in the log with before and after', async () => {
    const { call, settings, audited, db } = await settingServer(engine);
    const changed = await call('PATCH', '/settings/access.mode', { value: 'open' });
    expect(changed.status).toBe(200);
    expect(changed.body).toMatchObject({
      id: 'access.mode',
      value: 'open',
      isDefault: false,
      updatedAt: '2026-11-27T05:00:00.000Z',
    });
    expect(settings.get('access.mode')).toBe('open');
    await call('PATCH', '/settings/spam_detection.enabled', { value: false });
    const rows = await db.read
      .selectFrom('system_settings')
      .select(['id', 'value'])
      .orderBy('id')
      .execute();
    expect(rows).toEqual([
      { id: 'access_mode', value: 'open' },
      { id: 'spam_detection_enabled', value: 'false' },
    ]);
    expect((await audited())[0]).toEqual({
      action: 'settings.changed',
      actor: 'admin-tester',
      details: { id: 'access.mode', before: { value: 'approval' }, after: { value: 'open' } },
    });
  });

  test('one is found by the id of its row too, whoever wrote that', async () => {
    const { call, db } = await settingServer(engine);
    await call('PATCH', '/settings/access.mode', { value: 'closed' });
    expect((await call('GET', '/settings/access_mode')).body).toMatchObject({ id: 'access.mode' });
    const row = { id: '7', category: 'spam_detection', key: 'cooldownMinutes', value: '5' };
    await db.write((tx) => tx.insertInto('system_settings').values(row).execute());
    expect((await call('PATCH', '/settings/7', { value: 6 })).body).toMatchObject({
      id: 'spam_detection.cooldownMinutes',
      value: 6,
    });
  });

  test('a row id is understood before anybody changed the setting', async () => {
    const { call } = await settingServer(engine);
    const changed = await call('PATCH', '/settings/spam_detection_windowSeconds', { value: 20 });
    expect(changed.body).toMatchObject({ id: 'spam_detection.windowSeconds', value: 20 });
  });

  test('making one is changing it', async () => {
    const { call, settings } = await settingServer(engine);
    const body = { category: 'spam_detection', key: 'maxMessagesPerWindow', value: 9 };
    const made = await call('POST', '/settings', body);
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ id: 'spam_detection.maxMessagesPerWindow', value: 9 });
    expect(settings.get('spam_detection.maxMessagesPerWindow')).toBe(9);
  });

  test('deleting puts it back to its default', async () => {
    const { call, settings, audited } = await settingServer(engine);
    await call('PATCH', '/settings/access.mode', { value: 'open' });
    expect((await call('DELETE', '/settings/access.mode')).status).toBe(204);
    expect(settings.get('access.mode')).toBe('approval');
    expect((await call('GET', '/settings/access.mode')).body).toMatchObject({
      isDefault: true,
      updatedAt: null,
    });
    expect((await audited()).at(-1)).toMatchObject({
      action: 'settings.reset',
      details: { id: 'access.mode', before: { value: 'open' }, after: { value: 'approval' } },
    });
  });

  test.each([
    ['access.mode', 'anybody'],
    ['access.mode', 7],
    ['spam_detection.enabled', 'false'],
    ['spam_detection.windowSeconds', 0],
    ['spam_detection.windowSeconds', '10'],
    ['audit.retentionDays', 100_000],
  ])('%s refuses %j, and nothing is changed or logged', async (id, value) => {
    const { call, settings, audited } = await settingServer(engine);
    const before = settings.all();
    const refused = await call('PATCH', `/settings/${id}`, { value });
    expect([refused.status, refused.body]).toMatchObject([
      400,
      { error: { code: 'settings.value_invalid' } },
    ]);
    expect(settings.all()).toEqual(before);
    expect(await audited()).toEqual([]);
  });

  test.each(['nonsense', '__proto__', 'access', 'access.', 'constructor', '…', 'a'.repeat(200)])(
    'there is no setting %j',
    async (id) => {
      const { call } = await settingServer(engine);
      const answers = [
        await call('GET', `/settings/${encodeURIComponent(id)}`),
        await call('PATCH', `/settings/${encodeURIComponent(id)}`, { value: 'x' }),
        await call('DELETE', `/settings/${encodeURIComponent(id)}`),
      ];
      for (const { status, body } of answers) {
        expect([status, body]).toMatchObject([404, { error: { code: 'settings.not_found' } }]);
      }
    },
  );

  test('two admins do not overwrite each other silently', async () => {
    const { call, pass } = await settingServer(engine);
    const mine = { value: 'open', updatedAt: null };
    expect((await call('PATCH', '/settings/access.mode', mine)).status).toBe(200);
    pass(1_000);
    const late = await call('PATCH', '/settings/access.mode', { value: 'closed', updatedAt: null });
    expect([late.status, late.body]).toMatchObject([
      409,
      { error: { code: 'http.changed_meanwhile' } },
    ]);
    expect((await call('GET', '/settings/access.mode')).body).toMatchObject({ value: 'open' });
  });

  test('an unknown field is refused', async () => {
    const { call } = await settingServer(engine);
    const refused = await call('PATCH', '/settings/access.mode', { value: 'open', default: 'x' });
    expect(refused.status).toBe(400);
  });

  test('the list is searched, filtered, sorted and paged', async () => {
    const { call } = await settingServer(engine);
    type Page = { items: { id: string }[]; nextCursor: string | null };
    const idsOf = async (query: string) =>
      ((await call('GET', `/settings?${query}`)).body as Page).items.map(({ id }) => id);
    expect(await idsOf('category=access')).toEqual(['access.mode']);
    expect(await idsOf('q=sender%20WARNED')).toEqual([
      'spam_detection.cooldownMinutes',
      'spam_detection.warningThreshold',
    ]);
    const all = await idsOf('');
    expect(await idsOf('sort=-id')).toEqual(all.toReversed());
    const paged: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const after: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const page = (await call('GET', `/settings?limit=3${after}`)).body as Page;
      paged.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    expect(paged).toEqual(all);
    expect((await call('GET', '/settings?sort=value')).status).toBe(400);
    expect((await call('GET', '/settings?cursor=nope')).status).toBe(400);
  });

  test('all of them are exported as CSV, and the log says so', async () => {
    const { call, audited } = await settingServer(engine);
    const csv = await call('GET', '/settings?format=csv');
    expect(csv.headers['content-type']).toContain('text/csv');
    expect(csv.text.trim().split('\r\n').length).toBeGreaterThan(7);
    expect((await audited()).at(-1)).toMatchObject({ action: 'exports.made' });
  });

  test.each(['viewer', 'user'] as const)('a %s may not see them', async (role) => {
    const { call } = await settingServer(engine);
    expect((await call('GET', '/settings', undefined, role)).status).toBe(403);
  });
});
