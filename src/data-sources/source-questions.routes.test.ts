import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { AppError, type DataSource, type TableInfo, defineDataSource } from '#sdk';
import { startPiWebApi } from '../../simulators/pi-web-api/index.ts';
import { ENGINES } from '../../tests/support/databases.ts';
import { routeServer } from '../../tests/support/route-server.ts';
import type { Engine } from '../db/index.ts';
import { createSecretBox } from '../lib/secrets.ts';
import { avevaPi } from '../plugins/aveva-pi/index.ts';
import { readTimeRange } from '../triggers/index.ts';
import type { FoundTags, TagHistory, TagValues } from './data-sources.schema.ts';
import {
  createSources,
  insertDataSource,
  loadConfiguredSources,
  updateDataSource,
} from './index.ts';
import { sourceQuestionsRoutes } from './source-questions.routes.ts';

const silent = { debug() {}, info() {}, warn() {}, error() {} };
const NOW = new Date();
const BAD_RANGE = new AppError('invalid', 'test.bad_range', 'That is no range.');

let plant: Awaited<ReturnType<typeof startPiWebApi>>;
beforeAll(async () => {
  plant = await startPiWebApi({ port: 0 });
});
afterAll(() => plant.close());

function parseRange(text: string, allowFuture: boolean) {
  const result = readTimeRange(text, { now: new Date(), timeZone: 'Asia/Jakarta', allowFuture });
  if (!result.ok) throw BAD_RANGE;
  return result.range;
}

/** A source that a test writes; `failure` is what every question fails with. */
function scripted(connection: Partial<DataSource>) {
  return defineDataSource({
    kind: 'scripted',
    title: 'Scripted',
    capabilities: ['read', 'history', 'browse'],
    config: z.object({}),
    connect: async () => ({ check: async () => [], close: async () => {}, ...connection }),
  });
}

async function serverOn(engine: Engine, connection?: Partial<DataSource>) {
  const plugins = [avevaPi, ...(connection ? [scripted(connection)] : [])];
  const secrets = createSecretBox(Buffer.alloc(32, 1));
  const sources = createSources(plugins, { log: silent, clock: () => new Date(), timeZone: 'UTC' });
  const server = await routeServer(engine, ({ db }) =>
    sourceQuestionsRoutes({
      db,
      sources,
      refresh: async () =>
        await sources.apply(await loadConfiguredSources(db.read, plugins, secrets)),
      parseRange,
    }),
  );
  const config = connection ? {} : { baseUrl: plant.url, user: 'demo', password: 'demo' };
  const plugin = connection ? 'scripted' : 'aveva-pi';
  await server.db.write((tx) =>
    insertDataSource(tx, { id: 'pi', name: 'Plant PI', plugin, config }, NOW),
  );
  const get = (path: string) => server.call('GET', `/data-sources/pi/${path}`, undefined, 'viewer');
  return {
    ...server,
    get,
    async untilIndexed() {
      for (let tries = 0; tries < 400; tries += 1) {
        const { body } = await get('tags');
        if ((body as FoundTags).indexed.complete) return;
        await new Promise((resolve) => {
          setTimeout(resolve, 10);
        });
      }
      throw new Error('The tags were not indexed.');
    },
  };
}

