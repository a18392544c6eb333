import { defineDataSource } from '#sdk';
import { openSqlSource } from '#sdk/sql';
import { SqliteConfig } from './sqlite.schema.ts';

/** A SQLite file on the machine Plantline runs on. */
export const sqlite = defineDataSource({
  kind: 'sqlite',
  title: 'SQLite file',
  capabilities: ['query', 'browse'],
  config: SqliteConfig,
  async connect(config, tools) {
    // Loaded where there is such a source.
    const { createSqliteDriver } = await import('./sqlite-driver.ts');
    const driver = createSqliteDriver(config, tools);
    return openSqlSource('sqlite', driver, config, tools);
  },
});
