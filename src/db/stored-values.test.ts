import fc from 'fast-check';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { ENGINES, freshDatabase } from '../../tests/support/databases.ts';
import { instantText } from './stored-values.ts';

/** What any text becomes where NUL and halves of surrogate pairs cannot be kept. */
function storable(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\uFFFD');
}

function storableJson(value: unknown): unknown {
  if (typeof value === 'string') return storable(value);
  if (Array.isArray(value)) return value.map(storableJson);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [storable(key), storableJson(part)]),
  );
}

describe.each(ENGINES)('values on %s', (engine) => {
  test('texts, instants, booleans and JSON come back as they were written', async () => {
    const db = await freshDatabase(engine);
    const message = fc.record({
      content: fc.string({ unit: 'binary' }),
      processed_at: fc.date({
        min: new Date('1970-01-01T00:00:00Z'),
        max: new Date('2099-12-31T23:59:59.999Z'),
        noInvalidDate: true,
      }),
      metadata: fc.oneof(
        fc.array(fc.string(), { maxLength: 5 }),
        fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue({ stringUnit: 'binary' }), {
          maxKeys: 5,
        }),
      ),
    });
    let count = 0;
    await fc.assert(
      fc.asyncProperty(message, async (given) => {
        const id = String((count += 1));
        await db.write((tx) =>
          tx
            .insertInto('messages')
            .values({ id, type: 'chat', ...given })
            .execute(),
        );
        const found = await db.read
          .selectFrom('messages')
          .select(['content', 'processed_at', 'metadata'])
          .where('id', '=', id)
          .executeTakeFirst();
        expect(found?.content).toBe(storable(given.content));
        expect(found?.processed_at).toEqual(given.processed_at);
        const asJson = JSON.parse(JSON.stringify(given.metadata)) as unknown;
        expect(found?.metadata).toEqual(storableJson(asJson));
      }),
      { numRuns: engine === 'sqlite' ? 200 : 60 },
    );
  });

  test('NUL and half a surrogate pair do not lose a message', async () => {
    const db = await freshDatabase(engine);
    const metadata = { 'k\0': 'a\0b', list: ['\uD800', String.raw`\u0000`, '\\\0'] };
    await db.write((tx) =>
      tx
        .insertInto('messages')
        .values({ id: 'a', type: 'chat', content: 'x\0y\uDC00', metadata })
        .execute(),
    );
    const found = await db.read
      .selectFrom('messages')
      .select(['content', 'metadata'])
      .executeTakeFirst();
    expect(found).toEqual({
      content: 'x\uFFFDy\uFFFD',
      metadata: { 'k\uFFFD': 'a\uFFFDb', list: ['\uFFFD', String.raw`\u0000`, '\\\uFFFD'] },
    });
  });

  test('an empty cell is null, whatever its type', async () => {
    const db = await freshDatabase(engine);
    await db.write((tx) => tx.insertInto('messages').values({ id: 'a', type: 'chat' }).execute());
    const found = await db.read
      .selectFrom('messages')
      .select(['processed_at', 'metadata'])
      .executeTakeFirst();
    expect(found).toEqual({ processed_at: null, metadata: null });
  });

  test('the database’s own instants are within a second of ours and counts are numbers', async () => {
    const db = await freshDatabase(engine);
    await db.write((tx) => tx.insertInto('messages').values({ id: 'a', type: 'chat' }).execute());
    const found = await db.read
      .selectFrom('messages')
      .select((row) => ['created_at', row.fn.countAll<number>().over().as('count')])
      .executeTakeFirstOrThrow();
    expect(Math.abs(Date.now() - found.created_at.getTime())).toBeLessThan(5_000);
    expect(found.count).toBe(1);
  });

  test('booleans are booleans', async () => {
    const db = await freshDatabase(engine);
    await db.write((tx) =>
      tx
        .insertInto('ai_triggers')
        .values([
          { id: 'a', prefix: '=', name: 'a', enabled: true },
          { id: 'b', prefix: '+', name: 'b', enabled: false },
        ])
        .execute(),
    );
    const found = await db.read
      .selectFrom('ai_triggers')
      .select(['id', 'enabled'])
      .where('enabled', '=', true)
      .execute();
    expect(found).toEqual([{ id: 'a', enabled: true }]);
  });
});

test('instants are kept in SQLite as UTC text with milliseconds, which sorts with CURRENT_TIMESTAMP', async () => {
  const db = await freshDatabase('sqlite');
  const at = new Date('2026-11-23T04:05:06.007Z');
  await db.write((tx) =>
    tx.insertInto('messages').values({ id: 'a', type: 'chat', created_at: at }).execute(),
  );
  const { rows } = await sql`SELECT created_at AS text FROM messages`.execute(db.read);
  expect(rows).toEqual([{ text: '2026-11-23 04:05:06.007' }]);
  expect(instantText(at)).toBe('2026-11-23 04:05:06.007');
});

test.each(['2026-11-23 04:05:06', '2026-11-23T04:05:06.000Z', '2026-11-23 04:05:06.000'])(
  'the instant %j, as other programs wrote it, is read as UTC',
  async (text) => {
    const db = await freshDatabase('sqlite');
    await db.write((tx) =>
      sql`INSERT INTO messages (id, type, created_at) VALUES ('a', 'chat', ${text})`.execute(tx),
    );
    expect(await db.read.selectFrom('messages').select('created_at').executeTakeFirst()).toEqual({
      created_at: new Date('2026-11-23T04:05:06.000Z'),
    });
  },
);

test('a cell that should be JSON and is not is handed out as its text', async () => {
  const db = await freshDatabase('sqlite');
  await db.write((tx) =>
    sql`INSERT INTO messages (id, type, metadata) VALUES ('a', 'chat', '{broken')`.execute(tx),
  );
  expect(await db.read.selectFrom('messages').select('metadata').executeTakeFirst()).toEqual({
    metadata: '{broken',
  });
});

test('a cell that should be an instant and is not counts as empty', async () => {
  const db = await freshDatabase('sqlite');
  await db.write((tx) =>
    sql`INSERT INTO messages (id, type, processed_at) VALUES ('a', 'chat', 'soon')`.execute(tx),
  );
  expect(await db.read.selectFrom('messages').select('processed_at').executeTakeFirst()).toEqual({
    processed_at: null,
  });
});
