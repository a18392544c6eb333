import { readTimeRange } from '../triggers/index.ts';
import { type ArgumentsContext, type ArgumentsResult, parseArguments } from '../grammar/index.ts';
import type { AskedArguments } from './runs.schema.ts';

/** Reads arguments as a message's are read, or those a program gave part by part. Never throws. */
export function readAskedArguments(
  asked: AskedArguments,
  context: ArgumentsContext,
): ArgumentsResult {
  if (typeof asked === 'string') return parseArguments(asked, context);
  const { range: text, count, variables } = asked;
  const range = text === undefined ? undefined : readTimeRange(text, context);
  if (range && !range.ok) {
    return { ok: false, problem: { kind: range.problem, text: (text ?? '').slice(0, 60) } };
  }
  const isGiven = Object.keys(variables ?? {}).length > 0;
  return {
    ok: true,
    arguments: {
      ...(range && { range: range.range }),
      ...(count !== undefined && { count }),
      ...(variables && isGiven && { variables }),
    },
  };
}
