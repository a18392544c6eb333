import type { Statistic } from '#sdk';
import { rangeData, readingData, statisticData, tagData } from './answer-data.ts';
import type { Measured } from './measure.ts';
import { siteTime } from './site-time.ts';
import type { ToolAsking } from './tool.ts';

/** A measured number as plain JSON. */
export function measuredData(one: Measured, what: 'value' | Statistic, asking: ToolAsking) {
  const { tag, source, range, at, reading, percentGood, heldSince, problem, lastGood } = one;
  const { ageSeconds, stale, ...value } = reading
    ? readingData(reading, tag, asking)
    : { ageSeconds: undefined, stale: undefined };
  return {
    ...tagData(tag),
    source: source.name,
    ...(range && rangeData(range, asking)),
    ...(what === 'value' ? value : reading && statisticData(what, reading, tag, asking)),
    ...(what === 'value' && at === undefined && reading && { ageSeconds, ...(stale && { stale }) }),
    ...(at !== undefined && { time: siteTime(at, asking.timeZone) }),
    ...(percentGood && what !== 'percentGood' && { percentGood: percentGood.value }),
    ...(heldSince !== undefined && { heldSince: siteTime(heldSince, asking.timeZone) }),
    ...(problem !== undefined && { problem }),
    ...(lastGood && { lastGood: readingData(lastGood, tag, asking) }),
  };
}
