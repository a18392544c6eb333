import { defineDataSource } from '#sdk';
import { openSqlSource } from '#sdk/sql';
import { SqlServerConfig } from './sql-server.schema.ts';
import { createSqlServerDriver } from './sql-server-driver.ts';

/** Microsoft SQL Server from 2012 on, and what is built on it, such as AVEVA Historian. */
export const sqlServer = defineDataSource({
  kind: 'sql-server',
  title: 'Microsoft SQL Server',
  capabilities: ['query', 'browse'],
  config: SqlServerConfig,
  async connect(config, tools) {
    const driver = createSqlServerDriver(config, tools);
    return openSqlSource('sql-server', driver, config, tools);
  },
});
