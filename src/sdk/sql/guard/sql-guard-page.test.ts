import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { honestQueries } from '../../../../tests/honest-sql/index.ts';
import {
  hostileArguments,
  hostileStatements,
  refusedArguments,
} from '../../../../tests/hostile-sql/index.ts';
import { type SqlDialect, createQueryGuard } from './index.ts';

const page = readFileSync(new URL('../../../../docs/sql-guard.md', import.meta.url), 'utf8');
const TITLES: Readonly<Record<SqlDialect, string>> = {
  postgresql: 'PostgreSQL',
  mysql: 'MySQL, MariaDB',
  sqlite: 'SQLite',
  'sql-server': 'SQL Server',
  oracle: 'Oracle',
};
const DIALECTS = Object.keys(TITLES) as SqlDialect[];

describe('docs/sql-guard.md', () => {
  it.each(DIALECTS)('shows a query of %s that goes through', async (dialect) => {
    const [, query = ''] = new RegExp(`\`\`\`sql ${dialect}\\n([^\`]+)\`\`\``).exec(page) ?? [];
    const guard = await createQueryGuard({ dialect });

    expect(guard.prepare(query).variables.length + query.length).toBeGreaterThan(20);
  });

  it.each(DIALECTS)('has the figures of %s', (dialect) => {
    const [, hostile, texts, honest] =
      new RegExp(`\\| ${TITLES[dialect]} +\\| (\\d+) +\\| (\\d+) +\\| (\\d+) +\\|`).exec(page) ??
      [];

    expect(Number(hostile)).toBe(hostileStatements[dialect].length);
    expect(Number(texts)).toBe(hostileArguments.length + refusedArguments.length);
    expect(Number(honest)).toBe(honestQueries[dialect].length);
  });

  it.each([
    ['mysql', 'SELECT NOW() - INTERVAL {n} HOUR'],
    ['postgresql', "SELECT now() - {n} * interval '1 hour'"],
    ['oracle', "SELECT SYSDATE - NUMTODSINTERVAL({n}, 'HOUR') FROM dual"],
    ['sql-server', 'SELECT DATEADD(hour, -{n}, GETDATE())'],
    ['sqlite', "SELECT datetime('now', '-{n} hours')"],
  ] as const)('tells how %s takes a time span of a given length', async (dialect, query) => {
    const guard = await createQueryGuard({ dialect });

    expect(guard.prepare(query).variables).toStrictEqual(['n']);
  });

  it.each([
    ['mysql', "SELECT NOW() + INTERVAL '1:30' HOUR_MINUTE"],
    ['mysql', 'SELECT * FROM alarms PARTITION (p1)'],
    ['postgresql', 'SELECT make_interval(hours => 1)'],
    ['sql-server', 'SELECT * FROM alarms FOR XML AUTO'],
    ['sql-server', "SELECT x.value('/a', 'int') FROM alarms"],
    ['sql-server', 'SELECT Value FROM INSQL.Runtime.dbo.History'],
    ['oracle', 'SELECT * FROM TABLE(plant_rows)'],
  ] as const)(
    'says rightly what is refused though it is honest, in %s: %s',
    async (dialect, query) => {
      const guard = await createQueryGuard({ dialect });

      expect(() => guard.prepare(query)).toThrow(/\.$/);
    },
  );
});
