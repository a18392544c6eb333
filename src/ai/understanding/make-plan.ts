import { z } from 'zod';
import type { ValueType } from '#sdk';
import { plainText, say } from '../../replies/index.ts';
import type { TagFinder } from '../../tag-search/index.ts';
import { formatRange } from '../../triggers/index.ts';
import type { ToolAsking, ToolCall } from '../tools/index.ts';
import { findSubject, findUnitMode, mayAskTags } from './find/find-subject.ts';
import {
  configOf,
  findByName,
  findNameIn,
  findTriggersAbout,
  isNameOfTag,
} from './find/named-answers.ts';
import type { PlantTag } from './find/plant-tag.ts';
import { kindOf, unitOf } from './find/unit-of.ts';
import { askBack } from './plan/ask-back.ts';
import { checkUnits } from './plan/check-units.ts';
import { type Choice, type Plan, callOf } from './plan/plan.ts';
import { type Known, type PlannedCalls, planCalls, rangeOf } from './plan/plan-calls.ts';
import { type AskedTime, askedTimes, mainTime } from './plan/resolve-times.ts';
import { wordQuestion } from './plan/word-question.ts';
import type { ReadQuestion } from './read-question.ts';
import type { Reading, Subject } from './reading.ts';
import { exampleLines } from './words/examples.ts';
import { stateNameOf } from './words/state-names.ts';

/** What planning may ask the plant, beside the calls it plans. */
export interface PlanDeps {
  readonly tagFinder: TagFinder;
  readonly asking: ToolAsking;
  /** Runs a call for what its data tell; undefined when it gave none. */
  look(call: ToolCall): Promise<unknown>;
}

/** Sums that are not done here: what stands beside them is no answer. */
const ARITHMETIC =
  / (?:minus|dikurangi|dikurang|divided|dibagi|multiplied|dikali|dikalikan|ratio|rasio|deviation|deviasi|median|percentile|persentil|variance|squared) /;
const SHOWN_TOGETHER_MAX = 4;
const TIMES_MAX = 3;
const CHOICES_MAX = 6;
const HOUR_MS = 3_600_000;
const STATES_DAYS = 31;
const NUMBERS: readonly ValueType[] = ['number'];
const STATES: readonly ValueType[] = ['digital', 'boolean', 'string'];

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
  if (time.kind === 'problem') return tell(say(language, problemKey(time.problem)));
  if (reading.intent === 'advice')
    return tell(say(language, 'knowsNoAdvice'), exampleLines(asking));
  if (time.kind === 'either') return askBack.hour(question, reading, time, isWhole, asking);
  if (ARITHMETIC.test(` ${reading.said.toLowerCase()} `)) {
    return tell(say(language, 'knowsNotThatWay', { text: said(reading) }), exampleLines(asking));
  }
  // What is left out, and bounds that are not strict, cannot be asked of the tools: the opposite is no answer.
  if (reading.isExcept || reading.condition?.isInexact) {
    return tell(say(language, 'knowsNotThatWay', { text: said(reading) }), exampleLines(asking));
  }
  if (areMixed(question, reading, now)) return tell(say(language, 'knowsOneAtATime'));
  const named = planNamed(question, reading, time, asking);
  if (named) return named;
  const isAround = time.kind === 'since_event' && time.isAt;
  if (reading.intent === 'events' && !isAround) return planEvents(reading, time, deps);
  if (isApart(times, reading)) return tell(say(language, 'knowsNoSuchTime'));
  if (isAround) {
    const around: Reading = { ...reading, intent: 'why', state: undefined };
    const found = await findTags(question, around, isWhole, deps);
    if (found.kind !== 'tags') return found.plan;
    return await planTags(question, around, { tags: found.tags, time, times }, isWhole, deps);
  }
  const found = await findTags(question, reading, isWhole, deps);
  if (found.kind !== 'tags') return found.plan;
  return await planTags(question, reading, { tags: found.tags, time, times }, isWhole, deps);
}

