import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { defineDataSource } from '#sdk';
import { ENGINES } from '../../tests/support/databases.ts';
import { routeServer } from '../../tests/support/route-server.ts';
import type { Engine } from '../db/index.ts';
import { createOutbound } from '../lib/outbound/index.ts';
import { createSecretBox } from '../lib/secrets.ts';
import { avevaPi } from '../plugins/aveva-pi/index.ts';
import { countTriggersBySource, insertTrigger } from '../triggers/index.ts';
import { createSources, findDataSource, loadConfiguredSources, updateDataSource } from './index.ts';
import { dataSourceRoutes } from './data-sources.routes.ts';

const silent = { debug() {}, info() {}, warn() {}, error() {} };
const HISTORIAN = {
  name: 'Plant PI',
  plugin: 'aveva-pi',
  config: {
    baseUrl: 'http://127.0.0.1:9/piwebapi',
    user: 'reader',
    password: 'open sesame',
    tagIndex: false,
  },
};

/** A plugin with secrets of every kind, which connects to nothing. */
const vault = defineDataSource({
  kind: 'vault',
  title: 'Vault',
  capabilities: [],
  config: z.object({
    host: z.string().min(1),
    port: z.int().default(5432),
    password: z.string().min(3).optional().meta({ secret: true }),
    token: z.string().optional().meta({ secret: true }),
    tls: z.object({ key: z.string().optional().meta({ secret: true }), ca: z.string() }).optional(),
    plain: z.boolean().optional().meta({ weakens: true }),
    labels: z.record(z.string(), z.string()).optional(),
    functions: z.array(z.string()).optional().meta({ adminOnly: true }),
    points: z.array(z.object({ name: z.string() })).optional(),
  }),
  connect: async () => ({ check: async () => [], close: async () => {} }),
});
const VAULT = { host: 'db.plant', password: 'open sesame', token: 'tok-123' };

type Shown = {
  readonly id: string;
  readonly config: Record<string, unknown>;
  readonly secretsSet: readonly string[];
  readonly updatedAt: string;
};

async function serverWithSources(engine: Engine) {
  const plugins = [avevaPi, vault];
  const secrets = createSecretBox(Buffer.alloc(32, 1));
  const outbound = createOutbound({ allowPrivate: true });
  const sources = createSources(plugins, { log: silent, clock: () => new Date(), timeZone: 'UTC' });
  const server = await routeServer(engine, (deps) =>
    dataSourceRoutes({
      ...deps,
      plugins,
      secrets,
      outbound,
      sources,
      refresh: async () =>
        await sources.apply(await loadConfiguredSources(deps.db.read, plugins, secrets)),
      countTriggersBySource,
    }),
  );
  const make = async (config: object, plugin = 'vault') => {
    const made = await server.call('POST', '/data-sources', { name: 'A source', plugin, config });
    expect(made.status).toBe(201);
    return made.body as Shown;
  };
  const stored = async (id: string) => (await findDataSource(server.db.read, id))?.config ?? {};
  return {
    ...server,
    sources,
    make,
    stored,
    readable: async (id: string) =>
      secrets.decryptFields(await stored(id), ['password', 'token', 'tls.key'], id),
    change: async (id: string, body: object) =>
      await server.call('PATCH', `/data-sources/${id}`, body),
  };
}

