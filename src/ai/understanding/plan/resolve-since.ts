import { z } from 'zod';
import { findUnitMode } from '../find/find-subject.ts';
import type { PlantTag } from '../find/plant-tag.ts';
import type { Reading } from '../reading.ts';
import type { PlanDeps } from './plan-deps.ts';
import { callOf } from './plan.ts';
import type { AskedTime } from './resolve-times.ts';

const Period = z.object({ start: z.iso.datetime({ offset: true }) });

/** "Since the trip" as a range, from when the machine that is asked about, or else its unit, last came into that state. */
export async function resolveSince(
  time: AskedTime,
  reading: Reading,
  tags: readonly PlantTag[],
  deps: PlanDeps,
): Promise<AskedTime | undefined> {
  if (time.kind !== 'since_event') return time;
  const { asking } = deps;
  const tag =
    tags.find(({ valueType }) => valueType === 'digital') ?? (await modeOf(reading, deps));
  if (!tag) return undefined;
  const data = await deps.look(
    callOf('last_time', {
      tag: tag.name,
      ...(tag.isInSeveral && { source: tag.sourceName }),
      condition: { equals: 'tripped' },
      ...(time.within && { before: time.within.end }),
    }),
  );
  const start = Period.safeParse(data).data?.start;
  if (start === undefined) return undefined;
  const at = new Date(start).toISOString();
  if (time.within && at < time.within.start) return undefined;
  if (time.isAt) return { kind: 'point', at };
  return { kind: 'range', start: at, end: asking.now.toISOString() };
}

async function modeOf(
  reading: Reading,
  { asking, tagFinder }: PlanDeps,
): Promise<PlantTag | undefined> {
  const how = { asking, tagFinder, isPlural: true, isAhead: false };
  const areas = [...new Set(reading.subjects.map(({ area }) => area))];
  const [tag] = areas.length === 1 ? await findUnitMode(areas[0], how) : [];
  return tag;
}
