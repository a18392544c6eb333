import { expect, test, vi } from 'vitest';
import { z } from 'zod';
import { AppError, defineDataSource, type DataSource, type Reading } from '#sdk';
import { freshDatabase } from '../../tests/support/databases.ts';
import { createLog } from '../lib/log.ts';
import { createSecretBox } from '../lib/secrets.ts';
import {
  type Source,
  type SourceCall,
  type SourcesTools,
  createSources,
  insertDataSource,
  loadConfiguredSources,
} from './index.ts';

const NOW = new Date('2026-11-20T07:32:05.000Z');
const TAG = {
  name: 'U1_LOAD',
  description: 'Load',
  unit: 'MW',
  valueType: 'number',
  step: false,
  displayDigits: 1,
  future: false,
} as const;
const GOOD: Reading = {
  value: 612.4,
  unit: 'MW',
  timestamp: NOW.toISOString(),
  quality: 'good',
};

function pluginOf(kind: string, connection: Partial<DataSource>) {
  return defineDataSource({
    kind,
    title: kind,
    capabilities: ['read'],
    config: z.object({ password: z.string().optional().meta({ secret: true }) }),
    connect: async () => ({
      check: async () => [],
      read: async () => [{ ok: true, tag: TAG, reading: GOOD }],
      close: async () => {},
      ...connection,
    }),
  });
}

function open(...plugins: readonly ReturnType<typeof pluginOf>[]) {
  return openWith({}, ...plugins);
}

function openWith(more: Partial<SourcesTools>, ...plugins: readonly ReturnType<typeof pluginOf>[]) {
  return createSources(plugins, {
    log: createLog('silent'),
    clock: () => NOW,
    timeZone: 'Asia/Jakarta',
    ...more,
  });
}

const configured = (plugin: string) => ({ id: plugin, name: `The ${plugin}`, plugin, config: {} });

async function readFrom(sources: ReturnType<typeof open>, id: string, signal?: AbortSignal) {
  const read = sources.find(id)?.connection.read;
  return await read?.({ tags: ['U1_LOAD'] }, signal ?? new AbortController().signal);
}

test('a source that ignores the end of its time gives no answer, and is failing since then', async () => {
  const sources = open(pluginOf('deaf', { read: () => new Promise(() => {}) }));
  await sources.apply([configured('deaf')]);
  await expect(readFrom(sources, 'deaf', AbortSignal.abort())).rejects.toMatchObject({
    kind: 'timeout',
    code: 'data_sources.no_answer',
  });
});

test('a source that ends by itself when told so gives its own reason', async () => {
  const own = new AppError('timeout', 'pi.timeout', 'Too slow.');
  const sources = open(
    pluginOf('slow', {
      read: (_question, signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => setTimeout(() => reject(own), 1));
        }),
    }),
  );
  await sources.apply([configured('slow')]);
  const controller = new AbortController();
  const read = readFrom(sources, 'slow', controller.signal);
  controller.abort();
  await expect(read).rejects.toBe(own);
});

test('a source that cannot be opened or closed keeps no other from working', async () => {
  const never = vi.fn(() => new Promise<void>(() => {}));
  const failing = vi.fn(() => Promise.reject(new Error('still busy')));
  const sources = open(
    pluginOf('stuck', { close: never }),
    pluginOf('broken', { close: failing }),
    pluginOf('fine', {}),
  );
  await sources.apply([configured('stuck'), configured('broken'), configured('unknown')]);
  await expect(readFrom(sources, 'unknown')).rejects.toMatchObject({
    code: 'data_sources.not_opened',
  });
  await sources.apply([configured('fine')]);
  expect(never).toHaveBeenCalledOnce();
  expect(failing).toHaveBeenCalledOnce();
  expect(sources.list().map(({ id }) => id)).toEqual(['fine']);
  expect(await readFrom(sources, 'fine')).toHaveLength(1);
});

test('a source whose secrets were encrypted with another key is named, and the others are read', async () => {
  const db = await freshDatabase('sqlite');
  const plugins = [pluginOf('pi', {}), pluginOf('lab', {})];
  const secrets = createSecretBox(Buffer.alloc(32, 1));
  const moved = createSecretBox(Buffer.alloc(32, 2));
  await db.write(async (tx) => {
    const config = { ...moved.encryptFields({ password: 'x' }, ['password'], 'pi') };
    await insertDataSource(tx, { id: 'pi', name: 'Plant PI', plugin: 'pi', config }, NOW);
    await insertDataSource(tx, { id: 'lab', name: 'Lab', plugin: 'lab', config: {} }, NOW);
  });
  const sources = open(...plugins);
  await sources.apply(await loadConfiguredSources(db.read, plugins, secrets));
  expect(await readFrom(sources, 'lab')).toHaveLength(1);
  await expect(readFrom(sources, 'pi')).rejects.toMatchObject({
    code: 'data_sources.not_opened',
    message: expect.stringContaining('Plant PI'),
    cause: { code: 'secrets.wrong_key' },
  });
});

test('each question is told of once it ended, with how many tags, how long it took and why it failed', async () => {
  const calls: SourceCall[] = [];
  const broken = new AppError('upstream', 'test.broken', 'It broke.');
  const sources = openWith(
    { onCall: (call) => calls.push(call) },
    pluginOf('pi', { history: () => Promise.reject(broken), browse: async () => [] }),
  );
  await sources.apply([configured('pi')]);
  const { signal } = new AbortController();
  const { read, history, browse } = sources.find('pi')?.connection ?? {};
  await read?.({ tags: ['U1_LOAD', 'U2_LOAD'], elements: ['Unit 1'] }, signal);
  const range = { start: NOW.toISOString(), end: NOW.toISOString() };
  await history?.({ tags: ['U1_LOAD'], range, mode: 'plot' }, signal).catch(() => undefined);
  await browse?.(signal);
  const told = { sourceId: 'pi', source: 'The pi', ms: expect.any(Number) };
  expect(calls).toEqual([
    { ...told, operation: 'read', tags: 3, error: undefined },
    { ...told, operation: 'history', tags: 1, error: broken },
    { ...told, operation: 'browse', tags: 0, error: undefined },
  ]);
});

test('whoever counts questions cannot break one', async () => {
  const onCall = () => {
    throw new Error('the counter is full');
  };
  const sources = openWith({ onCall }, pluginOf('pi', {}));
  await sources.apply([configured('pi')]);
  expect(await readFrom(sources, 'pi')).toHaveLength(1);
});

test('that a source begins or ceases to answer is told once, not with every question', async () => {
  const told: boolean[] = [];
  const failure: { now?: AppError } = {};
  const onHealth = (source: Source) => told.push(source.failingSince() === undefined);
  const sources = openWith(
    { onHealth },
    pluginOf('pi', {
      read: async () => {
        if (failure.now) throw failure.now;
        return [];
      },
    }),
  );
  await sources.apply([configured('pi')]);
  const ask = () => readFrom(sources, 'pi').catch(() => undefined);
  expect(sources.find('pi')?.hasAnswered()).toBe(false);
  await ask();
  await ask();
  failure.now = new AppError('upstream', 'test.down', 'It is down.');
  await ask();
  await ask();
  failure.now = new AppError('invalid', 'test.wrong', 'A wrong question.');
  await ask();
  delete failure.now;
  await ask();
  expect(told).toEqual([true, false, true]);
  expect(sources.find('pi')?.hasAnswered()).toBe(true);
});

test('a source that cannot be opened is failing from the beginning', async () => {
  const sources = open();
  await sources.apply([configured('unknown')]);
  expect(sources.find('unknown')?.failingSince()).toEqual(NOW);
});