describe.each(ENGINES)('data sources over HTTP on %s', (engine) => {
  test('what is left to administrators is set by them alone, and left as it is by others', async () => {
    const { call, make } = await serverWithSources(engine);
    const config = { ...VAULT, functions: ['oee'] };
    const body = { name: 'A source', plugin: 'vault', config };
    const refused = { status: 403, body: { error: { code: 'data_sources.admin_only' } } };
    expect(await call('POST', '/data-sources', body, 'user')).toMatchObject(refused);
    const { id } = await make(config);
    const change = async (functions?: readonly string[]) =>
      await call('PATCH', `/data-sources/${id}`, { config: { ...VAULT, functions } }, 'user');
    expect(await change(['oee', 'bad'])).toMatchObject(refused);
    expect(await change()).toMatchObject(refused);
    expect(await change(['oee'])).toMatchObject({ status: 200 });
  });

  test('a source is connected, shown without its secrets, opened at once, and the log says who did it', async () => {
    const { call, audited, sources, stored } = await serverWithSources(engine);
    const made = await call('POST', '/data-sources', HISTORIAN, 'user');
    const { password: _secret, ...shown } = HISTORIAN.config;
    expect(made).toMatchObject({
      status: 201,
      body: {
        name: 'Plant PI',
        plugin: 'aveva-pi',
        active: true,
        config: shown,
        secretsSet: ['password'],
        connectionStatus: 'unknown',
        lastTestedAt: null,
        testStatus: null,
        health: { failingSince: null },
        tagIndex: { tags: 0, complete: false, refreshedAt: null },
        triggerCount: 0,
        createdAt: '2026-11-27T05:00:00.000Z',
      },
    });
    const { id } = made.body as Shown;
    expect(sources.find(id)?.name).toBe('Plant PI');
    expect((await call('GET', `/data-sources/${id}`, undefined, 'viewer')).body).toEqual(made.body);
    expect((await stored(id))['password']).toMatch(/^enc:v1:/);
    const log = await audited();
    expect(log).toMatchObject([
      {
        action: 'data_sources.created',
        actor: 'user-tester',
        details: { id, after: { name: 'Plant PI', config: shown }, secrets: { password: 'set' } },
      },
    ]);
    for (const text of [made.text, JSON.stringify(log)]) {
      expect(text).not.toMatch(/open sesame|enc:v1/);
    }
  });

  test.each([
    ['a kind there is none of', { plugin: 'abacus' }, 'data_sources.unknown_plugin', undefined],
    ['no address', { config: {} }, 'data_sources.bad_config', ['config.baseUrl']],
    [
      'an unknown field',
      { config: { ...HISTORIAN.config, colour: 1 } },
      'data_sources.bad_config',
      ['config.colour'],
    ],
    [
      'an unknown field further in',
      { config: { ...HISTORIAN.config, tags: [{ name: 'A', colour: 1 }] } },
      'data_sources.bad_config',
      ['config.tags.0.colour'],
    ],
    [
      'fields of a wrong type',
      { config: { ...HISTORIAN.config, timeoutMs: 'soon', tagIndex: 1 } },
      'data_sources.bad_config',
      ['config.timeoutMs', 'config.tagIndex'],
    ],
    [
      'the address of a cloud’s metadata service',
      { config: { baseUrl: 'http://169.254.169.254/latest' } },
      'data_sources.bad_config',
      ['config.baseUrl'],
    ],
    ['no name', { name: ' ' }, 'http.invalid_request', ['name']],
    ['a field of no source', { colour: 'red' }, 'http.invalid_request', undefined],
  ])('%s is refused by name, and nothing is kept', async (_what, wrong, code, paths) => {
    const { call, audited } = await serverWithSources(engine);
    const refused = await call('POST', '/data-sources', { ...HISTORIAN, ...wrong });
    expect(refused).toMatchObject({ status: 400, body: { error: { code } } });
    const { details } = (refused.body as { error: { details: { issues?: { path: string }[] } } })
      .error;
    if (paths) expect(details.issues?.map(({ path }) => path)).toEqual(paths);
    expect(refused.text).not.toContain('open sesame');
    expect((await call('GET', '/data-sources')).body).toEqual({ items: [], nextCursor: null });
    expect(await audited()).toEqual([]);
  });

  test('a missing field is said to be missing', async () => {
    const { call } = await serverWithSources(engine);
    const { body } = await call('POST', '/data-sources', { ...HISTORIAN, config: {} });
    expect(body).toMatchObject({
      error: {
        message: expect.stringContaining('"baseUrl": is missing'),
        details: { issues: [{ path: 'config.baseUrl', message: 'is missing' }] },
      },
    });
  });

  test('fields of the config whose names nobody chose beforehand are taken', async () => {
    const { make } = await serverWithSources(engine);
    const config = { host: 'db', labels: { area: 'boiler' }, points: [{ name: 'A' }] };
    expect((await make(config)).config).toEqual(config);
  });

  test('what an editor is shown can be saved as it is: nothing changes, secrets stay', async () => {
    const { make, change, readable } = await serverWithSources(engine);
    const config = { ...VAULT, tls: { ca: 'CA', key: 'private' } };
    const { id, config: shown, secretsSet } = await make(config);
    expect(shown).toEqual({ host: 'db.plant', tls: { ca: 'CA' } });
    expect(secretsSet).toEqual(['password', 'token', 'tls.key']);
    const saved = await change(id, { config: shown });
    expect(saved).toMatchObject({ status: 200, body: { config: shown, secretsSet } });
    expect(await readable(id)).toEqual(config);
  });

  test('a secret is changed, or removed by an empty text or null, and the log tells only that', async () => {
    const { make, change, readable, audited } = await serverWithSources(engine);
    const { id } = await make(VAULT);
    const changed = await change(id, {
      config: { host: 'db.plant', password: 'a new one', token: '' },
    });
    expect(changed.body).toMatchObject({ secretsSet: ['password'] });
    expect(await readable(id)).toEqual({ host: 'db.plant', password: 'a new one' });
    expect((await audited()).at(-1)).toEqual({
      action: 'data_sources.changed',
      actor: 'admin-tester',
      details: {
        id,
        name: 'A source',
        before: {},
        after: {},
        secrets: { password: 'changed', token: 'removed' },
      },
    });
    expect((await change(id, { config: { host: 'db.plant', password: null } })).body).toMatchObject(
      { secretsSet: [] },
    );
    expect(JSON.stringify(await audited())).not.toMatch(/a new one|open sesame|enc:v1/);
  });

  test('a secret goes with the group of fields it is in', async () => {
    const { make, change, readable, audited } = await serverWithSources(engine);
    const { id } = await make({ host: 'db.plant', tls: { ca: 'CA', key: 'private' } });
    expect((await change(id, { config: { host: 'db.plant' } })).body).toMatchObject({
      secretsSet: [],
    });
    expect(await readable(id)).toEqual({ host: 'db.plant' });
    expect((await audited()).at(-1)?.details).toMatchObject({ secrets: { 'tls.key': 'removed' } });
  });

  test.each([
    ['another host', { host: 'evil.example' }],
    ['another port', { host: 'db.plant', port: 6543 }],
  ])('secrets that were entered before are not sent to %s', async (_what, config) => {
    const { make, change, readable, audited } = await serverWithSources(engine);
    const { id } = await make(VAULT);
    expect(await change(id, { config })).toMatchObject({
      status: 400,
      body: {
        error: { code: 'data_sources.secret_needed', details: { fields: ['password', 'token'] } },
      },
    });
    expect(await change(id, { config: { ...config, password: 'mine' } })).toMatchObject({
      status: 400,
      body: { error: { details: { fields: ['token'] } } },
    });
    expect(await readable(id)).toEqual(VAULT);
    expect(await audited()).toHaveLength(1);
    const moved = { ...config, password: 'entered again', token: null };
    expect((await change(id, { config: moved })).status).toBe(200);
    expect(await readable(id)).toEqual({ ...config, password: 'entered again' });
  });

  test('nor to another base URL', async () => {
    const { make, change } = await serverWithSources(engine);
    const { id, config } = await make(HISTORIAN.config, 'aveva-pi');
    const elsewhere = { ...config, baseUrl: 'http://127.0.0.1:99/piwebapi' };
    expect(await change(id, { config: elsewhere })).toMatchObject({
      status: 400,
      body: { error: { code: 'data_sources.secret_needed' } },
    });
  });

  test('nor where certificates are verified no more, until they are entered again', async () => {
    const { make, change, readable } = await serverWithSources(engine);
    const { id, config } = await make(HISTORIAN.config, 'aveva-pi');
    const unverified = { ...config, insecureSkipTlsVerify: true };
    expect(await change(id, { config: unverified })).toMatchObject({
      status: 400,
      body: { error: { code: 'data_sources.secret_needed', details: { fields: ['password'] } } },
    });
    const entered = { ...unverified, password: 'entered again' };
    expect((await change(id, { config: entered })).status).toBe(200);
    // Once it is so, and on the way back, what was entered is kept.
    expect((await change(id, { config: unverified })).status).toBe(200);
    expect((await change(id, { config: { ...config, insecureSkipTlsVerify: false } })).status).toBe(
      200,
    );
    expect(await readable(id)).toMatchObject({ password: 'entered again' });
  });

  test('nor by any other switch that a plugin marks as weakening', async () => {
    const { make, change } = await serverWithSources(engine);
    const { id } = await make(VAULT);
    const config = { host: VAULT.host, plain: true };
    expect(await change(id, { config })).toMatchObject({
      status: 400,
      body: { error: { code: 'data_sources.secret_needed' } },
    });
    expect((await change(id, { config: { ...config, plain: false } })).status).toBe(200);
  });

  test.each<[unknown]>([
    [{ toString: 'x' }],
    [['http://127.0.0.1:8003/piwebapi']],
    [null],
    [{ valueOf: 1 }],
  ])('nor to what is no address at all: %j', async (baseUrl) => {
    const { make, change } = await serverWithSources(engine);
    const { id, config } = await make(HISTORIAN.config, 'aveva-pi');
    expect((await change(id, { config: { ...config, baseUrl } })).status).toBe(400);
  });

  test.each(['http://sari:rahasia@127.0.0.1:8003/piwebapi', 'http://rahasia@127.0.0.1/'])(
    'a password within the address is refused, and neither kept nor told: %s',
    async (baseUrl) => {
      const { call, audited } = await serverWithSources(engine);
      const config = { ...HISTORIAN.config, baseUrl };
      const { status, body } = await call('POST', '/data-sources', { ...HISTORIAN, config });
      expect(status).toBe(400);
      expect(body).toMatchObject({
        error: {
          code: 'data_sources.bad_config',
          message: expect.stringMatching(/their own fields/),
        },
      });
      expect(JSON.stringify([body, await audited()])).not.toContain('rahasia');
    },
  );

  test('a secret encrypted with a key that is gone must be entered again, and can be', async () => {
    const { make, change, db, readable } = await serverWithSources(engine);
    const { id } = await make({ host: 'db.plant' });
    const foreign = createSecretBox(Buffer.alloc(32, 9)).encryptFields(VAULT, ['password'], id);
    const { token: _none, ...config } = foreign;
    await db.write((tx) => updateDataSource(tx, id, { config }, new Date()));
    expect(await change(id, { config: { host: 'db.plant' } })).toMatchObject({
      status: 400,
      body: { error: { code: 'data_sources.secret_needed' } },
    });
    const entered = { host: 'db.plant', password: 'again' };
    expect((await change(id, { config: entered })).status).toBe(200);
    expect(await readable(id)).toEqual(entered);
  });

  test('what an older version stored and this one does not know is not shown', async () => {
    const { make, call, db } = await serverWithSources(engine);
    const { id } = await make({ host: 'db.plant' });
    const config = { host: 'db.plant', apiKey: 'in the clear' };
    await db.write((tx) => updateDataSource(tx, id, { config }, new Date()));
    const shown = await call('GET', `/data-sources/${id}`);
    expect(shown.body).toMatchObject({ config: { host: 'db.plant' } });
    expect(shown.text).not.toContain('in the clear');
    await db.write((tx) => updateDataSource(tx, id, { plugin: 'gone' }, new Date()));
    expect((await call('GET', `/data-sources/${id}`)).body).toMatchObject({
      plugin: 'gone',
      config: {},
      secretsSet: [],
    });
  });

  test('a source that is switched off is closed, and opened again when it is switched on', async () => {
    const { make, change, sources, audited } = await serverWithSources(engine);
    const { id } = await make(VAULT);
    const off = await change(id, { active: false });
    expect(off.body).toMatchObject({
      active: false,
      health: null,
      tagIndex: null,
      connectionStatus: 'disconnected',
    });
    expect(sources.find(id)).toBeUndefined();
    expect((await audited()).at(-1)?.details).toEqual({
      id,
      name: 'A source',
      before: { active: true },
      after: { active: false },
    });
    await change(id, { active: true });
    expect(sources.find(id)).toBeDefined();
  });

  test('the second of two editors of one state is told so, and nothing is changed', async () => {
    const { make, change, call } = await serverWithSources(engine);
    const { id, updatedAt } = await make(VAULT);
    expect((await change(id, { name: 'First', updatedAt })).status).toBe(200);
    for (const second of [{ name: 'Second' }, { config: { host: 'other', password: 'abc' } }]) {
      expect(await change(id, { ...second, updatedAt })).toMatchObject({
        status: 409,
        body: { error: { code: 'http.changed_meanwhile' } },
      });
    }
    expect((await call('GET', `/data-sources/${id}`)).body).toMatchObject({
      name: 'First',
      config: { host: 'db.plant' },
    });
  });

  test('a deleted source is closed, its triggers stay without it, and the log says how many', async () => {
    const { make, call, db, sources, audited } = await serverWithSources(engine);
    const { id } = await make(VAULT);
    await db.write(async (tx) => {
      for (const name of ['u1 load', 'u2 load']) {
        const trigger = { name, type: 'value', config: { tags: ['A'] }, dataSourceId: id };
        await insertTrigger(tx, trigger, new Date());
      }
    });
    expect((await call('GET', `/data-sources/${id}`)).body).toMatchObject({ triggerCount: 2 });
    expect((await call('DELETE', `/data-sources/${id}`)).status).toBe(204);
    expect((await call('DELETE', `/data-sources/${id}`)).status).toBe(404);
    expect(sources.find(id)).toBeUndefined();
    expect((await audited()).at(-1)).toMatchObject({
      action: 'data_sources.deleted',
      details: { id, before: { name: 'A source' }, triggersWithoutSource: 2 },
    });
    const rows = await db.read.selectFrom('triggers').select('data_source_id').execute();
    expect(rows).toEqual([{ data_source_id: null }, { data_source_id: null }]);
  });

  test('a list is paged, searched, sorted, filtered and exported without secrets', async () => {
    const { make, call, change } = await serverWithSources(engine);
    for (const name of ['Boiler', 'Turbine', 'Lab']) {
      const { id } = await make(VAULT);
      await change(id, { name, active: name !== 'Lab' });
    }
    const names = async (query: string) =>
      (
        (await call('GET', `/data-sources?${query}`)).body as { items: { name: string }[] }
      ).items.map(({ name }) => name);
    expect(await names('')).toEqual(['Boiler', 'Lab', 'Turbine']);
    expect(await names('sort=-name&limit=2')).toEqual(['Turbine', 'Lab']);
    expect(await names('q=turb%20VAULT')).toEqual(['Turbine']);
    expect(await names('active=false')).toEqual(['Lab']);
    expect(await names('plugin=aveva-pi')).toEqual([]);
    for (const wrong of ['sort=config', 'active=perhaps', 'colour=red']) {
      expect((await call('GET', `/data-sources?${wrong}`)).status).toBe(400);
    }
    const file = await call('GET', '/data-sources?format=csv', undefined, 'viewer');
    expect(file.text).toMatch(/^\uFEFFid,name,plugin,active,connectionStatus,/);
    expect(file.text).not.toMatch(/open sesame|enc:v1/);
  });

  test('of editors who save one state at the same moment exactly one succeeds', async () => {
    const { call, make } = await serverWithSources(engine);
    const { id, updatedAt } = await make(VAULT);
    const answers = await Promise.all(
      ['a', 'b', 'c', 'd', 'e'].map((name) =>
        call('PATCH', `/data-sources/${id}`, { name, updatedAt }),
      ),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(4);
  });

  test('who may only read changes nothing', async () => {
    const { make, call } = await serverWithSources(engine);
    const { id } = await make(VAULT);
    const refused = [
      await call('POST', '/data-sources', HISTORIAN, 'viewer'),
      await call('PATCH', `/data-sources/${id}`, { name: 'x' }, 'viewer'),
      await call('DELETE', `/data-sources/${id}`, undefined, 'viewer'),
    ];
    expect(refused.map(({ status }) => status)).toEqual([403, 403, 403]);
    expect((await call('GET', `/data-sources/${id}`)).body).toMatchObject({ name: 'A source' });
  });
});
