import type { PlannedChange, Section } from './plan-changes.ts';

const SIGNS = { create: '+', change: '~', delete: '-' } as const;
const THINGS: Readonly<Record<Section, string>> = {
  settings: 'setting',
  transports: 'transport',
  dataSources: 'data source',
  queryPresets: 'query preset',
  triggers: 'trigger',
  triggerGroups: 'group',
  aiTriggers: 'AI trigger',
  aiModels: 'model',
  tagAliases: 'name of a tag',
};
const SHOWN_CHARACTERS = 160;

/** A line for each thing that differs, and under it one for each of its fields that changes. */
export function describeChanges(planned: readonly PlannedChange[]): readonly string[] {
  return planned.flatMap(({ kind, section, name, before, after }) => {
    const head = `${SIGNS[kind]} ${THINGS[section]} ${name}`;
    if (kind !== 'change') return [head];
    return [
      head,
      ...leavesOf(before, after, '').map(
        ([path, from, to]) => `    ${path}: ${shortened(from)} → ${shortened(to)}`,
      ),
    ];
  });
}

type Leaf = readonly [path: string, before: unknown, after: unknown];

/** The innermost fields that differ. */
function leavesOf(before: unknown, after: unknown, path: string): readonly Leaf[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  if (!isFields(before) || !isFields(after) || '$secret' in before) return [[path, before, after]];
  return Object.keys({ ...before, ...after }).flatMap((name) =>
    leavesOf(before[name], after[name], path === '' ? name : `${path}.${name}`),
  );
}

function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function shortened(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  const text = JSON.stringify(value);
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
}
