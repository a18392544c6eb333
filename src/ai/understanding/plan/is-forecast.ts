import { z } from 'zod';
import type { PlantTag } from '../find/plant-tag.ts';
import { bucketsIn } from './buckets-in.ts';
import type { PlanDeps } from './plan-deps.ts';
import { callOf } from './plan.ts';
import type { AskedTime } from './resolve-times.ts';

const FORECAST_PERCENT_MIN = 90;
const ValuesAt = z.object({
  sources: z.array(z.object({ values: z.array(z.object({ quality: z.string().optional() })) })),
});

/** Whether forecasts reach as far as is asked: an average of the first hours of a range is none of it. */
export async function isForecast(
  tags: readonly PlantTag[],
  time: AskedTime,
  { look }: PlanDeps,
): Promise<boolean> {
  const names = tags.map(({ name }) => name).slice(0, 12);
  if (time.kind === 'point') {
    const { data } = ValuesAt.safeParse(
      await look(callOf('value_at', { tags: names, at: time.at })),
    );
    const values = data?.sources.flatMap((source) => source.values) ?? [];
    return values.length > 0 && values.every(({ quality }) => quality === 'good');
  }
  if (time.kind !== 'range') return true;
  const { start, end } = time;
  const data = await look(
    callOf('statistics', { tags: names, statistics: ['percentGood'], start, end }),
  );
  const percents = bucketsIn(data, 'percentGood');
  return percents.length > 0 && percents.every(({ value }) => value >= FORECAST_PERCENT_MIN);
}
