import { z } from 'zod';
import type { PlantTag } from '../find/plant-tag.ts';
import type { Reading } from '../reading.ts';
import { stateNameOf } from '../words/state-names.ts';
import type { PlanDeps } from './plan-deps.ts';
import { callOf } from './plan.ts';

const HOUR_MS = 3_600_000;
const STATES_DAYS = 31;
const States = z.object({ states: z.array(z.object({ state: z.string() })) });

/** The tag's own name of the state that was said; undefined when it has none, so that all are shown. */
export async function stateOf(
  reading: Reading,
  tags: readonly PlantTag[],
  deps: PlanDeps,
): Promise<string | undefined> {
  const idea = reading.state ?? 'running';
  const [tag] = tags.filter(({ valueType }) => valueType !== 'number');
  if (!tag) return idea;
  const { now } = deps.asking;
  const start = new Date(now.getTime() - STATES_DAYS * 24 * HOUR_MS).toISOString();
  const data = await deps.look(
    callOf('state_history', {
      tag: tag.name,
      start,
      end: now.toISOString(),
      ...(tag.isInSeveral && { source: tag.sourceName }),
    }),
  );
  const seen = States.safeParse(data).data?.states.map(({ state }) => state) ?? [];
  const isBegin = reading.isStart && reading.state === undefined;
  const began = isBegin ? stateNameOf('startup', seen) : undefined;
  return began !== undefined && seen.includes(began) ? began : stateNameOf(idea, seen);
}
