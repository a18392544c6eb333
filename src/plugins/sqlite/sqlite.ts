import { defineDataSource } from '#sdk';
import { openSqlSource } from '#sdk/sql';
import { createSqliteDriver } from './sqlite-driver.ts';
import { SqliteConfig } from './sqlite.schema.ts';

/** A SQLite file on the machine Plantline runs on. */
export const sqlite = defineDataSource({
  kind: 'sqlite',
  title: 'SQLite file',
  capabilities: ['query', 'browse'],
  config: SqliteConfig,
  async connect(config, tools) {
    return openSqlSource('sqlite', createSqliteDriver(config, tools), config, tools);
  },
});
