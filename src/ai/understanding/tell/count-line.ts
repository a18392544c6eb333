import { z } from 'zod';
import { say } from '../../../replies/index.ts';
import type { Language } from '../../../triggers/index.ts';
import type { RanTool } from '../../tools/index.ts';

const States = z.object({ states: z.array(z.object({ times: z.number() })) });

/** How often something came to be, as a result of `state_history` tells it. */
export function timesIn(data: unknown): number {
  const states = States.safeParse(data).data?.states ?? [];
  return states.reduce((sum, { times }) => sum + times, 0);
}

/** `2 + 1 = 3`: how often in all, of several tags. */
export function countLine(ran: readonly RanTool[], language: Language): string | undefined {
  const counts = ran.flatMap(({ result }) => (result ? [timesIn(result.data)] : []));
  if (counts.length < 2) return undefined;
  const total = counts.reduce((sum, count) => sum + count, 0);
  return say(language, 'toldSum', { sum: `${counts.join(' + ')} = ${total}` });
}
