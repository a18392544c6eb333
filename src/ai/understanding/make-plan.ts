import { say } from '../../replies/index.ts';
import { areMixed } from './plan/are-mixed.ts';
import { askBack } from './plan/ask-back.ts';
import { findTags } from './plan/find-tags.ts';
import { isApart } from './plan/is-apart.ts';
import type { PlanDeps } from './plan/plan-deps.ts';
import { planEvents } from './plan/plan-events.ts';
import { planNamed } from './plan/plan-named.ts';
import { planTags } from './plan/plan-tags.ts';
import type { Plan } from './plan/plan.ts';
import { type AskedTime, askedTimes, mainTime } from './plan/resolve-times.ts';
import { said, tell } from './plan/tell.ts';
import type { ReadQuestion } from './read-question.ts';
import type { Reading } from './reading.ts';
import type { TimeProblem } from './time/when.ts';
import { exampleLines } from './words/examples.ts';

/** Sums that are not done here: what stands beside them is no answer. */
const ARITHMETIC =
  / (?:minus|dikurangi|dikurang|divided|dibagi|multiplied|dikali|dikalikan|ratio|rasio|deviation|deviasi|median|percentile|persentil|variance|squared) /;
const PROBLEMS = {
  too_old: 'knowsTooOld',
  too_long: 'plainTooLong',
  backwards: 'plainBackwards',
  no_such_time: 'knowsNoSuchTime',
  no_such_day: 'knowsNoSuchDay',
  no_such_hour: 'knowsNoSuchHour',
} as const satisfies Record<TimeProblem, string>;

/**
 * From what was read to what is called: finds the tags that are meant, and asks back, says what is missing or refuses
 * where nothing can be called without guessing.
 *
 * @param reading what was read, perhaps completed by the question before
 * @param isWhole whether the text itself is the whole question
 */
export async function makePlan(
  question: ReadQuestion,
  reading: Reading,
  isWhole: boolean,
  deps: PlanDeps,
): Promise<Plan> {
  const { asking } = deps;
  const { language, now } = asking;
  const times = askedTimes(reading.times);
  const time = mainTime(times);
  const notThatWay = say(language, 'knowsNotThatWay', { text: said(reading) });
  if (time.kind === 'problem') return tell(say(language, PROBLEMS[time.problem]));
  if (reading.intent === 'advice')
    return tell(say(language, 'knowsNoAdvice'), exampleLines(asking));
  if (reading.top && reading.top.limit < 1) return tell(say(language, 'knowsNoTop'));
  if (time.kind === 'either') return askBack.hour(question, reading, time, isWhole, asking);
  if (ARITHMETIC.test(` ${reading.said.toLowerCase()} `)) {
    return tell(notThatWay, exampleLines(asking));
  }
  // What is left out cannot be asked of the tools: all of it, or that alone, is no answer.
  if (reading.isExcept) return tell(say(language, 'knowsNoExcept'));
  if (reading.condition?.isInexact) return tell(notThatWay, exampleLines(asking));
  if (areMixed(question, reading, now)) return tell(say(language, 'knowsOneAtATime'));
  const named = planNamed(question, reading, time, asking);
  if (named) return named;
  const trip = tripOf(reading, time);
  const isAround = trip !== undefined || (time.kind === 'since_event' && time.isAt);
  if (reading.intent === 'events' && !isAround) return planEvents(reading, time, deps);
  if (isApart(times, reading)) return tell(say(language, 'knowsNoSuchTime'));
  const asked: Reading = isAround ? { ...reading, intent: 'why', state: undefined } : reading;
  const found = await findTags(question, trip ? reading : asked, isWhole, deps);
  if (found.kind === 'plan') return found.plan;
  const { tags } = found;
  return await planTags(question, asked, { tags, time: trip ?? time, times }, isWhole, deps);
}

/** "Why did mill D trip" asks what was around its last trip, or its last in the time that was said. */
function tripOf({ intent, state }: Reading, time: AskedTime): AskedTime | undefined {
  if (intent !== 'why' || state !== 'tripped') return undefined;
  if (time.kind === 'none' || time.kind === 'now') return { kind: 'since_event', isAt: true };
  return time.kind === 'range' ? { kind: 'since_event', isAt: true, within: time } : undefined;
}
