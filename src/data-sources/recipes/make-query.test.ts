import { describe, expect, test } from 'vitest';
import { createQueryGuard } from '#sdk/sql';
import { makeQuery } from './make-query.ts';
import { RECIPE_DIALECTS, type RecipeDialect, type RecipeOrder } from './query-recipes.schema.ts';
import { recipesFor } from './recipe-list.ts';
import { writtenName } from './written-name.ts';

type SqlDialect = Exclude<RecipeDialect, 'aveva-pi'>;

const SQL_DIALECTS = RECIPE_DIALECTS.filter((one): one is SqlDialect => one !== 'aveva-pi');
const QUOTED: Readonly<Record<SqlDialect, (name: string) => string>> = {
  postgresql: (name) => `"${name}"`,
  mysql: (name) => `\`${name}\``,
  sqlite: (name) => `"${name}"`,
  'sql-server': (name) => `[${name}]`,
  oracle: (name) => `"${name}"`,
};

function order(dialect: SqlDialect, recipe: RecipeOrder['recipe']) {
  const quoted = QUOTED[dialect];
  const columns = {
    time: 'alarm_date',
    tag: 'tag',
    by: quoted('Plant area'),
    level: quoted('level'),
    description: 'description',
    comment: quoted('comment'),
  };
  return { recipe, table: `plant.${quoted('Alarm log')}`, columns };
}

const EVERY = SQL_DIALECTS.flatMap((dialect) =>
  recipesFor(dialect).map(({ id }) => [dialect, id] as const),
);

describe('every recipe', () => {
  test.each(EVERY)(
    'of %s, %s, passes the guard of its dialect, its values bound',
    async (dialect, recipe) => {
      const { queryTemplate, variables } = makeQuery(dialect, order(dialect, recipe));
      const guard = await createQueryGuard({ dialect });
      const prepared = guard.prepare(queryTemplate);
      expect(new Set(prepared.variables)).toEqual(new Set(variables.map(({ name }) => name)));
      const values: Record<string, string | number | Date> = {
        limit: 5,
        start: new Date(0),
        end: new Date(1),
        tag: "x'; DROP TABLE y --",
        level: 'HIGH',
        words: "%'",
      };
      const parameters = Object.fromEntries(
        variables.map(({ name }) => [name, values[name] ?? '']),
      );
      expect(prepared.bind(parameters).length).toBeGreaterThanOrEqual(variables.length);
      expect(prepared.sql).not.toContain('DROP');
    },
  );

  test.each(EVERY)('of %s, %s, shows the columns that were chosen', async (dialect, recipe) => {
    const { queryTemplate } = makeQuery(dialect, {
      ...order(dialect, recipe),
      shown: ['tag', 'a b'],
    });
    const counts = recipe.includes('count');
    expect(queryTemplate.includes(`tag, ${QUOTED[dialect]('a b')}`)).toBe(!counts);
  });
});

test('a recipe says which of its names is missing', () => {
  expect(() => makeQuery('sqlite', { recipe: 'latest', columns: {} })).toThrow('Choose the table');
  expect(() =>
    makeQuery('sqlite', { recipe: 'count-by', table: 'a', columns: { time: 't' } }),
  ).toThrow('Choose the column of by');
  expect(() => makeQuery('aveva-pi', { recipe: 'latest', columns: {} })).toThrow(
    'another of the list',
  );
  expect(() => makeQuery('sqlite', { recipe: 'point-latest', columns: {} })).toThrow('another of');
});

describe('a name', () => {
  test.each([
    ['postgresql', 'samples', 'samples'],
    ['postgresql', 'lab."Alarm date"', 'lab."Alarm date"'],
    ['postgresql', 'Alarm date', '"Alarm date"'],
    ['postgresql', 'a"; DROP TABLE x --', '"a""; DROP TABLE x --"'],
    ['postgresql', '"a"" b"', '"a"" b"'],
    ['postgresql', '"a" b"', '"""a"" b"""'],
    ['postgresql', '""', '""""""'],
    ['postgresql', 'a.', '"a."'],
    ['postgresql', '.a', '".a"'],
    ['mysql', '`Alarm date`', '`Alarm date`'],
    ['mysql', 'x` y', '`x`` y`'],
    ['sql-server', '[dbo].[Alarm date]', '[dbo].[Alarm date]'],
    ['sql-server', 'a]b', '[a]]b]'],
    ['sql-server', '[a]]b]', '[a]]b]'],
    ['oracle', 'PLANT.ALARMS', 'PLANT.ALARMS'],
    ['sqlite', 'suhu_°C', '"suhu_°C"'],
    ['sqlite', 'tekanan', 'tekanan'],
  ] as const)('in %s: %s is written %s', (dialect, name, written) => {
    expect(writtenName(dialect, name)).toBe(written);
    // Doing it twice changes nothing: what a schema gives is written already.
    expect(writtenName(dialect, written)).toBe(written);
  });
});