describe.each(ENGINES)('what a source can be asked over HTTP on %s', (engine) => {
  test('tags are found by words, and without words the first by name are shown', async () => {
    const { get, untilIndexed } = await serverOn(engine);
    await untilIndexed();
    const found = (await get('tags?q=unit%201%20net%20load&limit=3')).body as FoundTags;
    expect(found.items[0]).toMatchObject({ name: 'U1_LOAD_NET', unit: 'MW', valueType: 'number' });
    expect(found.items.length).toBeLessThanOrEqual(3);
    expect(found.indexed.tags).toBeGreaterThan(50);
    const first = ((await get('tags?limit=20')).body as FoundTags).items.map(({ name }) => name);
    expect(first).toHaveLength(20);
    expect(first).toEqual(first.toSorted());
    expect(((await get('tags?q=no-such-thing-anywhere')).body as FoundTags).items).toEqual([]);
    for (const wrong of ['limit=0', 'limit=201', 'colour=1', `q=${'x'.repeat(201)}`]) {
      expect((await get(`tags?${wrong}`)).status).toBe(400);
    }
  });

  test('values are read by exact names in the order asked, and one that fails hides no other', async () => {
    const { get } = await serverOn(engine);
    const { status, body } = await get(
      'values?tags=u1_load_net&tags=NO_SUCH_TAG&tags=U1_*&tags=U1_MODE&tags=U1_MODE',
    );
    expect(status).toBe(200);
    expect((body as TagValues).items).toMatchObject([
      {
        name: 'u1_load_net',
        ok: true,
        tag: { name: 'U1_LOAD_NET', unit: 'MW' },
        reading: { value: expect.any(Number), unit: 'MW', quality: 'good' },
      },
      { name: 'NO_SUCH_TAG', ok: false, error: { code: 'pi.not_found' } },
      { name: 'U1_*', ok: false, error: { code: 'data_sources.only_exact_names' } },
      { name: 'U1_MODE', ok: true, reading: { value: expect.any(String) } },
    ]);
    expect((await get('values?tags=U1_LOAD_NET')).body).toMatchObject({ items: [{ ok: true }] });
    expect((await get('values')).status).toBe(400);
    const many = Array.from({ length: 51 }, (_, index) => `tags=T${index}`).join('&');
    expect((await get(`values?${many}`)).status).toBe(400);
  });

  test('a history is enough values of its range to draw it, oldest first', async () => {
    const { get, untilIndexed } = await serverOn(engine);
    const { status, body } = await get('history?tag=U1_LOAD_NET&range=8h');
    expect(status).toBe(200);
    const { tag, range, readings } = body as TagHistory;
    expect(tag).toMatchObject({ name: 'U1_LOAD_NET', unit: 'MW' });
    expect(Date.parse(range.end) - Date.parse(range.start)).toBe(8 * 3_600_000);
    expect(readings.length).toBeGreaterThan(20);
    expect(readings.length).toBeLessThan(2_000);
    const instants = readings.map(({ timestamp }) => Date.parse(timestamp));
    expect(instants).toEqual(instants.toSorted((a, b) => a - b));
    await untilIndexed();
    const ahead = (await get('history?tag=U1_LOAD_FCST&range=*%20to%20*%2B4h')).body as TagHistory;
    expect(Date.parse(ahead.range.end)).toBeGreaterThan(Date.now());
    expect(await get('history?tag=U1_LOAD_NET&range=soonish')).toMatchObject({
      status: 400,
      body: { error: { code: 'test.bad_range' } },
    });
    expect(await get('history?tag=NO_SUCH_TAG')).toMatchObject({
      status: 404,
      body: { error: { code: 'pi.not_found' } },
    });
  });

  test('tables are shown with their columns', async () => {
    const tables: readonly TableInfo[] = [
      { name: 'samples', columns: [{ name: 'at', type: 'timestamptz', nullable: false }] },
    ];
    const { get } = await serverOn(engine, { browse: async () => tables });
    expect((await get('schema')).body).toEqual({ tables });
  });

  test('what a source cannot do is said plainly', async () => {
    const { get } = await serverOn(engine, {});
    for (const path of ['tags', 'values?tags=A', 'history?tag=A', 'schema']) {
      expect(await get(path)).toMatchObject({
        status: 400,
        body: { error: { code: 'data_sources.cannot' } },
      });
    }
  });

  test('a source that is switched off, or gone, says so', async () => {
    const { get, db, call } = await serverOn(engine, {});
    await db.write((tx) => updateDataSource(tx, 'pi', { active: false }, NOW));
    expect(await get('values?tags=A')).toMatchObject({
      status: 409,
      body: { error: { code: 'data_sources.inactive' } },
    });
    expect((await call('GET', '/data-sources/none/tags')).status).toBe(404);
  });

  test.each([
    ['unauthenticated', 502, 'data_sources.cannot_answer'],
    ['forbidden', 502, 'data_sources.cannot_answer'],
    ['internal', 502, 'data_sources.cannot_answer'],
    ['upstream', 502, 'test.failure'],
    ['timeout', 504, 'test.failure'],
    ['throttled', 429, 'test.failure'],
  ] as const)(
    'a source that fails as "%s" is never taken for an error of the session or of Plantline',
    async (kind, status, code) => {
      const failure = new AppError(kind, 'test.failure', 'The account was refused.');
      const fail = () => Promise.reject(failure);
      const { get } = await serverOn(engine, { read: fail, history: fail, browse: fail });
      for (const path of ['values?tags=A', 'history?tag=A', 'schema']) {
        expect(await get(path)).toMatchObject({
          status,
          body: {
            error: { code, message: expect.stringContaining('The account was refused.') },
          },
        });
      }
    },
  );
});
