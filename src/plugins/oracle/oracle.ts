import { defineDataSource } from '#sdk';
import { openSqlSource } from '#sdk/sql';
import { OracleConfig } from './oracle.schema.ts';
import { createOracleDriver } from './oracle-driver.ts';

/** Oracle Database from 12.1 on, without any client library of Oracle’s (thin mode). */
export const oracle = defineDataSource({
  kind: 'oracle',
  title: 'Oracle Database',
  capabilities: ['query', 'browse'],
  config: OracleConfig,
  async connect(config, tools) {
    return openSqlSource('oracle', createOracleDriver(config, tools), config, tools);
  },
});
