import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DataSource } from '#sdk';
import { startOracle } from '../../../simulators/oracle/index.ts';
import type { Oracle } from '../../../simulators/oracle/index.ts';
import {
  hostileArguments,
  hostileStatements,
  refusedArguments,
} from '../../../tests/hostile-sql/index.ts';
import { askSql, SQL_TOOLS } from '../../../tests/support/sql-tools.ts';
import { oracle } from './oracle.ts';

describe('an Oracle source that is asked to do harm (on a stand-in)', () => {
  let server: Oracle;
  let source: DataSource;

  beforeAll(async () => {
    server = await startOracle();
    const { host, port } = server;
    const account = { service: 'plant', user: 'plantline', password: 'Read-only-1' };
    source = await oracle.connect(oracle.config.parse({ host, port, ...account }), SQL_TOOLS);
  });

  afterAll(async () => {
    await source.close();
    await server.close();
  });

  test('sends not one byte of what would do harm', async () => {
    const statements = hostileStatements.oracle;
    expect(statements.length).toBeGreaterThanOrEqual(150);
    for (const { sql } of statements) {
      await expect(askSql(source, sql)).rejects.toMatchObject({ kind: 'invalid' });
    }
    for (const { query, value } of refusedArguments) {
      await expect(askSql(source, query, { tag: value })).rejects.toMatchObject({
        code: 'sql.bad_parameter',
      });
    }
    expect(server.received).toEqual([]);
    expect(server.connections()).toBe(0);
  });

  test('sends what a chat says as a value, beside a statement that is always the same', async () => {
    const sent = new Set<string>();
    for (const { query, value } of hostileArguments) {
      const { rows } = await askSql(source, query, { tag: value });
      const last = server.received.at(-1);
      const bound = query.includes('%') ? `%${value}%` : value;
      // An empty text is no value in Oracle.
      expect(last?.binds).toEqual([bound === '' ? null : bound]);
      sent.add(last?.sql ?? '');
      // Only the signs of LIKE find anything, and only where a query has LIKE.
      if (!query.includes('LIKE')) expect(rows).toEqual([]);
    }
    expect(sent.size).toBeLessThanOrEqual(3);
    expect(server.troubles).toEqual([]);
  });
});
