import { defineDataSource } from '#sdk';
import { openSqlSource } from '#sdk/sql';
import { createMysqlDriver } from './mysql-driver.ts';
import { MysqlConfig } from './mysql.schema.ts';

/** MySQL and MariaDB. */
export const mysql = defineDataSource({
  kind: 'mysql',
  title: 'MySQL or MariaDB',
  capabilities: ['query', 'browse'],
  config: MysqlConfig,
  async connect(config, tools) {
    return openSqlSource('mysql', createMysqlDriver(config, tools), config, tools);
  },
});
