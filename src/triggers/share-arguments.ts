import type { RunArguments, RunnableTrigger } from './run-context.ts';
import { argumentNotUsed } from './triggers.errors.ts';
import type { TriggerConfig } from './triggers.schema.ts';

type Argument = 'range' | 'count' | 'variable';

const TAKEN: Readonly<Record<TriggerConfig['type'], readonly Argument[]>> = {
  value: ['range', 'count'],
  history: ['range', 'count'],
  summary: ['range'],
  trend: ['range'],
  query: ['range', 'count', 'variable'],
  text: [],
};

/**
 * Gives each member of a group those of the arguments that it takes: `unit 1 20` asks for twenty values where a member
 * has several, and leaves a summary as it is.
 *
 * @throws AppError `triggers.argument_not_used` for an argument that no member takes
 */
export function shareArguments(
  group: { readonly name: string; readonly members: readonly RunnableTrigger[] },
  given: RunArguments,
): readonly { readonly trigger: RunnableTrigger; readonly given: RunArguments }[] {
  const shared = group.members.map((trigger) => ({ trigger, given: taken(trigger, given) }));
  const isTaken = (has: (one: RunArguments) => boolean) => shared.some((one) => has(one.given));
  if (given.range && !isTaken(({ range }) => range !== undefined)) {
    throw argumentNotUsed(group.name, 'range');
  }
  if (given.count !== undefined && !isTaken(({ count }) => count !== undefined)) {
    throw argumentNotUsed(group.name, 'count');
  }
  for (const name of Object.keys(given.variables ?? {})) {
    if (!isTaken(({ variables }) => variables !== undefined && Object.hasOwn(variables, name))) {
      throw argumentNotUsed(group.name, 'variable');
    }
  }
  return shared;
}

function taken({ config }: RunnableTrigger, { range, count, variables }: RunArguments) {
  const takes = TAKEN[config.type];
  const known =
    config.type === 'query'
      ? new Set(Object.keys(config.variables).map((name) => name.toLowerCase()))
      : new Set<string>();
  const own = Object.entries(variables ?? {}).filter(([name]) => known.has(name.toLowerCase()));
  return {
    ...(range && takes.includes('range') && { range }),
    ...(count !== undefined && takes.includes('count') && { count }),
    ...(own.length > 0 && { variables: Object.fromEntries(own) }),
  };
}
