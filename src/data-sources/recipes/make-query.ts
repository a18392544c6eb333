import { recipeLacks, recipeNotForSource } from '../data-sources.errors.ts';
import type { QueryVariable } from '../query-variable.schema.ts';
import type {
  ColumnRole,
  MadeQuery,
  RecipeDialect,
  RecipeId,
  RecipeOrder,
} from './query-recipes.schema.ts';
import { recipesFor } from './recipe-list.ts';
import { writtenName } from './written-name.ts';

type SqlDialect = Exclude<RecipeDialect, 'aveva-pi'>;
type Parts = Pick<RecipeOrder, 'recipe' | 'table' | 'columns' | 'shown'>;

const LIMIT: QueryVariable = { name: 'limit', default: 10, min: 1, max: 1000 };
const RANGE: readonly QueryVariable[] = [{ name: 'start' }, { name: 'end', default: '*' }];
const TAG: QueryVariable = {
  name: 'tag',
  type: 'tag',
  prompt: { en: 'Which tag?', id: 'Tag yang mana?' },
};
const LEVEL: QueryVariable = {
  name: 'level',
  type: 'text',
  maxLength: 40,
  prompt: { en: 'Which level?', id: 'Tingkat yang mana?' },
};
const WORDS: QueryVariable = {
  name: 'words',
  type: 'text',
  maxLength: 100,
  prompt: { en: 'Which words are you looking for?', id: 'Kata apa yang dicari?' },
};

/**
 * The finished text of a query, in the source's own language, with `{variables}` where values go. Values are never
 * written into it: only names of tables and columns are.
 *
 * @throws AppError `query_recipes.lacks` for a name that the recipe needs, `query_recipes.not_for_source` for one of
 *   another dialect
 */
export function makeQuery(dialect: RecipeDialect, order: Parts): MadeQuery {
  const { recipe } = order;
  if (!recipesFor(dialect).some(({ id }) => id === recipe)) throw recipeNotForSource(recipe);
  return dialect === 'aveva-pi' ? pointQuery(recipe) : tableQuery(dialect, order);
}

/** PI's own small form, of which it understands nothing more. */
function pointQuery(recipe: RecipeId): MadeQuery {
  const newest = 'ORDER BY timestamp DESC';
  if (recipe === 'point-latest') {
    return {
      name: 'Latest values of a tag',
      queryTemplate: `SELECT TOP {limit} * FROM Point WHERE tag = {tag} ${newest}`,
      variables: [TAG, LIMIT],
    };
  }
  const isRange = recipe === 'point-range';
  return {
    name: isRange ? 'Values of a tag in a period' : 'Values of a tag, last 8 hours',
    queryTemplate: `SELECT * FROM Point WHERE tag = {tag} AND timestamp >= {start} AND timestamp < {end} ${newest}`,
    variables: [TAG, ...(isRange ? RANGE : recent('*-8h'))],
  };
}

function tableQuery(dialect: SqlDialect, { recipe, table, columns, shown = [] }: Parts): MadeQuery {
  if (table === undefined) throw recipeLacks('table');
  const from = writtenName(dialect, table);
  const all = shown.length === 0 ? '*' : shown.map((name) => writtenName(dialect, name)).join(', ');

  function column(role: ColumnRole): string {
    const name = columns[role];
    if (name === undefined) throw recipeLacks(`columns.${role}`);
    return writtenName(dialect, name);
  }

  const time = column('time');
  const within = `${time} >= {start} AND ${time} < {end}`;

  function newest(
    name: string,
    conditions: readonly string[],
    variables: readonly QueryVariable[],
  ): MadeQuery {
    const where = conditions.length === 0 ? '' : `WHERE ${conditions.join('\n  AND ')}\n`;
    const body = `${all}\nFROM ${from}\n${where}ORDER BY ${time} DESC`;
    return {
      name: `${name} of ${table}`,
      queryTemplate: limited(dialect, body),
      variables: [...variables, LIMIT],
    };
  }

  function counted(by: string): MadeQuery {
    const body = `${by}, COUNT(*) AS how_many\nFROM ${from}\nWHERE ${within}\nGROUP BY ${by}\nORDER BY COUNT(*) DESC`;
    return {
      name: `Count by ${by} of ${table}`,
      queryTemplate: limited(dialect, body),
      variables: [...recent('*-24h'), LIMIT],
    };
  }

  // Some databases take a row without a time for the newest of all.
  const isTimed = `${time} IS NOT NULL`;
  const isTag = () => `${column('tag')} = {tag}`;
  switch (recipe) {
    case 'latest':
    case 'alarms-latest':
      return newest('Latest', [isTimed], []);
    case 'range':
      return newest('Period', [within], RANGE);
    case 'last-30-minutes':
      return newest('Last 30 minutes', [within], recent('*-30m'));
    case 'last-24-hours':
    case 'alarms-last-24-hours':
      return newest('Last 24 hours', [within], recent('*-24h'));
    case 'latest-of-tag':
      return newest('Latest of a tag', [isTag(), isTimed], [TAG]);
    case 'range-of-tag':
      return newest('Period of a tag', [isTag(), within], [TAG, ...RANGE]);
    case 'alarms-of-tag':
      return newest('Alarms of a tag', [isTag(), within], [TAG, ...recent('*-7d')]);
    case 'alarms-of-level':
      return newest(
        'Alarms of a level',
        [`${column('level')} = {level}`, within],
        [LEVEL, ...recent('*-24h')],
      );
    case 'alarms-about': {
      const about = holdsWords(dialect, column('description'));
      return newest('Alarms about', [about, within], [WORDS, ...recent('*-7d')]);
    }
    case 'alarms-without-comment': {
      const comment = column('comment');
      const isEmpty = `(${comment} IS NULL OR ${comment} = '')`;
      return newest('Alarms without a comment', [isEmpty, within], recent('*-7d'));
    }
    case 'count-by':
      return counted(column('by'));
    case 'alarms-count-by-tag':
      return counted(column('tag'));
    case 'point-latest':
    case 'point-range':
    case 'point-last-8-hours':
      throw recipeNotForSource(recipe);
  }
}

/** Whether a text holds `{words}`, in any case. Not by `LIKE`, to which a `%` or `_` that somebody typed means any letter. */
function holdsWords(dialect: SqlDialect, text: string): string {
  const [within, words] = [`LOWER(${text})`, 'LOWER({words})'];
  switch (dialect) {
    case 'postgresql':
      return `STRPOS(${within}, ${words}) > 0`;
    case 'sql-server':
      return `CHARINDEX(${words}, ${within}) > 0`;
    case 'mysql':
    case 'oracle':
    case 'sqlite':
      return `INSTR(${within}, ${words}) > 0`;
  }
}

/** A query of at most `{limit}` rows. */
function limited(dialect: SqlDialect, body: string): string {
  switch (dialect) {
    case 'sql-server':
      return `SELECT TOP ({limit}) ${body}`;
    case 'oracle':
      return `SELECT ${body}\nFETCH FIRST {limit} ROWS ONLY`;
    case 'postgresql':
    case 'mysql':
    case 'sqlite':
      return `SELECT ${body}\nLIMIT {limit}`;
  }
}

/** Up to now, unless the question brings a range of its own. */
function recent(start: string): readonly QueryVariable[] {
  return [
    { name: 'start', default: start },
    { name: 'end', default: '*' },
  ];
}
