import { spawnSync } from 'node:child_process';
import { hostname } from 'node:os';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ENGINES, freshDatabase } from '../../tests/support/databases.ts';
import type { Db } from '../db/index.ts';
import { createLease } from './create-lease.ts';

const QUIET = { debug() {}, info() {}, warn() {}, error() {} };
const START_MS = Date.UTC(2026, 10, 23, 7);

function processOn(db: Db, leaseMs = 60_000) {
  let nowMs = START_MS;
  const lost = Promise.withResolvers<void>();
  const lease = createLease({
    db,
    clock: () => new Date(nowMs),
    log: QUIET,
    name: 'transport:whatsapp-web',
    leaseMs,
    onLost: lost.resolve,
  });
  onTestFinished(() => lease.release());
  return { lease, lost: lost.promise, at: (ms: number) => void (nowMs = START_MS + ms) };
}

describe.each(ENGINES)('a lease on %s', (engine) => {
  /** On SQLite a process takes at its start what a dead one left; after that it waits like any other. */
  async function two(db: Db, leaseMs?: number) {
    const first = processOn(db, leaseMs);
    const second = processOn(db, leaseMs);
    await second.lease.take();
    await second.lease.release();
    expect(await first.lease.take()).toBe(true);
    return { first, second };
  }

  test('is one process’s until it gives it back', async () => {
    const { first, second } = await two(await freshDatabase(engine));
    expect(await second.lease.take()).toBe(false);
    expect(await first.lease.take()).toBe(true);
    await first.lease.release();
    expect(await second.lease.take()).toBe(true);
  });

  test('of a dead process is free after its term', async () => {
    const { second } = await two(await freshDatabase(engine));
    second.at(59_000);
    expect(await second.lease.take()).toBe(false);
    second.at(61_000);
    expect(await second.lease.take()).toBe(true);
  });

  test('of a process of this machine that was killed is free at once', async () => {
    const db = await freshDatabase(engine);
    const { first, second } = await two(db);
    const dead = spawnSync(process.execPath, ['--version']).pid;
    const holder = (pid: number) => ({ holder: `${hostname()}/${pid}/x` });
    const holdAs = async (pid: number) =>
      await db.write((tx) => tx.updateTable('leases').set(holder(pid)).execute());
    await holdAs(process.ppid);
    expect(await second.lease.take()).toBe(false);
    await holdAs(dead);
    expect(await second.lease.take()).toBe(true);
    expect(await first.lease.take()).toBe(false);
  });

  test('that was written by a clock a day ahead keeps nobody out for a day', async () => {
    const { first, second } = await two(await freshDatabase(engine));
    await first.lease.release();
    first.at(86_400_000);
    await first.lease.take();
    expect(await second.lease.take()).toBe(true);
  });

  test('taken over is noticed by whoever had it', async () => {
    const { first, second } = await two(await freshDatabase(engine), 400);
    second.at(3_600_000);
    expect(await second.lease.take()).toBe(true);
    await first.lost;
  });
});

test.runIf(ENGINES.includes('postgresql'))(
  'of twenty processes that want it at once, one gets it (needs PostgreSQL)',
  async () => {
    const db = await freshDatabase('postgresql');
    const all = Array.from({ length: 20 }, () => processOn(db));
    const taken = await Promise.all(all.map(({ lease }) => lease.take()));
    expect(taken.filter(Boolean)).toHaveLength(1);
  },
);
