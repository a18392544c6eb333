import { plainText, say } from '../../../replies/index.ts';
import { formatRange } from '../../../triggers/index.ts';
import type { ToolAsking } from '../../tools/index.ts';
import type { PlantTag } from '../find/plant-tag.ts';
import { unitOf } from '../find/unit-of.ts';
import type { ReadQuestion } from '../read-question.ts';
import type { Reading } from '../reading.ts';
import { exampleLines } from '../words/examples.ts';
import { askBack } from './ask-back.ts';
import { checkUnits } from './check-units.ts';
import { type Move, findMove } from './find-move.ts';
import { hourOf } from './hour-of.ts';
import { isForecast } from './is-forecast.ts';
import type { Known } from './plan-calls.ts';
import type { PlanDeps } from './plan-deps.ts';
import { planEach } from './plan-each.ts';
import { planMissing } from './plan-missing.ts';
import type { Plan } from './plan.ts';
import { resolveSince } from './resolve-since.ts';
import type { AskedTime } from './resolve-times.ts';
import { stateOf } from './state-of.ts';
import { yesNoOf } from './yes-no-of.ts';
import { noForecast, said, tell } from './tell.ts';

/** Tags that were found, and the time that is asked. */
export interface Found {
  readonly tags: readonly PlantTag[];
  readonly time: AskedTime;
  readonly times: readonly AskedTime[];
}

/** The calls for tags that are found, or what is said or asked back about them. */
export async function planTags(
  question: ReadQuestion,
  reading: Reading,
  { tags, times, time: askedTime }: Found,
  isWhole: boolean,
  deps: PlanDeps,
): Promise<Plan> {
  const { asking } = deps;
  const { language, now, timeZone } = asking;
  const time = await resolveSince(askedTime, reading, tags, deps);
  if (time === undefined) return tell(say(language, 'knowsNoTrip', { text: said(reading) }));
  const isAllAhead = tags.every(({ future }) => future);
  if (startsAhead(time, now) && !isAllAhead) return noForecast(reading, asking);
  if (isAllAhead && !(await isForecast(tags, time, deps))) return noForecast(reading, asking);
  const units = checkUnits(reading, tags, language);
  if (!units.ok) return askBack.unit(question, reading, units.tag, units.said, isWhole, asking);
  // When and how long something will be is not when it last was.
  const isOfWhen = ['last_time', 'how_long', 'how_often'].includes(reading.intent ?? '');
  if (isOfWhen && reading.isAhead && time.kind !== 'range') {
    return tell(say(language, 'knowsNotThatWay', { text: said(reading) }), exampleLines(asking));
  }
  const odd = planOddTypes(reading, tags, asking);
  if (odd) return odd;
  const state = wantsState(reading) ? await stateOf(reading, tags, deps) : undefined;
  const move = await planMove(reading, tags, time, deps);
  if (move.kind === 'none') return tell(say(language, 'knowsNoMove'));
  const isSum = isToBeSummed(reading, tags, time);
  const isOver = time.kind === 'range';
  const known: Known = {
    reading: {
      ...reading,
      intent: isSum && !isOver ? undefined : reading.intent,
      statistics: reading.isSum
        ? reading.statistics.filter((one) => one !== 'total' || isOver)
        : reading.statistics,
    },
    tags,
    time: move.kind === 'at' ? { kind: 'point', at: move.at } : time,
    times,
    now,
    timeZone,
    condition: units.condition,
    state,
  };
  const planned = planEach(known);
  if ('missing' in planned)
    return planMissing(planned.missing, question, reading, tags, isWhole, deps);
  const first = [
    units.first,
    move.kind === 'at' ? move.first : undefined,
    onlyOf(reading, tags, asking),
  ].filter((line) => line !== undefined);
  const isOfMany =
    planned.intent === 'state_history' && planned.calls.length > 2 && state !== undefined;
  return {
    kind: 'calls',
    ...planned,
    isSum,
    isOfMany,
    ...(isOfMany && isOver && { never: neverOf(state, time, asking) }),
    yesNo: yesNoOf(reading, planned, tags, { bound: units.condition, state }),
    ...(first.length > 0 && { first: first.join('\n') }),
  };
}

function wantsState({ state, isStart, intent, condition }: Reading): boolean {
  return state !== undefined || ((isStart || intent === 'last_time') && !condition);
}

/** Numbers asked of what has states only, or states of what has numbers. */
function planOddTypes(
  reading: Reading,
  tags: readonly PlantTag[],
  asking: ToolAsking,
): Plan | undefined {
  const isNumber = ({ valueType }: PlantTag) => valueType === 'number';
  const text = say(asking.language, 'knowsNotThatWay', { text: said(reading) });
  const wantsNumbers = reading.condition !== undefined || reading.intent === 'top';
  if (wantsNumbers && !tags.some(isNumber)) return tell(text);
  const wantsOnlyState = wantsState(reading) && reading.condition === undefined;
  return wantsOnlyState && tags.every(isNumber) ? tell(text, exampleLines(asking)) : undefined;
}

/** Of what is asked why: where it moved. What happened around an hour without a move is told as it was. */
async function planMove(
  reading: Reading,
  tags: readonly PlantTag[],
  time: AskedTime,
  deps: PlanDeps,
): Promise<Move | { readonly kind: 'not_asked' }> {
  const hour = hourOf(reading, time);
  if (reading.intent !== 'why' || (!hour && time.kind === 'point')) return { kind: 'not_asked' };
  const move = await findMove(reading, tags, hour ? { kind: 'range', ...hour } : time, deps);
  return hour && move.kind === 'none' ? { kind: 'not_asked' } : move;
}

function isToBeSummed(reading: Reading, tags: readonly PlantTag[], time: AskedTime): boolean {
  const isTotal = reading.statistics.includes('total') && reading.bucket === undefined;
  const isOver = time.kind === 'range';
  if (tags.length < 2) return false;
  if (reading.isSum) return !isOver || isTotal;
  const { isPlural, isVersus, intent } = reading;
  return isOver && isTotal && isPlural && !isVersus && intent === 'statistics';
}

/** Who asks for all units and may use one gets that one, and is told that it is not all. */
function onlyOf(
  { isEveryUnit }: Reading,
  tags: readonly PlantTag[],
  { language }: ToolAsking,
): string | undefined {
  if (!isEveryUnit || new Set(tags.map(unitOf)).size > 1) return undefined;
  const names = tags.map(({ name }) => plainText(name, 60)).join(', ');
  return say(language, 'toldOnlyOf', { names });
}

function startsAhead(time: AskedTime, now: Date): boolean {
  const start = time.kind === 'range' ? time.start : time.kind === 'point' ? time.at : undefined;
  return start !== undefined && Date.parse(start) > now.getTime();
}

/** What is said when none of many came into a state: which state, and in what time. */
function neverOf(
  state: string | undefined,
  { start, end }: { readonly start: string; readonly end: string },
  { language, timeZone, now }: ToolAsking,
): string {
  const last = Date.parse(end) > now.getTime() ? now.toISOString() : end;
  return say(language, 'toldNeverIn', {
    state: plainText(state ?? '', 40),
    range: formatRange({ start, end: last }, { timeZone, language, now }),
  });
}