async function planTags(
  question: ReadQuestion,
  reading: Reading,
  asked: {
    readonly tags: readonly PlantTag[];
    readonly time: AskedTime;
    readonly times: readonly AskedTime[];
  },
  isWhole: boolean,
  deps: PlanDeps,
): Promise<Plan> {
  const { asking } = deps;
  const { language, now } = asking;
  const { tags } = asked;
  const since = await resolveSince(asked.time, reading, deps);
  if (since === undefined) return tell(say(language, 'knowsNoTrip', { text: said(reading) }));
  const time = since.time;
  if (startsAhead(time, now) && !tags.every(({ future }) => future)) {
    return noForecast(reading, asking);
  }
  const isAllAhead = tags.every(({ future }) => future);
  if (isAllAhead && !(await isForecast(tags, time, deps))) return noForecast(reading, asking);
  const units = checkUnits(reading, tags, language);
  if (!units.ok) return askBack.unit(question, reading, units.tag, units.said, isWhole, asking);
  const wantsNumbers = reading.condition !== undefined || reading.intent === 'top';
  if (wantsNumbers && !tags.some(({ valueType }) => valueType === 'number')) {
    return tell(say(language, 'knowsNotThatWay', { text: said(reading) }));
  }
  const wantsStates =
    reading.state !== undefined ||
    (reading.isStart && !reading.condition) ||
    (reading.intent === 'last_time' && !reading.condition);
  const numbersOnly = tags.every(({ valueType }) => valueType === 'number');
  if (wantsStates && reading.condition === undefined && numbersOnly) {
    return tell(say(language, 'knowsNotThatWay', { text: said(reading) }), exampleLines(asking));
  }
  const state = wantsStates ? await stateOf(reading, tags, deps) : undefined;
  const hour = hourOf(reading, time);
  const moved =
    reading.intent === 'why' && (hour || time.kind !== 'point')
      ? await findMove(reading, tags, hour ? { kind: 'range', ...hour } : time, deps)
      : undefined;
  // Without a move within the hour that was said, what happened around it is told as it was.
  const why = hour && moved?.kind === 'none' ? undefined : moved;
  if (why?.kind === 'none') return tell(say(language, 'knowsNoMove'));
  const known: Known = {
    reading: {
      ...reading,
      statistics: reading.isSum
        ? reading.statistics.filter((one) => one !== 'total' || time.kind === 'range')
        : reading.statistics,
    },
    tags,
    time: why?.kind === 'at' ? { kind: 'point', at: why.at } : time,
    times: asked.times,
    now,
    timeZone: asking.timeZone,
    condition: units.condition,
    state,
  };
  const isTotal = reading.statistics.includes('total') && reading.bucket === undefined;
  const isOver = time.kind === 'range';
  const isSum =
    tags.length > 1 &&
    (reading.isSum
      ? !isOver || isTotal
      : isOver &&
        isTotal &&
        reading.isPlural &&
        !reading.isVersus &&
        reading.intent === 'statistics');
  const plain: Known =
    isSum && !isOver ? { ...known, reading: { ...known.reading, intent: undefined } } : known;
  const planned = planEach(plain);
  if ('missing' in planned)
    return planMissing(planned.missing, question, reading, tags, isWhole, deps);
  // Who asks for all units and may use one gets that one, and is told that it is not all.
  const isOne = reading.isEveryUnit && new Set(tags.map(unitOf)).size < 2;
  const only = isOne
    ? say(language, 'toldOnlyOf', { names: tags.map(({ name }) => plainText(name, 60)).join(', ') })
    : undefined;
  const first = [units.first, since.first, why?.kind === 'at' ? why.first : undefined, only].filter(
    (line) => line !== undefined,
  );
  const isOfMany =
    planned.intent === 'state_history' && planned.calls.length > 2 && state !== undefined;
  return {
    kind: 'calls',
    ...planned,
    isSum,
    isOfMany,
    ...(isOfMany && time.kind === 'range' && { never: neverOf(state, time, asking) }),
    ...(isBoundNow(reading, planned) && units.condition && { bound: units.condition }),
    ...(first.length > 0 && { first: first.join('\n') }),
  };
}

