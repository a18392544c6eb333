import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AppError, type CheckStep, type DataSourcePlugin, defineDataSource } from '#sdk';
import { z } from 'zod';
import { startPiWebApi } from '../../simulators/pi-web-api/index.ts';
import { ENGINES } from '../../tests/support/databases.ts';
import { routeServer } from '../../tests/support/route-server.ts';
import type { Engine } from '../db/index.ts';
import { createSecretBox } from '../lib/secrets.ts';
import { avevaPi } from '../plugins/aveva-pi/index.ts';
import {
  createSources,
  findDataSource,
  insertDataSource,
  secretFieldsOf,
  updateDataSource,
} from './index.ts';
import { sourceTestRoutes } from './source-test.routes.ts';

const silent = { debug() {}, info() {}, warn() {}, error() {} };
const CREATED = new Date('2026-11-27T04:00:00.000Z');
const TESTED = '2026-11-27T05:00:00.000Z';

let plant: Awaited<ReturnType<typeof startPiWebApi>>;
beforeAll(async () => {
  plant = await startPiWebApi({ port: 0 });
});
afterAll(() => plant.close());

/** A plugin whose check a test writes. */
function scripted(
  check: (signal: AbortSignal) => Promise<readonly CheckStep[]>,
  close = async () => {},
): DataSourcePlugin {
  return defineDataSource({
    kind: 'scripted',
    title: 'Scripted',
    capabilities: [],
    config: z.object({ host: z.string() }),
    connect: async () => ({ check, close }),
  });
}

async function serverWithSource(
  engine: Engine,
  config: Readonly<Record<string, unknown>>,
  scriptedPlugin?: DataSourcePlugin,
) {
  const plugins = [avevaPi, ...(scriptedPlugin ? [scriptedPlugin] : [])];
  const secrets = createSecretBox(Buffer.alloc(32, 1));
  const sources = createSources(plugins, { log: silent, clock: () => new Date(), timeZone: 'UTC' });
  const events: object[] = [];
  const server = await routeServer(engine, ({ db, change }) =>
    sourceTestRoutes({
      db,
      change,
      plugins,
      secrets,
      sources,
      publish: (event) => events.push(event),
    }),
  );
  const plugin = scriptedPlugin ? 'scripted' : 'aveva-pi';
  const encrypted = secrets.encryptFields(config, secretFieldsOf(avevaPi), 'pi');
  await server.db.write((tx) =>
    insertDataSource(
      tx,
      { id: 'pi', name: 'Plant PI', plugin, config: encrypted, active: false },
      CREATED,
    ),
  );
  return {
    ...server,
    events,
    test: () => server.call('POST', '/data-sources/pi/test', undefined, 'user'),
    row: async () => await findDataSource(server.db.read, 'pi'),
  };
}

const demo = (more: object = {}) => ({
  baseUrl: plant.url,
  user: 'demo',
  password: 'demo',
  tagIndex: false,
  ...more,
});

