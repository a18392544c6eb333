import { describe, expect, it } from 'vitest';
import { AppError } from '../../app-error.ts';
import {
  hostileArguments,
  hostileStatements,
  refusedArguments,
} from '../../../../tests/hostile-sql/index.ts';
import { type SqlDialect, createQueryGuard } from './index.ts';

const DIALECTS = Object.keys(hostileStatements) as SqlDialect[];

describe.each(DIALECTS)('what would harm %s', (dialect) => {
  const statements = hostileStatements[dialect];

  it('is at least 150 different statements', () => {
    expect(new Set(statements.map(({ sql }) => sql)).size).toBeGreaterThanOrEqual(150);
  });

  it.each(statements)('is refused: $tries', async ({ sql }) => {
    const guard = await createQueryGuard({ dialect });
    const startedAtMs = performance.now();

    const refusal = refusalOf(() => guard.prepare(sql));

    expect(refusal.kind).toBe('invalid');
    expect(refusal.code).toMatch(/^sql\.[a-z_]+$/);
    expect(refusal.message.length).toBeLessThan(300);
    expect(refusal.message).not.toMatch(/\bat .*:\d+|[\n\0]/);
    expect(performance.now() - startedAtMs).toBeLessThan(5_000);
  });

  it.each(hostileArguments)('stays a value: $tries', async ({ query, value }) => {
    const guard = await createQueryGuard({ dialect });
    const honest = guard.prepare(query);
    const before = honest.sql;

    const bound = honest.bind({ tag: value });

    expect(guard.prepare(query).sql).toBe(before);
    expect(before).not.toContain('{tag}');
    expect(bound).toStrictEqual([query.includes('%') ? `%${value}%` : value]);
  });

  it.each(refusedArguments)('is no value: $tries', async ({ query, value }) => {
    const guard = await createQueryGuard({ dialect });

    const refusal = refusalOf(() => guard.prepare(query).bind({ tag: value }));

    expect(refusal).toMatchObject({ kind: 'invalid', code: 'sql.bad_parameter' });
    expect(refusal.message.length).toBeLessThan(300);
  });
});

function refusalOf(work: () => unknown): AppError {
  try {
    work();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('It was let through.');
}
