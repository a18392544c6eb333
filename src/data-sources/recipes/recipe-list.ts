import type { ColumnRole, RecipeDialect, RecipeId, Recipes } from './query-recipes.schema.ts';

type Recipe = {
  readonly id: RecipeId;
  readonly kind: Recipes['items'][number]['kind'];
  readonly roles: readonly ColumnRole[];
};

/** `alarms` and its columns are those of the predecessor's alarm table; any other table will do. */
const RECIPES: readonly Recipe[] = [
  { id: 'latest', kind: 'table', roles: ['time'] },
  { id: 'range', kind: 'table', roles: ['time'] },
  { id: 'last-30-minutes', kind: 'table', roles: ['time'] },
  { id: 'last-24-hours', kind: 'table', roles: ['time'] },
  { id: 'latest-of-tag', kind: 'table', roles: ['time', 'tag'] },
  { id: 'range-of-tag', kind: 'table', roles: ['time', 'tag'] },
  { id: 'count-by', kind: 'table', roles: ['time', 'by'] },
  { id: 'alarms-latest', kind: 'alarms', roles: ['time'] },
  { id: 'alarms-last-24-hours', kind: 'alarms', roles: ['time'] },
  { id: 'alarms-of-tag', kind: 'alarms', roles: ['time', 'tag'] },
  { id: 'alarms-of-level', kind: 'alarms', roles: ['time', 'level'] },
  { id: 'alarms-about', kind: 'alarms', roles: ['time', 'description'] },
  { id: 'alarms-without-comment', kind: 'alarms', roles: ['time', 'comment'] },
  { id: 'alarms-count-by-tag', kind: 'alarms', roles: ['time', 'tag'] },
  { id: 'point-latest', kind: 'point', roles: [] },
  { id: 'point-range', kind: 'point', roles: [] },
  { id: 'point-last-8-hours', kind: 'point', roles: [] },
];

/** Names that a column often has, the likeliest first. */
const USUAL: Readonly<Record<ColumnRole, readonly string[]>> = {
  time: ['alarm_date', 'timestamp', 'time', 'sampled_at', 'created_at', 'date', 'datetime', 'ts'],
  tag: ['tag', 'tag_name', 'tagname', 'point', 'signal', 'name'],
  by: ['level', 'area', 'unit', 'status', 'tag', 'type'],
  level: ['level', 'priority', 'severity'],
  description: ['description', 'message', 'text', 'name'],
  comment: ['comment', 'comments', 'note', 'remark'],
};

/** What can be made in a dialect. */
export function recipesFor(dialect: RecipeDialect): Recipes['items'] {
  return RECIPES.filter(({ kind }) => (kind === 'point') === (dialect === 'aveva-pi')).map(
    ({ id, kind, roles }) => ({
      id,
      kind,
      columns: roles.map((role) => ({ role, usual: USUAL[role] })),
    }),
  );
}
