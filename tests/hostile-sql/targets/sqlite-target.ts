import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { createSqliteDriver } from '../../../src/plugins/sqlite/sqlite-driver.ts';
import { sqlite } from '../../../src/plugins/sqlite/sqlite.ts';
import { SQL_TOOLS } from '../../support/sql-tools.ts';
import {
  type Target,
  digest,
  makeScratch,
  readScratch,
  removeScratch,
  sendThrough,
} from './target.ts';

/** A file with tables, a view and a full-text table, which this process could change. */
export async function createSqliteTarget(): Promise<Target> {
  const folder = makeScratch();
  const scratch = makeScratch();
  const file = join(folder, 'plant.db');
  const database = new Database(file);
  database.exec(`
    CREATE TABLE alarms (id INTEGER PRIMARY KEY AUTOINCREMENT, date TEXT, tag TEXT, message TEXT, severity INTEGER);
    CREATE TABLE samples (ts TEXT, tag TEXT, value REAL);
    CREATE VIEW alarm_view AS SELECT * FROM alarms;
    CREATE VIRTUAL TABLE notes USING fts5(body);
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20)
      INSERT INTO alarms SELECT i, '2026-01-01', 'U' || i, 'high', 1 FROM n;
    INSERT INTO samples SELECT date, tag, id FROM alarms;
    PRAGMA user_version = 7;`);
  database.close();
  const whole = sqlite.config.parse({ file, timeoutMs: 2_000 });
  const source = await sqlite.connect(whole, SQL_TOOLS);
  const unguarded = sendThrough(createSqliteDriver(whole, SQL_TOOLS));

  return {
    source,
    scratch,
    sendUnguarded: (sql) => unguarded.sendUnguarded(sql),
    // The file byte by byte: rows, schema, sequences and settings.
    readState: async () => digest(readFileSync(file).toString('base64')),
    readRest: async () => `${readScratch(folder)}\n${readScratch(scratch)}`,
    async deleteRow() {
      const writer = new Database(file);
      writer.exec('DELETE FROM alarms WHERE id = 20');
      writer.close();
    },
    async close() {
      await source.close();
      await unguarded.close();
      removeScratch(folder);
      removeScratch(scratch);
    },
  };
}
