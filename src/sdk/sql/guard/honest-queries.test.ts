import { describe, expect, it } from 'vitest';
import { honestQueries } from '../../../../tests/honest-sql/index.ts';
import { type SqlDialect, createQueryGuard } from './index.ts';

const DIALECTS = Object.keys(honestQueries) as SqlDialect[];

describe.each(DIALECTS)('what plant engineers ask of %s', (dialect) => {
  const queries = honestQueries[dialect];

  it('is at least 60 different queries', () => {
    expect(new Set(queries).size).toBeGreaterThanOrEqual(60);
  });

  it.each(queries)('is let through: %s', async (query) => {
    const guard = await createQueryGuard({ dialect });
    const prepared = guard.prepare(query);

    for (const name of prepared.variables) expect(query).toContain(`{${name}}`);
    expect(prepared.sql).not.toContain('{tag}');
    expect(prepared.sql).not.toContain('--');
    const places = prepared.bind(Object.fromEntries(prepared.variables.map((name) => [name, 1])));
    expect(places).toHaveLength([...query.matchAll(/\{[A-Za-z_]\w*\}/g)].length);
  });
});