/** "Is it above 500", asked of now: answered with yes or no beside the value. */
function isBoundNow({ condition, intent }: Reading, planned: PlannedCalls): boolean {
  return (
    condition !== undefined &&
    intent === undefined &&
    'intent' in planned &&
    ['value', 'value_at'].includes(planned.intent)
  );
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

/** Several times that were said side by side, `jam 10 dan jam 12`, are each asked. */
function planEach(known: Known): PlannedCalls {
  const kinds = ['point', 'range'] as const;
  const same = kinds
    .map((kind) => known.times.filter((time) => time.kind === kind))
    .find((times) => times.length > 1);
  const isApartFromOthers =
    same?.length === known.times.filter(({ kind }) => kind !== 'now').length;
  if (!same || !isApartFromOthers || known.reading.isVersus) return planCalls(known);
  const planned = same.slice(0, TIMES_MAX).map((time) => planCalls({ ...known, time }));
  const [missing] = planned.filter((one) => 'missing' in one);
  if (missing) return missing;
  const calls = planned.flatMap((one) => ('calls' in one ? one.calls : []));
  const [first] = planned.flatMap((one) => ('intent' in one ? [one.intent] : []));
  return { intent: first ?? 'value', calls };
}

function planMissing(
  missing: Extract<PlannedCalls, { missing: unknown }>['missing'],
  question: ReadQuestion,
  reading: Reading,
  tags: readonly PlantTag[],
  isWhole: boolean,
  { asking }: PlanDeps,
): Plan {
  const { language } = asking;
  switch (missing) {
    case 'time':
      return askBack.time(question, reading, tags, isWhole, asking);
    case 'other':
      return askBack.other(question, reading, tags, isWhole, asking);
    case 'condition':
      return tell(say(language, 'knowsNoCondition'));
    case 'point':
      return tell(say(language, 'knowsNoMove'));
    case 'tag':
      return tell(say(language, 'knowsNotWhat'), exampleLines(asking));
  }
}

/** Triggers and groups that an admin made for what was said. */
function planNamed(
  question: ReadQuestion,
  reading: Reading,
  time: AskedTime,
  asking: ToolAsking,
): Plan | undefined {
  const { language } = asking;
  const [subject, ...others] = reading.subjects;
  const range =
    time.kind === 'range'
      ? (reading.times.find(({ when }) => when.kind === 'range')?.said ?? '')
      : '';
  if (reading.intent === 'report') {
    const text = question.tokens.map(({ word }) => word).join(' ');
    const areas = reading.subjects.map(({ area }) => area ?? '').join(' ');
    const entry = findNameIn(`${text} ${areas}`, asking);
    if (entry) return runNamed(entry.item.name, range);
    if (!subject) return tell(say(language, 'knowsNotWhat'), exampleLines(asking));
  }
  const isPlain =
    reading.intent === undefined || reading.intent === 'status' || reading.intent === 'report';
  const isMore =
    reading.condition !== undefined ||
    reading.state !== undefined ||
    reading.statistics.length > 0 ||
    reading.inUnit !== undefined;
  if (
    !isPlain ||
    isMore ||
    time.kind === 'point' ||
    !subject ||
    others.length > 0 ||
    subject.tag !== undefined
  )
    return undefined;
  const entry = findByName(subject.words, subject.area, asking);
  if (entry && !isNameOfTag(entry)) return runNamed(entry.item.name, range);
  return undefined;
}

function runNamed(name: string, range: string): Plan {
  return {
    kind: 'calls',
    intent: 'run_trigger',
    calls: [callOf('run_trigger', { name, arguments: range })],
  };
}

const HOURS_AROUND = 0.5;
/** A time with minutes is a moment; `jam 3` is an hour. */
const HAS_MINUTES =
  /\d[:.]\d{2}|lewat|past|half|setengah|quarter|seperempat|ago|lalu|minutes?|menit/;

/** The hour that was said, `jam 3`, from 3 to 4; undefined when it was a moment. */
function hourOf(
  reading: Reading,
  time: AskedTime,
): { readonly start: string; readonly end: string } | undefined {
  if (time.kind !== 'point' || Date.parse(time.at) % HOUR_MS !== 0) return undefined;
  const said = reading.times.find(({ when }) => when.kind === 'point')?.said ?? '';
  if (!/\d/.test(said) || HAS_MINUTES.test(said)) return undefined;
  return { start: time.at, end: new Date(Date.parse(time.at) + HOUR_MS).toISOString() };
}

function planEvents(reading: Reading, time: AskedTime, { asking }: PlanDeps): Plan {
  const { now } = asking;
  const nowMs = now.getTime();
  const around = (at: string) => ({
    start: new Date(Date.parse(at) - HOURS_AROUND * HOUR_MS).toISOString(),
    end: new Date(Math.min(nowMs, Date.parse(at) + HOURS_AROUND * HOUR_MS)).toISOString(),
  });
  const day = { start: new Date(nowMs - 24 * HOUR_MS).toISOString(), end: now.toISOString() };
  const range =
    time.kind === 'point'
      ? (hourOf(reading, time) ?? around(time.at))
      : (rangeOf(time, now) ?? day);
  if (Date.parse(range.start) >= nowMs) return tell(say(asking.language, 'plainNotYet'));
  const end = Date.parse(range.end) > nowMs ? now.toISOString() : range.end;
  const trip = reading.state === 'tripped' ? ['trip'] : [];
  const phrases = reading.subjects.map(({ words, area, tag }) =>
    [tag ?? words, area, ...trip].filter(Boolean).join(' '),
  );
  const words = phrases.length === 0 ? [trip.join('')] : [...new Set(phrases)].slice(0, 3);
  const calls = words.map((one) =>
    callOf('events', { start: range.start, end, words: one.slice(0, 200) }),
  );
  return { kind: 'calls', intent: 'events', calls };
}

type FoundTags =
  | { readonly kind: 'tags'; readonly tags: readonly PlantTag[] }
  | { readonly kind: 'plan'; readonly plan: Plan };

async function findTags(
  question: ReadQuestion,
  reading: Reading,
  isWhole: boolean,
  deps: PlanDeps,
): Promise<FoundTags> {
  const { asking } = deps;
  const plan = (made: Plan): FoundTags => ({ kind: 'plan', plan: made });
  if (!mayAskTags(asking)) return plan(planTriggers(reading, asking));
  const things = reading.subjects.filter(({ words, tag }) => words !== '' || tag !== undefined);
  if (things.length === 0) return await findOfUnits(reading, deps);
  const tags: PlantTag[] = [];
  for (const [index, subject] of things.entries()) {
    const found = await findOf(subject, reading, deps);
    if (found.kind === 'none') {
      if (reading.isAhead) return plan(noForecast(reading, asking));
      return plan(unknownSubject(subject, asking));
    }
    if (found.kind === 'several') {
      if (mayShowAll(found.tags, reading)) tags.push(...found.tags);
      else {
        const others = things
          .filter((_one, at) => at !== index)
          .map(({ words, area, tag }) => tag ?? [words, area].filter(Boolean).join(' '));
        return plan(askWhich(question, reading, found, others, isWhole, asking));
      }
    } else tags.push(...found.tags);
  }
  const unique = [...new Map(tags.map((tag) => [`${tag.sourceId}\n${tag.name}`, tag])).values()];
  return { kind: 'tags', tags: unique };
}

/** Numbers or states, as the question needs them; any where nothing of the kind is found. */
async function findOf(subject: Subject, reading: Reading, { asking, tagFinder }: PlanDeps) {
  const isOfMany = ['which', 'how_many', 'top'].includes(reading.intent ?? '');
  const wantsEvery = reading.isPlural || (isOfMany && !reading.isEveryUnit);
  const how = { asking, tagFinder, isPlural: wantsEvery, isAhead: reading.isAhead };
  const wantsNumbers =
    reading.condition !== undefined || reading.statistics.length > 0 || reading.intent === 'top';
  const wantsStates =
    reading.state !== undefined || reading.isStatus || reading.intent === 'last_time';
  const valueTypes = wantsNumbers ? NUMBERS : wantsStates ? STATES : undefined;
  const first = await findSubject(subject, { ...how, valueTypes });
  if (first.kind !== 'none' || valueTypes === undefined) return first;
  return await findSubject(subject, how);
}

/** Of a unit as a whole: its mode where a state is asked, else nothing that is not guessed. */
async function findOfUnits(reading: Reading, deps: PlanDeps): Promise<FoundTags> {
  const { asking, tagFinder } = deps;
  const areas = reading.subjects.map(({ area }) => area).filter((area) => area !== undefined);
  const wantsMode =
    reading.isStart ||
    reading.intent === 'why' ||
    reading.state !== undefined ||
    reading.intent === 'status' ||
    reading.intent === 'last_time';
  if (wantsMode) {
    const how = { asking, tagFinder, isPlural: true, isAhead: false };
    const found = await Promise.all(
      (areas.length > 0 ? areas : [undefined]).map((area) => findUnitMode(area, how)),
    );
    if (found.every((tags) => tags.length > 0)) return { kind: 'tags', tags: found.flat() };
  }
  const { language } = asking;
  const text =
    areas.length > 0
      ? say(language, 'knowsNotOf', { text: areas.join(', ') })
      : say(language, 'knowsNotWhat');
  return { kind: 'plan', plan: tell(text, exampleLines(asking)) };
}

/** For people who may use triggers and no tags. */
function planTriggers(reading: Reading, asking: ToolAsking): Plan {
  const { language } = asking;
  const [subject, ...others] = reading.subjects;
  const time = mainTime(askedTimes(reading.times));
  const unknown = tell(say(language, 'knowsNot', { text: said(reading) }), exampleLines(asking));
  if (!subject) return tell(say(language, 'knowsNotWhat'), exampleLines(asking));
  const all = [subject, ...others].map((one) => findTriggersAbout(one, asking));
  const isHeld =
    reading.condition !== undefined || (reading.state !== undefined && time.kind === 'range');
  if (all.some((triggers) => triggers.length === 0)) return unknown;
  const chosen = all.map((triggers) => {
    const wanted =
      reading.intent === 'trend' ? 'trend' : reading.intent === 'statistics' ? 'summary' : 'value';
    return triggers.find((trigger) => configOf(trigger)?.type === wanted) ?? triggers[0];
  });
  const names = [...new Set(chosen.flatMap((trigger) => (trigger ? [trigger.name] : [])))];
  const isPlain = [
    'value',
    'trend',
    'status',
    'which',
    'how_many',
    'statistics',
    'history',
    'compare',
  ].includes(reading.intent ?? 'value');
  if (!isPlain || isHeld || time.kind === 'point' || reading.isAhead || reading.isSum) {
    return tell(say(language, 'knowsNotThatWay', { text: said(reading) }), exampleLines(asking));
  }
  const saidRange = reading.times.find(({ when }) => when.kind === 'range')?.said;
  const range = saidRange ?? (reading.intent === 'trend' ? '8h' : '');
  const calls = names.slice(0, 4).map((name) => callOf('run_trigger', { name, arguments: range }));
  const isExact = chosen.every((trigger) => trigger && configOf(trigger)?.type === 'summary');
  const isComputed = reading.intent === 'statistics' || reading.intent === 'compare';
  const first = [
    ...(isComputed && !isExact ? [say(language, 'knowsOnlyValues')] : []),
    ...(reading.isEveryUnit || reading.isPlural
      ? [
          say(language, 'toldOnlyOf', {
            names: names.map((name) => plainText(name, 60)).join(', '),
          }),
        ]
      : []),
  ];
  return {
    kind: 'calls',
    intent: 'run_trigger',
    calls,
    ...(first.length > 0 && { first: first.join('\n') }),
  };
}

function noForecast(reading: Reading, asking: ToolAsking): Plan {
  return tell(
    say(asking.language, 'knowsNoForecast', { text: said(reading) }),
    exampleLines(asking),
  );
}

function unknownSubject({ words, area, tag }: Subject, asking: ToolAsking): Plan {
  const text = plainText(tag ?? [words, area].filter(Boolean).join(' '), 60);
  return tell(say(asking.language, 'knowsNot', { text }), exampleLines(asking));
}

/** Counted over the machines of a unit: how often its mills tripped. */
function isOfMachines(reading: Reading, tags: readonly PlantTag[]): boolean {
  const isCounted =
    ['how_often', 'how_many', 'which', ''].includes(reading.intent ?? '') &&
    reading.state !== undefined;
  const machines = new Set(tags.map((tag) => kindOf(tag).replace(/\b[a-h]\b/g, '')));
  const areUnits = new Set(tags.map(unitOf)).size;
  return isCounted && machines.size === 1 && tags.length > 2 && areUnits === 1;
}

/** The same of each unit can be shown side by side where it costs nothing and nobody can take one for the other. */
function mayShowAll(tags: readonly PlantTag[], reading: Reading): boolean {
  const isPlainValue =
    (reading.intent === undefined || reading.intent === 'compare' || reading.intent === 'trend') &&
    reading.times.every(
      ({ when }) => when.kind === 'now' || when.kind === 'point' || reading.intent !== undefined,
    );
  if (isOfMachines(reading, tags)) return true;
  const areSame = new Set(tags.map(kindOf)).size === 1;
  return (isPlainValue || reading.isEveryUnit) && areSame && tags.length <= SHOWN_TOGETHER_MAX;
}

function askWhich(
  question: ReadQuestion,
  reading: Reading,
  found: { readonly tags: readonly PlantTag[]; readonly said: string },
  others: readonly string[],
  isWhole: boolean,
  { language }: ToolAsking,
): Plan {
  const choices = found.tags.slice(0, CHOICES_MAX).map((tag): Choice => {
    const note = tag.description === '' ? '' : ` – ${plainText(tag.description, 60)}`;
    return {
      say: wordQuestion(question, reading, [...others, tag.name], isWhole),
      label: `${plainText(tag.name, 100)}${note}`,
      means: { words: found.said, sourceId: tag.sourceId, tag: tag.name },
    };
  });
  return {
    kind: 'ask',
    text: say(language, 'askedWhichTag', { text: plainText(found.said, 60) }),
    choices,
  };
}

/** The tag's own name of the state that was said; undefined when it has none, so that all are shown. */
async function stateOf(
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
  const seen = statesIn(data);
  const isBegin = reading.isStart && reading.state === undefined;
  const began = isBegin ? stateNameOf('startup', seen) : undefined;
  return began !== undefined && seen.includes(began) ? began : stateNameOf(idea, seen);
}

function statesIn(data: unknown): readonly string[] {
  const states: unknown =
    typeof data === 'object' && data !== null && 'states' in data ? data.states : undefined;
  if (!Array.isArray(states)) return [];
  return states.flatMap((one: unknown) =>
    typeof one === 'object' && one !== null && 'state' in one && typeof one.state === 'string'
      ? [one.state]
      : [],
  );
}

/** "Since the trip" as a range: from when the unit last came into that state. */
async function resolveSince(
  time: AskedTime,
  reading: Reading,
  deps: PlanDeps,
): Promise<{ readonly time: AskedTime; readonly first?: string } | undefined> {
  if (time.kind !== 'since_event') return { time };
  const { asking, tagFinder } = deps;
  const how = { asking, tagFinder, isPlural: true, isAhead: false };
  const areas = [...new Set(reading.subjects.map(({ area }) => area))];
  const [tag] = areas.length === 1 ? await findUnitMode(areas[0], how) : [];
  const data =
    tag &&
    (await deps.look(callOf('last_time', { tag: tag.name, condition: { equals: 'tripped' } })));
  const start: unknown =
    typeof data === 'object' && data !== null && 'start' in data ? data.start : undefined;
  if (typeof start !== 'string' || Number.isNaN(Date.parse(start))) return undefined;
  const at = new Date(start).toISOString();
  if (time.isAt) return { time: { kind: 'point', at } };
  return { time: { kind: 'range', start: at, end: asking.now.toISOString() } };
}

type Move =
  | { readonly kind: 'at'; readonly at: string; readonly first?: string }
  | { readonly kind: 'none' };

/** Where a number moved most within a span, when nobody said at what time it did. */
async function findMove(
  reading: Reading,
  tags: readonly PlantTag[],
  time: AskedTime,
  deps: PlanDeps,
): Promise<Move> {
  const { now, language, timeZone } = deps.asking;
  const [tag] = tags;
  if (tag?.valueType !== 'number') return { kind: 'none' };
  const range = rangeOf(time, now) ?? {
    start: new Date(now.getTime() - 24 * HOUR_MS).toISOString(),
    end: now.toISOString(),
  };
  const endMs = Math.min(Date.parse(range.end), now.getTime());
  const minutes = Math.max(10, Math.ceil((endMs - Date.parse(range.start)) / 60_000 / 144));
  if (minutes > 1440) return { kind: 'none' };
  const data = await deps.look(
    callOf('statistics', {
      tags: [tag.name],
      statistics: ['average'],
      start: range.start,
      end: new Date(endMs).toISOString(),
      bucket: `${minutes}m`,
      ...(tag.isInSeveral && { source: tag.sourceName }),
    }),
  );
  const buckets = numbersIn(data, 'average');
  let best: { at: string; size: number } | undefined;
  for (const [index, bucket] of buckets.entries()) {
    const previous = buckets[index - 1];
    if (!previous) continue;
    const change = bucket.value - previous.value;
    const { direction } = reading;
    const size = direction === 'down' ? -change : direction === 'up' ? change : Math.abs(change);
    if (size > (best?.size ?? 0)) best = { at: bucket.start, size };
  }
  if (!best) return { kind: 'none' };
  return {
    kind: 'at',
    at: new Date(best.at).toISOString(),
    first: say(language, 'toldLargest', {
      range: formatRange(
        { start: range.start, end: new Date(endMs).toISOString() },
        { timeZone, language, now },
      ),
    }),
  };
}

/** Every statistic of a name in a result's data, with where its range begins. */
function numbersIn(
  data: unknown,
  name: string,
): readonly { readonly start: string; readonly value: number }[] {
  const found: { start: string; value: number }[] = [];
  const visit = (node: unknown, depth: number): void => {
    if (depth > 8 || typeof node !== 'object' || node === null) return;
    if (Array.isArray(node)) {
      for (const one of node) visit(one, depth + 1);
      return;
    }
    const record = node as Record<string, unknown>;
    const average = record[name];
    const value =
      typeof average === 'object' && average !== null
        ? (average as Record<string, unknown>)['value']
        : average;
    if (typeof record['start'] === 'string' && typeof value === 'number')
      found.push({ start: record['start'], value });
    for (const one of Object.values(record)) visit(one, depth + 1);
  };
  visit(data, 0);
  return found;
}

const FORECAST_PERCENT_MIN = 90;
const ValuesAt = z.object({
  sources: z.array(z.object({ values: z.array(z.object({ quality: z.string().optional() })) })),
});

/** Whether forecasts reach as far as is asked: an average of the first hours of a range is none of it. */
async function isForecast(
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
  const percents = numbersIn(data, 'percentGood');
  return percents.length > 0 && percents.every(({ value }) => value >= FORECAST_PERCENT_MIN);
}

/** A time of day and a day that do not belong together: neither may be left out. */
function isApart(times: readonly AskedTime[], reading: Reading): boolean {
  if (reading.isVersus) return false;
  const points = times.flatMap((time) => (time.kind === 'point' ? [Date.parse(time.at)] : []));
  const ranges = times.flatMap((time) =>
    time.kind === 'range' ? [[Date.parse(time.start), Date.parse(time.end)] as const] : [],
  );
  const isOutside = points.some((at) => ranges.some(([start, end]) => at < start || at > end));
  return isOutside || (points.length > 0 && ranges.length > 1);
}

/**
 * Two questions in one, such as "load now and average yesterday": each time has words of its own, and nothing says
 * which belongs to which once they are apart.
 */
function areMixed({ tokens, subjectPlaces }: ReadQuestion, reading: Reading, now: Date): boolean {
  if (reading.isVersus || reading.isMove || reading.times.length < 2) return false;
  const isNow = reading.times.some(({ when }) => when.kind === 'now');
  const past = reading.times.filter(
    ({ when }) => when.kind === 'range' && Date.parse(when.end) < now.getTime() - 60_000,
  );
  if (isNow && past.length > 0 && reading.statistics.length > 0) return true;
  const places = reading.times.map(({ said: one }) => {
    const words = one.split(' ');
    return tokens.findIndex((_token, at) =>
      words.every((word, index) => tokens[at + index]?.word === word),
    );
  });
  const from = Math.min(...places);
  const to = Math.max(...places);
  const isBetween = subjectPlaces.some((place) => place > from && place < to);
  const isBefore = subjectPlaces.some((place) => place < from);
  const words = new Set(reading.subjects.map((one) => `${one.words} ${one.tag ?? ''}`));
  return from >= 0 && isBefore && isBetween && words.size > 1;
}

function startsAhead(time: AskedTime, now: Date): boolean {
  const start = time.kind === 'range' ? time.start : time.kind === 'point' ? time.at : undefined;
  return start !== undefined && Date.parse(start) > now.getTime();
}

function said(reading: Reading): string {
  return plainText(reading.said, 60) || '…';
}

function problemKey(problem: 'too_old' | 'too_long' | 'backwards' | 'no_such_time') {
  const keys = {
    too_old: 'knowsTooOld',
    too_long: 'plainTooLong',
    backwards: 'plainBackwards',
    no_such_time: 'knowsNoSuchTime',
  } as const;
  return keys[problem];
}

function tell(text: string, lines: readonly string[] = []): Plan {
  return { kind: 'say', outcome: 'unknown', text: [text, ...lines].join('\n') };
}
