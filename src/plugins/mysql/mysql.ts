import { defineDataSource } from '#sdk';
import { openSqlSource } from '#sdk/sql';
import { MysqlConfig } from './mysql.schema.ts';

/** MySQL and MariaDB. */
export const mysql = defineDataSource({
  kind: 'mysql',
  title: 'MySQL or MariaDB',
  capabilities: ['query', 'browse'],
  config: MysqlConfig,
  async connect(config, tools) {
    // Loaded where there is such a source.
    const { createMysqlDriver } = await import('./mysql-driver.ts');
    const driver = createMysqlDriver(config, tools);
    return openSqlSource('mysql', driver, config, tools);
  },
});
