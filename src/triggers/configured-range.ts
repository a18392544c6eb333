import type { TimeRange } from '#sdk';
import type { RunContext } from './run-context.ts';
import { parseTimeRange } from './time-range.ts';

/** The range a trigger's config names, at this moment; undefined when it names none. */
export function configuredRange(
  text: string | undefined,
  context: RunContext,
): TimeRange | undefined {
  return text === undefined ? undefined : parseTimeRange(text, context.now, context.timeZone);
}
