import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { dataSourceContract } from '../../../tests/contracts/data-source.contract.ts';
import { sqlite } from './sqlite.ts';

const folder = mkdtempSync(join(tmpdir(), 'plantline-sqlite-'));
const file = join(folder, 'very-secret-place.db');

dataSourceContract({
  name: 'a SQLite file',
  plugin: sqlite,
  async start() {
    const database = new Database(file);
    database.exec(`CREATE TABLE lab (id INTEGER PRIMARY KEY, sulfur REAL, note TEXT);
      INSERT INTO lab VALUES (1, 0.1, 'a'), (2, 0.2, 'b'), (3, 0.3, 'c'), (4, 0.4, 'd')`);
    database.close();
    return {
      address: { host: '127.0.0.1', port: 9 },
      close: async () => rmSync(folder, { recursive: true }),
    };
  },
  configFor: () => ({ file }),
  queries: {
    some: 'SELECT id, sulfur, note FROM lab ORDER BY id',
    none: 'SELECT id, note FROM lab WHERE id < 0',
    echo: 'SELECT {word}',
  },
  lacks: ['read', 'history', 'summary', 'events', 'subscribe', 'wire'],
  secrets: ['very-secret-place'],
});
