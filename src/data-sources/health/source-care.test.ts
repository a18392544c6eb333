import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { AppError, type DataSource, defineDataSource } from '#sdk';
import { ENGINES, freshDatabase } from '../../../tests/support/databases.ts';
import { createAudit } from '../../audit/index.ts';
import { createLog } from '../../lib/log.ts';
import { createSecretBox } from '../../lib/secrets.ts';
import {
  type Sources,
  createHealthKeeper,
  createSourceCare,
  createSourceNotices,
  createSources,
  deleteDataSource,
  findDataSource,
  insertDataSource,
  loadConfiguredSources,
  updateDataSource,
} from '../index.ts';

const NOON = Date.parse('2026-11-27T05:00:00.000Z');
const DOWN = new AppError('upstream', 'test.down', 'The server is down.');
/** What a server that hangs comes to, without a test waiting for it. */
const SILENT = new AppError('timeout', 'test.silent', 'The server did not answer in time.');
const REFUSED = new AppError('unauthenticated', 'test.refused', 'The password is wrong.');

/** A plant that all processes of a test share. */
function createPlant() {
  const plant = {
    failure: undefined as AppError | undefined,
    hangs: false,
    reads: 0,
    checks: 0,
    value: 612.4,
  };
  const answer = async (signal: AbortSignal): Promise<void> => {
    if (plant.hangs) {
      await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
    }
    if (plant.failure) throw plant.failure;
  };
  const connection = (now: () => Date): DataSource => ({
    async check(signal) {
      plant.checks += 1;
      await answer(signal);
      return [{ name: 'read', ok: true, message: 'Read.' }];
    },
    async read({ tags }, signal) {
      plant.reads += 1;
      await answer(signal);
      return tags.map((name) => ({
        ok: true,
        tag: {
          name,
          description: '',
          unit: 'MW',
          valueType: 'number',
          step: false,
          displayDigits: 1,
          future: false,
        },
        reading: {
          value: plant.value,
          unit: 'MW',
          timestamp: now().toISOString(),
          quality: 'good',
        },
      }));
    },
    close: async () => {},
  });
  return { plant, connection };
}

