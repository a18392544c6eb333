import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { ENGINES, freshDatabase } from '../../tests/support/databases.ts';
import { freshFolder } from '../../tests/support/files.ts';
import { type Db, type Executor, migrate, openDatabase } from './index.ts';

function insertMessage(tx: Executor, id: string): Promise<unknown> {
  return tx.insertInto('messages').values({ id, type: 'chat' }).execute();
}

async function messageIds(db: Db): Promise<readonly string[]> {
  const rows = await db.read.selectFrom('messages').select('id').orderBy('id').execute();
  return rows.map(({ id }) => id);
}

describe.each(ENGINES)('a change on %s', (engine) => {
  test('is kept whole or not at all', async () => {
    const db = await freshDatabase(engine);
    const failing = db.write(async (tx) => {
      await insertMessage(tx, 'a');
      await insertMessage(tx, 'b');
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    expect(await messageIds(db)).toEqual([]);
  });

  test('that fails harms none of those made at the same time', async () => {
    const db = await freshDatabase(engine);
    const changes = Array.from({ length: 200 }, (_, index) =>
      db.write(async (tx) => {
        await insertMessage(tx, `m${String(index).padStart(3, '0')}`);
        // The database itself refuses every third one, our own code every fifth.
        if (index % 3 === 0) await sql`INSERT INTO triggers (id) VALUES ('nameless')`.execute(tx);
        if (index % 5 === 0) throw new Error('no');
        return index;
      }),
    );
    const outcomes = await Promise.allSettled(changes);
    const isKept = (index: number): boolean => index % 3 !== 0 && index % 5 !== 0;
    expect(outcomes.map(({ status }) => status === 'fulfilled')).toEqual(
      outcomes.map((_, index) => isKept(index)),
    );
    const wanted = outcomes.flatMap((_, index) =>
      isKept(index) ? [`m${String(index).padStart(3, '0')}`] : [],
    );
    expect(await messageIds(db)).toEqual(wanted);
    expect(outcomes[1]).toEqual({ status: 'fulfilled', value: 1 });
  });

  test('sees itself, while others see what was committed before', async () => {
    const db = await freshDatabase(engine);
    const seen = await db.write(async (tx) => {
      await insertMessage(tx, 'a');
      const inside = await tx.selectFrom('messages').select('id').execute();
      return { inside: inside.length, outside: (await messageIds(db)).length };
    });
    expect(seen).toEqual({ inside: 1, outside: 0 });
    expect(await messageIds(db)).toEqual(['a']);
  });

  test('inside another one is refused, and the outer one can go on', async () => {
    const db = await freshDatabase(engine);
    await db.write(async (tx) => {
      await insertMessage(tx, 'outer');
      await expect(db.write((inner) => insertMessage(inner, 'inner'))).rejects.toMatchObject({
        code: 'db.nested_write',
      });
    });
    expect(await messageIds(db)).toEqual(['outer']);
  });

  test('may follow another one, and may be begun by what the other one began', async () => {
    const db = await freshDatabase(engine);
    let later: Promise<unknown> | undefined;
    await db.write(async (tx) => {
      await insertMessage(tx, 'a');
      later = new Promise((resolve) => setTimeout(resolve, 5)).then(() =>
        db.write((next) => insertMessage(next, 'b')),
      );
    });
    await db.write((tx) => insertMessage(tx, 'c'));
    await later;
    expect(await messageIds(db)).toEqual(['a', 'b', 'c']);
  });

  test('that was begun before closing is still made', async () => {
    const db = await freshDatabase(engine);
    const changes = ['a', 'b', 'c'].map((id) => db.write((tx) => insertMessage(tx, id)));
    await Promise.all([...changes, db.close()]);
  });

  test('a foreign key that leads nowhere is refused', async () => {
    const db = await freshDatabase(engine);
    const change = db.write((tx) =>
      tx
        .insertInto('trigger_group_members')
        .values({ group_id: 'nowhere', trigger_id: 'nowhere' })
        .execute(),
    );
    await expect(change).rejects.toThrow(/foreign key/iu);
  });
});

test('reading cannot change anything on SQLite', async () => {
  const db = await freshDatabase('sqlite');
  const change = sql`INSERT INTO messages (id, type) VALUES ('a', 'chat')`.execute(db.read);
  await expect(change).rejects.toThrow(/readonly/u);
});

test('a SQLite file has the write-ahead log, and each commit waits for the disk', async () => {
  const db = await openDatabase(`sqlite:${freshFolder()}/app.db`);
  await migrate(db);
  const settings = await db.write(async (tx) => {
    const { rows } = await sql`
      SELECT journal_mode, synchronous, foreign_keys
      FROM pragma_journal_mode, pragma_synchronous, pragma_foreign_keys`.execute(tx);
    return rows[0];
  });
  // 2 is FULL.
  expect(settings).toEqual({ journal_mode: 'wal', synchronous: 2, foreign_keys: 1 });
  await db.close();
});

test('when the file cannot be written, whoever waits is told, and the next change is tried again', async () => {
  const file = `${freshFolder()}/app.db`;
  const db = await openDatabase(`sqlite:${file}`);
  await migrate(db);
  const size = await db.write(async (tx) => {
    const { rows } = await sql<{ page_count: number }>`PRAGMA page_count`.execute(tx);
    const pages = rows[0]?.page_count ?? 0;
    await sql.raw(`PRAGMA max_page_count = ${pages}`).execute(tx);
    return pages;
  });
  const big = 'x'.repeat(1_000_000);
  const changes = [
    db.write((tx) => insertMessage(tx, 'small')),
    db.write((tx) =>
      tx.insertInto('messages').values({ id: 'big', type: 'chat', content: big }).execute(),
    ),
  ];
  const [, second] = await Promise.allSettled(changes);
  expect(second).toMatchObject({ status: 'rejected' });
  await db.write((tx) => sql.raw(`PRAGMA max_page_count = ${size + 1000}`).execute(tx));
  await db.write((tx) => insertMessage(tx, 'later'));
  expect(await messageIds(db)).toContain('later');
  expect(await messageIds(db)).not.toContain('big');
  await db.close();
});
