import type { DataSource } from '../../../src/data-sources/data-sources.schema.ts';
import type { TriggerGroup } from '../../../src/triggers/trigger-groups.schema.ts';

export type Member = TriggerGroup['members'][number];

/** Why a member says nothing in its group's reply; undefined when it answers. */
export function memberProblem(
  { active, type, dataSourceId }: Member,
  sources: readonly DataSource[],
): 'memberOff' | 'memberNoSource' | 'memberSourceOff' | undefined {
  if (!active) return 'memberOff';
  if (type === 'text') return undefined;
  if (dataSourceId === null) return 'memberNoSource';
  const source = sources.find(({ id }) => id === dataSourceId);
  return source?.active === false ? 'memberSourceOff' : undefined;
}