/** The clock and the timers of a test. */
function createTime() {
  let nowMs = NOON;
  let timers: { atMs: number; work: () => void }[] = [];
  return {
    clock: () => new Date(nowMs),
    later(afterMs: number, work: () => void) {
      const timer = { atMs: nowMs + afterMs, work };
      timers.push(timer);
      return () => void (timers = timers.filter((one) => one !== timer));
    },
    /** Goes on by so much, doing in order what was to be done meanwhile. */
    async pass(ms: number) {
      const endMs = nowMs + ms;
      for (;;) {
        const [next] = timers.toSorted((a, b) => a.atMs - b.atMs);
        if (!next || next.atMs > endMs) break;
        timers = timers.filter((one) => one !== next);
        nowMs = Math.max(nowMs, next.atMs);
        next.work();
        await settle();
      }
      nowMs = endMs;
    },
  };
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** Processes on one store, one clock and one plant. */
async function createSite(engine: (typeof ENGINES)[number], recipient = '+6281200000001') {
  const db = await freshDatabase(engine);
  const time = createTime();
  const { clock } = time;
  const { plant, connection } = createPlant();
  const plugin = defineDataSource({
    kind: 'scripted',
    title: 'Scripted',
    capabilities: ['read'],
    config: z.object({ host: z.string() }),
    connect: async () => connection(clock),
  });
  const log = createLog('silent');
  const secrets = createSecretBox(Buffer.alloc(32, 1));
  const source = { id: 'pi', name: 'Plant PI', plugin: 'scripted', config: { host: 'a' } };
  await db.write((tx) => insertDataSource(tx, source, clock()));
  const ways = new Set(['whatsapp-web']);

  async function start() {
    const notices = createSourceNotices({
      db,
      clock,
      language: 'en',
      recipient: () => recipient,
      wayTo: () => [...ways][0],
      countTriggersBySource: async () => new Map([['pi', 3]]),
      formatTime: (instant) => instant.toISOString().slice(11, 16),
      wakeDelivery: () => {},
    });
    const audit = createAudit(Buffer.alloc(32, 2));
    const keeper = createHealthKeeper({ db, audit, clock, log, notices });
    const care = createSourceCare({
      db,
      clock,
      log,
      keeper,
      checkEveryMs: () => 60_000,
      later: time.later,
      random: () => 0.5,
    });
    const sources = createSources([plugin], { log, clock, timeZone: 'UTC', care });
    const apply = async () =>
      await sources.apply(await loadConfiguredSources(db.read, [plugin], secrets));
    await apply();
    care.start();
    return {
      sources,
      apply,
      ask: (signal?: AbortSignal) => ask(sources, signal),
      status: () => sources.find('pi')?.status(),
      settled: keeper.settled,
      stop: async () => {
        await care.stop();
        await sources.close();
      },
    };
  }
  return {
    db,
    time,
    plant,
    ways,
    start,
    row: async () => await findDataSource(db.read, 'pi'),
    notices: async () =>
      await db.read.selectFrom('outgoing_messages').selectAll().orderBy('id').execute(),
    audited: async () =>
      (await db.read.selectFrom('audit_logs').select('action').orderBy('seq').execute()).map(
        ({ action }) => action,
      ),
  };
}

async function ask(sources: Sources, signal = new AbortController().signal) {
  const read = sources.find('pi')?.connection.read;
  try {
    return await read?.({ tags: ['U1_LOAD'] }, signal);
  } catch (error) {
    return error as AppError;
  }
}

describe.each(ENGINES)('a data source on %s', (engine) => {
  test('that nobody asks is checked every minute; one that is asked is not', async () => {
    const { time, plant, start, row } = await createSite(engine);
    const { status, settled, ask: askNow } = await start();
    await time.pass(30_000);
    await settled();
    expect(plant.checks).toBe(1);
    expect(status()).toBe('connected');
    expect(await row()).toMatchObject({ connectionStatus: 'connected', testStatus: 'success' });
    await time.pass(300_000);
    expect(plant.checks).toBe(6);
    plant.reads = 0;
    for (let second = 0; second < 600; second += 20) {
      await askNow();
      await time.pass(20_000);
    }
    expect(plant.checks).toBe(6);
    expect(plant.reads).toBe(30);
  });

  test('that is silent answers at once with the last good value, until a check finds it back', async () => {
    const { time, plant, start, row, audited } = await createSite(engine);
    const { sources, status, settled, ask: askNow } = await start();
    await askNow();
    plant.failure = SILENT;
    expect(await askNow()).toBe(SILENT);
    expect(status()).toBe('connected');
    await time.pass(20_000);
    await settled();
    expect(status()).toBe('error');
    expect(sources.find('pi')?.failingSince()).toEqual(new Date(NOON));
    expect(await row()).toMatchObject({
      connectionStatus: 'error',
      testStatus: 'failed',
      testErrorMessage: 'The server did not answer in time.',
    });
    const asked = plant.reads + plant.checks;
    for (let question = 0; question < 20; question += 1) {
      expect(await askNow()).toMatchObject({ code: 'data_sources.not_asked', kind: 'upstream' });
    }
    expect(plant.reads + plant.checks).toBe(asked);
    expect(sources.find('pi')?.lastGood('u1_load')?.reading.value).toBe(612.4);
    plant.failure = undefined;
    await time.pass(60_000);
    await settled();
    expect(status()).toBe('connected');
    expect(await askNow()).toHaveLength(1);
    expect(await row()).toMatchObject({ connectionStatus: 'connected', testErrorMessage: null });
    expect(await audited()).toEqual(['data_sources.failing', 'data_sources.answers_again']);
  });

  test('that refuses connections is asked by one question at a time, and is back with the first', async () => {
    const { time, plant, start } = await createSite(engine);
    const { status, ask: askNow } = await start();
    await askNow();
    plant.failure = DOWN;
    await askNow();
    await time.pass(60_000);
    expect(status()).toBe('error');
    plant.reads = 0;
    const answers = await Promise.all(Array.from({ length: 50 }, () => askNow()));
    expect(answers.filter((answer) => answer === DOWN).length).toBe(plant.reads);
    expect(plant.reads).toBeLessThan(3);
    for (const answer of answers) expect(answer).toMatchObject({ kind: 'upstream' });
    plant.failure = undefined;
    const back = await Promise.all(Array.from({ length: 50 }, () => askNow()));
    for (const answer of back) expect(answer).toHaveLength(1);
    expect(status()).toBe('connected');
  });

  test('that hangs makes one question wait after each pause, never all', async () => {
    const { time, plant, start } = await createSite(engine);
    const { ask: askNow } = await start();
    plant.failure = SILENT;
    await askNow();
    await time.pass(15_000);
    // Nobody looks at it at this moment, and its pause is just over.
    const { reads, checks } = plant;
    plant.hangs = true;
    const waiting = new AbortController();
    await time.pass(19_000);
    expect([plant.reads, plant.checks]).toEqual([reads, checks]);
    const pauseOver = time.clock().getTime();
    expect(pauseOver).toBeGreaterThan(NOON);
    const answers = Promise.all([askNow(waiting.signal), askNow(), askNow()]);
    expect(await askNow()).toMatchObject({ code: 'data_sources.not_asked' });
    waiting.abort();
    expect(await answers).toHaveLength(3);
  });

  test('is not taken from everybody by one question that is always too slow', async () => {
    const { time, plant, start } = await createSite(engine);
    const { sources, status, ask: askNow } = await start();
    await time.pass(30_000);
    const slow = new AppError('timeout', 'test.slow', 'Too slow.');
    for (let question = 0; question < 10; question += 1) {
      plant.failure = slow;
      await askNow();
      plant.failure = undefined;
      await time.pass(100);
    }
    expect(status()).toBe('connected');
    expect(sources.find('pi')?.failingSince()).toBeUndefined();
    expect(await askNow()).toHaveLength(1);
  });

  test('that refuses the log-in is not asked to log in again and again', async () => {
    const { time, plant, start } = await createSite(engine);
    const { status, ask: askNow } = await start();
    await askNow();
    plant.failure = REFUSED;
    for (let question = 0; question < 30; question += 1) {
      expect(await askNow()).toMatchObject({ kind: 'unauthenticated' });
      await time.pass(30_000);
    }
    expect(status()).toBe('error');
    // Once it was right, three times it was not.
    expect(plant.reads + plant.checks).toBe(4);
    plant.failure = undefined;
    await time.pass(16 * 60_000);
    expect(status()).toBe('connected');
  });

  test('that a test by an administrator finds back is asked again at once', async () => {
    const { time, plant, start, db } = await createSite(engine);
    const { sources, status, settled, ask: askNow } = await start();
    plant.failure = REFUSED;
    for (let question = 0; question < 4; question += 1) await askNow();
    await time.pass(60_000);
    expect(status()).toBe('error');
    plant.failure = undefined;
    const stored = await findDataSource(db.read, 'pi');
    const { id, name, plugin, config, updatedAt } = stored ?? expect.unreachable();
    await sources.test({ id, name, plugin, config, changedAt: updatedAt });
    await settled();
    expect(status()).toBe('connected');
    expect(await askNow()).toHaveLength(1);
  });

  test('is told of when it goes and when it is back, by one process of two', async () => {
    const { time, plant, start, notices } = await createSite(engine);
    const one = await start();
    const two = await start();
    plant.failure = DOWN;
    await one.ask();
    await two.ask();
    await time.pass(60_000);
    await Promise.all([one.settled(), two.settled()]);
    expect([one.status(), two.status()]).toEqual(['error', 'error']);
    expect(await notices()).toMatchObject([
      {
        recipient: '+6281200000001',
        transport: 'whatsapp-web',
        type: 'notice',
        priority: 30,
        message:
          '⚠ Plantline: the data source *Plant PI* does not answer since 05:00. 3 triggers ask it. The server is down.',
      },
    ]);
    plant.failure = undefined;
    await time.pass(120_000);
    await Promise.all([one.settled(), two.settled()]);
    const [, back, ...more] = await notices();
    expect(back?.message).toBe(
      '✓ Plantline: the data source *Plant PI* answers again. It did not since 05:00.',
    );
    expect(more).toEqual([]);
  });

  test('that comes and goes is told of once in a quarter of an hour', async () => {
    const { time, plant, start, notices } = await createSite(engine);
    const { settled, ask: askNow } = await start();
    for (let minute = 0; minute < 12; minute += 2) {
      plant.failure = DOWN;
      await askNow();
      await time.pass(60_000);
      plant.failure = undefined;
      await time.pass(60_000);
      await settled();
    }
    expect(await notices()).toHaveLength(2);
    plant.failure = DOWN;
    await askNow();
    await time.pass(60_000);
    await settled();
    expect(await notices()).toHaveLength(2);
    await time.pass(300_000);
    await settled();
    expect(await notices()).toHaveLength(3);
  });

  test('is told of later when no way to the administrators was open', async () => {
    const { time, plant, ways, start, notices } = await createSite(engine);
    const { settled, ask: askNow } = await start();
    ways.clear();
    plant.failure = DOWN;
    await askNow();
    await time.pass(60_000);
    await settled();
    expect(await notices()).toEqual([]);
    ways.add('whatsapp-cloud');
    await time.pass(30_000);
    await settled();
    expect(await notices()).toMatchObject([{ transport: 'whatsapp-cloud' }]);
  });

  test('is told of to nobody when nobody is named', async () => {
    const { time, plant, start, notices, audited } = await createSite(engine, '');
    const { settled, ask: askNow } = await start();
    plant.failure = DOWN;
    await askNow();
    await time.pass(60_000);
    await settled();
    expect(await notices()).toEqual([]);
    expect(await audited()).toEqual(['data_sources.failing']);
  });

  test('that is dead at a restart is known to be, with its last good value; then it is found back', async () => {
    const { time, plant, start, notices, row } = await createSite(engine);
    const before = await start();
    await before.ask();
    plant.failure = DOWN;
    await before.ask();
    await time.pass(60_000);
    await before.settled();
    await before.stop();
    await time.pass(3_600_000);
    const then = await start();
    expect(then.status()).toBe('error');
    expect(then.sources.find('pi')?.failingSince()).toEqual(new Date(NOON));
    expect(then.sources.find('pi')?.lastGood('U1_LOAD')).toMatchObject({
      tag: { name: 'U1_LOAD', unit: 'MW' },
      reading: { value: 612.4, timestamp: new Date(NOON).toISOString() },
    });
    expect(await then.ask()).toBe(DOWN);
    plant.failure = undefined;
    await time.pass(60_000);
    await then.settled();
    expect(await row()).toMatchObject({ connectionStatus: 'connected' });
    expect((await notices()).map(({ message }) => message.slice(0, 1))).toEqual(['⚠', '✓']);
  });

  test('that is pointed elsewhere has no last good value of the system before', async () => {
    const { start, db } = await createSite(engine);
    const before = await start();
    await before.ask();
    const later = new Date(NOON + 1);
    await db.write((tx) => updateDataSource(tx, 'pi', { config: { host: 'b' } }, later));
    // Its process has not seen that yet, and writes down what it knows.
    await before.stop();
    const then = await start();
    expect(then.sources.find('pi')?.lastGood('U1_LOAD')).toBeUndefined();
  });

  test('that is switched off is disconnected, and one that is deleted leaves nothing behind', async () => {
    const { start, db, row, plant, time } = await createSite(engine);
    const { apply, ask: askNow, settled, stop } = await start();
    await askNow();
    plant.failure = DOWN;
    await askNow();
    await time.pass(60_000);
    await settled();
    await db.write((tx) => updateDataSource(tx, 'pi', { active: false }, new Date(NOON + 1)));
    await apply();
    const { checks, reads } = plant;
    await time.pass(600_000);
    expect([plant.checks, plant.reads]).toEqual([checks, reads]);
    expect(await row()).toMatchObject({ connectionStatus: 'disconnected' });
    await db.write((tx) => deleteDataSource(tx, 'pi'));
    expect(await db.read.selectFrom('source_troubles').selectAll().execute()).toEqual([]);
    expect(await db.read.selectFrom('last_good_readings').selectAll().execute()).toEqual([]);
    await stop();
  });
});
