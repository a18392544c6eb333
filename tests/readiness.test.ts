import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../src/db/index.ts';
import { startPlantline } from './support/start-plantline.ts';

test('Plantline is not ready while its store reads and cannot be written, and is ready again after', async () => {
  let now = Date.UTC(2026, 10, 27, 5);
  const plant = await startPlantline({ clock: () => new Date(now) });
  onTestFinished(() => plant.stop());
  const db = await openDatabase(plant.config.databaseUrl);
  onTestFinished(() => db.close());
  const ask = async () => {
    now += 6_000;
    const response = await plant.app.http.inject({ url: '/readyz' });
    return [response.statusCode, response.json().checks.store];
  };
  expect(await ask()).toEqual([200, true]);
  await db.write((tx) =>
    sql`CREATE TRIGGER disk_full BEFORE INSERT ON change_versions
      BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END`.execute(tx),
  );
  expect(await ask()).toEqual([503, false]);
  await db.write((tx) => sql`DROP TRIGGER disk_full`.execute(tx));
  expect(await ask()).toEqual([200, true]);
});
