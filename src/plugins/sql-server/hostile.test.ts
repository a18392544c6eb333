import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DataSource } from '#sdk';
import { startSqlServer } from '../../../simulators/sql-server/index.ts';
import type { SqlServer } from '../../../simulators/sql-server/index.ts';
import {
  hostileArguments,
  hostileStatements,
  refusedArguments,
} from '../../../tests/hostile-sql/index.ts';
import { askSql, SQL_TOOLS } from '../../../tests/support/sql-tools.ts';
import { sqlServer } from './sql-server.ts';

describe('a SQL Server source that is asked to do harm (on a stand-in)', () => {
  let server: SqlServer;
  let source: DataSource;

  beforeAll(async () => {
    server = await startSqlServer();
    const { host, port } = server;
    const account = { database: 'Plant', user: 'plantline', password: 'Read-only-1' };
    source = await sqlServer.connect(sqlServer.config.parse({ host, port, ...account }), SQL_TOOLS);
  });

  afterAll(async () => {
    await source.close();
    await server.close();
  });

  test('sends not one byte of what would do harm', async () => {
    const statements = hostileStatements['sql-server'];
    expect(statements.length).toBeGreaterThanOrEqual(150);
    for (const { sql } of statements) {
      await expect(askSql(source, sql)).rejects.toMatchObject({ kind: 'invalid' });
    }
    for (const { query, value } of refusedArguments) {
      await expect(askSql(source, query, { tag: value })).rejects.toMatchObject({
        code: 'sql.bad_parameter',
      });
    }
    expect(server.logIns).toEqual([]);
    expect(server.connections()).toBe(0);
  });

  test('sends what a chat says as a value, beside a statement that is always the same', async () => {
    const sent = new Set<string>();
    for (const { query, value } of hostileArguments) {
      const { rows } = await askSql(source, query, { tag: value });
      const last = server.received.at(-1);
      const bound = query.includes('%') ? `%${value}%` : value;
      expect(last?.parameters).toEqual([{ name: '@p1', value: bound }]);
      sent.add(last?.sql ?? '');
      // Only the signs of LIKE find anything, and only where a query has LIKE.
      if (!query.includes('LIKE')) expect(rows).toEqual([]);
    }
    expect(sent.size).toBeLessThanOrEqual(3);
    expect(server.troubles).toEqual([]);
  });
});
