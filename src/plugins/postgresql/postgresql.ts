import { defineDataSource } from '#sdk';
import { openSqlSource } from '#sdk/sql';
import { createPostgresDriver } from './postgres-driver.ts';
import { PostgresqlConfig } from './postgresql.schema.ts';

/** PostgreSQL, and what speaks its protocol. */
export const postgresql = defineDataSource({
  kind: 'postgresql',
  title: 'PostgreSQL',
  capabilities: ['query', 'browse'],
  config: PostgresqlConfig,
  async connect(config, tools) {
    const driver = createPostgresDriver(config, tools);
    return openSqlSource('postgresql', driver, config, tools);
  },
});
