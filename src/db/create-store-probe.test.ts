import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { ENGINES, freshDatabase } from '../../tests/support/databases.ts';
import { createStoreProbe, readVersions, type Db } from './index.ts';

const STATEMENTS = {
  sqlite: {
    off: `CREATE TRIGGER disk_full BEFORE INSERT ON change_versions
      BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END`,
    on: 'DROP TRIGGER disk_full',
  },
  postgresql: {
    off: 'SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY',
    on: 'SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE',
  },
};

describe.each(ENGINES)('whether the store on %s can be read and written', (engine) => {
  /** As a full disk, or a server that only follows another: everything is read, nothing is written. */
  async function setWritable(db: Db, isWritable: boolean): Promise<void> {
    await db.write((tx) => sql.raw(STATEMENTS[engine][isWritable ? 'on' : 'off']).execute(tx));
  }

  async function open() {
    const db = await freshDatabase(engine);
    let nowMs = Date.UTC(2026, 10, 27, 5);
    const probe = createStoreProbe(db, () => new Date(nowMs));
    return { db, probe, pass: (ms: number) => (nowMs += ms) };
  }

  test('a store that works is found good, and nothing is left in it', async () => {
    const { db, probe } = await open();
    const before = await readVersions(db.read);
    expect(await probe()).toBe(true);
    expect(await readVersions(db.read)).toEqual(before);
  });

  test('a store that reads and does not write is found bad, and good once it writes again', async () => {
    const { db, probe, pass } = await open();
    await setWritable(db, false);
    expect(await probe()).toBe(false);
    await setWritable(db, true);
    pass(5_001);
    expect(await probe()).toBe(true);
  });

  test('it is tried once in five seconds, however many ask', async () => {
    const { db, probe, pass } = await open();
    let writes = 0;
    const counting = createStoreProbe(
      { ...db, write: (work) => ((writes += 1), db.write(work)) },
      () => new Date(0),
    );
    expect(await Promise.all([counting(), counting(), counting()])).toEqual([true, true, true]);
    expect(await counting()).toBe(true);
    expect(writes).toBe(1);

    expect(await probe()).toBe(true);
    await setWritable(db, false);
    pass(4_000);
    expect(await probe()).toBe(true);
    pass(1_001);
    expect(await probe()).toBe(false);
    await setWritable(db, true);
  });
});

test('a store that hangs is found bad within some seconds, and is not asked again meanwhile', async () => {
  const db = await freshDatabase('sqlite');
  let writes = 0;
  let nowMs = 0;
  const write = () => ((writes += 1), new Promise<never>(() => {}));
  const probe = createStoreProbe({ ...db, write }, () => new Date(nowMs));
  const first = probe();
  nowMs += 60_000;
  expect(await Promise.all([first, probe()])).toEqual([false, false]);
  expect(writes).toBe(1);
});
