import { describe, expect, test } from 'vitest';
import { aboutOf, readDetails } from './audit-details.ts';

describe('the details of an audit entry', () => {
  test('a change shows each field before and after', () => {
    expect(
      readDetails({ id: 't1', before: { name: 'u1 load' }, after: { name: 'unit 1 load' } }),
    ).toEqual({
      kind: 'changed',
      changes: [{ field: 'name', before: 'u1 load', after: 'unit 1 load' }],
      further: [['id', 't1']],
    });
  });

  test('something made has no state before, something removed none after', () => {
    expect(readDetails({ id: 't1', after: { name: 'u1 load' } }).kind).toBe('made');
    expect(readDetails({ id: 't1', before: { name: 'u1 load' } }).kind).toBe('removed');
  });

  test.each([[null], ['text'], [['a', 'list']]])('%j is shown, not taken apart', (details) => {
    const { kind, changes } = readDetails(details);
    expect({ kind, changes }).toEqual({ kind: 'none', changes: [] });
  });

  test('an entry is about what it names, else about the id', () => {
    expect(aboutOf({ id: 't1', before: { name: 'old' }, after: { active: false } })).toBe('old');
    expect(aboutOf({ id: 'access.mode', before: { value: 'open' } })).toBe('access.mode');
    expect(aboutOf(null)).toBe('');
  });
});
