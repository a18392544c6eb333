import { defineDataSource } from '#sdk';
import { openSqlSource } from '#sdk/sql';
import { PostgresqlConfig } from './postgresql.schema.ts';

/** PostgreSQL, and what speaks its protocol. */
export const postgresql = defineDataSource({
  kind: 'postgresql',
  title: 'PostgreSQL',
  capabilities: ['query', 'browse'],
  config: PostgresqlConfig,
  async connect(config, tools) {
    // Loaded where there is such a source.
    const { createPostgresDriver } = await import('./postgres-driver.ts');
    const driver = createPostgresDriver(config, tools);
    return openSqlSource('postgresql', driver, config, tools);
  },
});
