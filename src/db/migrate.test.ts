import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ENGINES, emptyDatabase, freshDatabase } from '../../tests/support/databases.ts';
import { createPostgresDatabase } from '../../tests/support/postgres-database.ts';
import { type Engine, migrate, openDatabase } from './index.ts';

async function emptyUrl(engine: Engine): Promise<string> {
  if (engine === 'sqlite') {
    const folder = mkdtempSync(join(tmpdir(), 'plantline-migrate-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    return `sqlite:${join(folder, 'deeper', 'app.db')}`;
  }
  const { url, drop } = await createPostgresDatabase();
  onTestFinished(drop);
  return url;
}

describe.each(ENGINES)('migrations on %s', (engine) => {
  test('an up-to-date store is left as it is', async () => {
    const db = await emptyDatabase(engine);
    expect(await migrate(db)).toEqual([
      'first-tables',
      'accounts-and-audit',
      'transports',
      'source-health-and-keys',
      'questions-and-pictures',
    ]);
    expect(await migrate(db)).toEqual([]);
  });

  test('two processes that start at once make the tables once', async () => {
    const url = await emptyUrl(engine);
    const stores = await Promise.all([openDatabase(url), openDatabase(url), openDatabase(url)]);
    const made = await Promise.all(stores.map(migrate));
    expect(made.flat()).toEqual([
      'first-tables',
      'accounts-and-audit',
      'transports',
      'source-health-and-keys',
      'questions-and-pictures',
    ]);
    await Promise.all(stores.map((db) => db.close()));
  });

  test('what was kept is there after a restart', async () => {
    const url = await emptyUrl(engine);
    const first = await openDatabase(url);
    await migrate(first);
    await first.write((tx) =>
      tx
        .insertInto('triggers')
        .values({ id: 't', name: 'u1 load', type: 'text', config: {} })
        .execute(),
    );
    await first.close();
    const second = await openDatabase(url);
    await migrate(second);
    expect(await second.read.selectFrom('triggers').select('name').execute()).toEqual([
      { name: 'u1 load' },
    ]);
    await second.close();
  });

  test('tables of another program are not touched', async () => {
    const db = await emptyDatabase(engine);
    await db.write((tx) => sql`CREATE TABLE triggers (id TEXT PRIMARY KEY)`.execute(tx));
    await expect(migrate(db)).rejects.toMatchObject({ code: 'db.foreign_store' });
    expect((await sql`SELECT * FROM triggers`.execute(db.read)).rows).toEqual([]);
  });

  test('a store of a newer version is refused', async () => {
    const db = await freshDatabase(engine);
    await db.write((tx) =>
      sql`INSERT INTO schema_migrations (number, name) VALUES (9999, 'later')`.execute(tx),
    );
    await expect(migrate(db)).rejects.toMatchObject({ code: 'db.store_is_newer' });
  });
});

test.each(['', 'mysql://db/plant', 'app.db', 'postgres:'])(
  'the address %j is refused in plain words',
  async (url) => {
    await expect(openDatabase(url)).rejects.toMatchObject({ code: 'db.url_invalid' });
  },
);

test('a server that does not answer is said plainly, without its password', async () => {
  const opening = openDatabase('postgres://plantline:top-secret@127.0.0.1:1/plantline');
  await expect(opening).rejects.toMatchObject({
    code: 'db.unavailable',
    message: expect.not.stringContaining('top-secret') as string,
  });
});
