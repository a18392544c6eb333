import type { RunArguments, RunnableTrigger } from './run-context.ts';
import { argumentNotUsed } from './triggers.errors.ts';

/** @throws AppError `triggers.argument_not_used` when anything was given */
export function refuseArguments(trigger: RunnableTrigger, given: RunArguments): void {
  refuseVariables(trigger, given);
  refuseCount(trigger, given);
  if (given.range) throw argumentNotUsed(trigger.name, 'range');
}

/** @throws AppError `triggers.argument_not_used` */
export function refuseCount(trigger: RunnableTrigger, given: RunArguments): void {
  if (given.count !== undefined) throw argumentNotUsed(trigger.name, 'count');
}

/** @throws AppError `triggers.argument_not_used` */
export function refuseVariables(trigger: RunnableTrigger, given: RunArguments): void {
  if (Object.keys(given.variables ?? {}).length > 0)
    throw argumentNotUsed(trigger.name, 'variable');
}
