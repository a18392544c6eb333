import { z } from 'zod';
import { findUnitMode } from '../find/find-subject.ts';
import type { Reading } from '../reading.ts';
import type { PlanDeps } from './plan-deps.ts';
import { callOf } from './plan.ts';
import type { AskedTime } from './resolve-times.ts';

const Period = z.object({ start: z.iso.datetime({ offset: true }) });

/** "Since the trip" as a range: from when the unit last came into that state. */
export async function resolveSince(
  time: AskedTime,
  reading: Reading,
  deps: PlanDeps,
): Promise<AskedTime | undefined> {
  if (time.kind !== 'since_event') return time;
  const { asking, tagFinder } = deps;
  const how = { asking, tagFinder, isPlural: true, isAhead: false };
  const areas = [...new Set(reading.subjects.map(({ area }) => area))];
  const [tag] = areas.length === 1 ? await findUnitMode(areas[0], how) : [];
  const data =
    tag &&
    (await deps.look(callOf('last_time', { tag: tag.name, condition: { equals: 'tripped' } })));
  const start = Period.safeParse(data).data?.start;
  if (start === undefined) return undefined;
  const at = new Date(start).toISOString();
  if (time.isAt) return { kind: 'point', at };
  return { kind: 'range', start: at, end: asking.now.toISOString() };
}
