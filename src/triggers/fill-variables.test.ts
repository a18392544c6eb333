import { expect, test } from 'vitest';
import { fillVariables } from './fill-variables.ts';
import { QueryConfig } from './triggers.schema.ts';

const { variables } = QueryConfig.parse({
  type: 'query',
  query: 'select 1',
  variables: { tag: {}, rows: 5, area: { choices: ['North', 'South'], default: 'North' } },
});

test('what is given takes the place of the default, numbers and choices as what they are', () => {
  expect(fillVariables('log', variables, { TAG: 'FIC101' })).toEqual({
    tag: 'FIC101',
    rows: 5,
    area: 'North',
  });
  expect(fillVariables('log', variables, { tag: 'A', rows: '7', area: 'south' })).toEqual({
    tag: 'A',
    rows: 7,
    area: 'South',
  });
});

test.each([
  [{}, 'needs tag'],
  [{ tag: 'A', table: 'users' }, 'does not know "table". It knows tag, rows, area.'],
  [{ tag: 'A', area: "x' or 1=1" }, 'is one of North, South'],
  [JSON.parse('{"tag":"A","__proto__":"x"}'), 'does not know "__proto__"'],
])('%j is refused', (given, message) => {
  expect(() => fillVariables('log', variables, given)).toThrow(message);
});
