import { type Known, type PlannedCalls, planCalls } from './plan-calls.ts';

const TIMES_MAX = 3;

/** Several times that were said side by side, `jam 10 dan jam 12`, are each asked, and so is now beside another instant. */
export function planEach(known: Known): PlannedCalls {
  const now = known.times.find(({ kind }) => kind === 'now');
  const isNowToo = now && known.time.kind === 'point' && known.reading.intent === undefined;
  if (isNowToo) return joined([planCalls({ ...known, time: now }), planCalls(known)]);
  const kinds = ['point', 'range'] as const;
  const same = kinds
    .map((kind) => known.times.filter((time) => time.kind === kind))
    .find((times) => times.length > 1);
  const isApartFromOthers =
    same?.length === known.times.filter(({ kind }) => kind !== 'now').length;
  if (!same || !isApartFromOthers || known.reading.isVersus) return planCalls(known);
  return joined(same.slice(0, TIMES_MAX).map((time) => planCalls({ ...known, time })));
}

function joined(planned: readonly PlannedCalls[]): PlannedCalls {
  const [missing] = planned.filter((one) => 'missing' in one);
  if (missing) return missing;
  const calls = planned.flatMap((one) => ('calls' in one ? one.calls : []));
  const [first] = planned.flatMap((one) => ('intent' in one ? [one.intent] : []));
  return { intent: first ?? 'value', calls };
}