describe.each(ENGINES)('testing a data source on %s', (engine) => {
  test('tells each step up to a value, also of a source that is switched off, and writes it down', async () => {
    const { test, row, events, audited } = await serverWithSource(engine, demo());
    const tested = await test();
    expect(tested).toMatchObject({
      status: 200,
      body: { status: 'success', latencyMs: expect.any(Number) },
    });
    const { steps } = tested.body as { steps: readonly CheckStep[] };
    expect(steps.map(({ name, ok }) => [name, ok])).toEqual(
      ['reach', 'tls', 'login', 'permission', 'clock', 'read'].map((name) => [name, true]),
    );
    expect(await row()).toMatchObject({
      connectionStatus: 'connected',
      testStatus: 'success',
      testErrorMessage: null,
      lastTestedAt: new Date(TESTED),
      updatedAt: CREATED,
    });
    expect(events).toEqual([{ kind: 'source', id: 'pi', status: 'connected' }]);
    expect(await audited()).toEqual([
      {
        action: 'data_sources.tested',
        actor: 'user-tester',
        details: { id: 'pi', name: 'Plant PI', status: 'success', failedStep: null },
      },
    ]);
  });

  test('ends at the step that fails, and says what to do', async () => {
    const { test, row, events } = await serverWithSource(engine, demo({ password: 'wrong' }));
    const tested = await test();
    const { status, steps } = tested.body as { status: string; steps: readonly CheckStep[] };
    expect(status).toBe('failed');
    expect(steps.at(-1)).toMatchObject({ name: 'login', ok: false });
    expect(await row()).toMatchObject({
      connectionStatus: 'error',
      testStatus: 'failed',
      testErrorMessage: steps.at(-1)?.message,
    });
    expect(events).toEqual([{ kind: 'source', id: 'pi', status: 'error' }]);
    expect(tested.text).not.toContain('wrong');
  });

  test.each([
    ['that lead nowhere', { baseUrl: 'http://127.0.0.1:1/piwebapi' }, 'reach'],
    ['that nothing may connect to', { baseUrl: 'http://169.254.169.254/' }, 'reach'],
    ['that do not fit the plugin', { baseUrl: 5 }, 'config'],
  ])('of settings %s is an answer, not an error', async (_what, config, step) => {
    const { test } = await serverWithSource(engine, { ...config, tagIndex: false });
    const { status, body } = await test();
    expect(status).toBe(200);
    expect(body).toMatchObject({ status: 'failed', steps: [{ name: step, ok: false }] });
  });

  test('of a source whose secret cannot be read says so', async () => {
    const { test, db } = await serverWithSource(engine, demo());
    const foreign = createSecretBox(Buffer.alloc(32, 9));
    const config = foreign.encryptFields(demo(), ['password'], 'pi');
    await db.write((tx) => updateDataSource(tx, 'pi', { config }, CREATED));
    expect((await test()).body).toMatchObject({
      status: 'failed',
      steps: [{ name: 'config', message: expect.stringContaining('enter the secret again') }],
    });
  });

  test('of a kind that is not installed says so', async () => {
    const { test, db } = await serverWithSource(engine, demo());
    await db.write((tx) => updateDataSource(tx, 'pi', { plugin: 'abacus' }, CREATED));
    expect((await test()).body).toMatchObject({ steps: [{ name: 'config', ok: false }] });
  });

  test('by a check that throws, or a connection that does not close, is answered all the same', async () => {
    const broken = new AppError('upstream', 'test.broken', 'It broke.');
    const plugin = scripted(
      () => Promise.reject(broken),
      () => new Promise(() => {}),
    );
    const { test } = await serverWithSource(engine, { host: 'a' }, plugin);
    expect((await test()).body).toMatchObject({
      status: 'failed',
      steps: [{ name: 'reach', ok: false, message: 'It broke.' }],
    });
  });

  test('says nothing of settings that were changed while it ran', async () => {
    const changedMeanwhile = async () => {
      const { db } = server;
      await db.write((tx) => updateDataSource(tx, 'pi', { config: { host: 'b' } }, new Date()));
      return [{ name: 'reach', ok: true, message: 'It answers.' }] as const;
    };
    const server = await serverWithSource(engine, { host: 'a' }, scripted(changedMeanwhile));
    expect((await server.test()).body).toMatchObject({ status: 'success' });
    expect(await server.row()).toMatchObject({ connectionStatus: 'unknown', testStatus: null });
  });

  test('is not for those who only read, nor of a source there is none of', async () => {
    const { call, audited } = await serverWithSource(engine, demo());
    expect((await call('POST', '/data-sources/pi/test', undefined, 'viewer')).status).toBe(403);
    expect((await call('POST', '/data-sources/none/test')).status).toBe(404);
    expect(await audited()).toEqual([]);
  });
});

test('a check that never ends is given up after ten seconds', async () => {
  const plugin = scripted(() => new Promise(() => {}));
  const { test: run } = await serverWithSource('sqlite', { host: 'a' }, plugin);
  const startedAtMs = performance.now();
  expect((await run()).body).toMatchObject({
    status: 'failed',
    latencyMs: expect.any(Number),
    steps: [{ name: 'reach', ok: false }],
  });
  expect(performance.now() - startedAtMs).toBeLessThan(11_500);
});
