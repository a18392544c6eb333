import { Temporal } from 'temporal-polyfill';
import type { Clock } from '#sdk';
import { type BuiltReply, plainText, say } from '../../replies/index.ts';
import type { Language } from '../../triggers/index.ts';
import type { TagFinder } from '../../tag-search/index.ts';
import type { AnswerPlainly, PlainAnswer, PlainQuestion, ToolCallRecord } from '../answerer.ts';
import { type RanTool, runTool, type Tool, type ToolCall, wordToolError } from '../tools/index.ts';
import { joinReplies } from '../tools/join-replies.ts';
import { findNamedTag } from './find/plant-tag.ts';
import { withNamedTags } from './find/with-named-tags.ts';
import { looksLikeFollowUp, mergeFollowUp } from './follow-up.ts';
import { forbiddenOf } from './forbidden.ts';
import { makePlan } from './make-plan.ts';
import type { Plan } from './plan/plan.ts';
import { readQuestion } from './read-question.ts';
import type { Reading } from './reading.ts';
import { countLine, timesIn } from './tell/count-line.ts';
import { sumLine } from './tell/sum-line.ts';
import { yesNoLine } from './tell/yes-no-line.ts';
import { readZone } from './time/read-zone.ts';
import { exampleLines } from './words/examples.ts';
import { isForeign } from './words/foreign.ts';

export interface BuiltInDeps {
  readonly tools: readonly Tool[];
  readonly tagFinder: TagFinder;
  readonly clock: Clock;
}

/** Longer questions are no questions. */
const TEXT_MAX = 600;
const CALLS_AT_ONCE = 4;
const REFUSALS = {
  act: 'refusedAct',
  secret: 'refusedSecret',
  people: 'refusedPeople',
  instructions: 'refusedInstructions',
} as const;

/**
 * Answers questions in plain words by a grammar of plant questions, without any model: it reads the question, finds
 * the tags that are meant, plans to the tools and gives their wording. What it is not sure of it asks back or says.
 */
export function createBuiltInAnswerer({ tools, tagFinder }: BuiltInDeps): AnswerPlainly {
  return async (question) => {
    const { asking } = question;
    const { language } = asking;
    const early = refuseEarly(question);
    if (early) return early;
    const present = {
      now: Temporal.Instant.fromEpochMilliseconds(asking.now.getTime()).toZonedDateTimeISO(
        asking.timeZone,
      ),
      shifts: asking.shifts,
    };
    const zoned = readZone(question.text, present.now);
    if (zoned.isOther) {
      return spoken('unknown', say(language, 'knowsOwnZone', { zone: asking.timeZone }), language);
    }
    const names = await tagFinder.namesFor(asking.contact?.id ?? null);
    const text = withNamedTags(zoned.text, names, present, asking);
    const read = readQuestion(text, present, (name) => findNamedTag(name, asking)?.name);
    const before = readingBefore(question);
    const merged = before && mergeFollowUp(read.reading, before, question.text, asking.timeZone);
    if (!before && isLooseEnd(read.reading, question.text)) {
      const text = say(language, 'knowsNoFollowUp', { text: plainText(question.text, 60) });
      return spoken('unknown', [text, ...exampleLines(asking)].join('\n'), language);
    }
    const looked: ToolCallRecord[] = [];
    const look = async (call: ToolCall) => {
      const ran = await runTool(tools, call, asking);
      looked.push(ran.record);
      return ran.result?.data;
    };
    const planOf = async (reading: Reading) =>
      await makePlan(read, reading, reading === read.reading, { tagFinder, asking, look });
    const work = { tools, question, looked };
    // What can be answered by itself takes nothing from the talk; `unit 2 gimana?` is the same of another unit.
    const isSameOfAnother = read.reading.intent === 'status';
    if (merged && !isSameOfAnother && !looksLikeFollowUp(question.text)) {
      const whole = await planOf(read.reading);
      if (whole.kind === 'calls') return await carryOut(whole, read.reading, work);
    }
    const reading = merged ?? read.reading;
    return await carryOut(await planOf(reading), reading, work);
  };
}

function refuseEarly({ text, asking }: PlainQuestion): PlainAnswer | undefined {
  const { language } = asking;
  const forbidden = forbiddenOf(text.slice(0, 4_000));
  if (forbidden) return spoken('refused', say(language, REFUSALS[forbidden]), language);
  if (!/[\p{L}\p{N}]/u.test(text)) {
    return spoken(
      'unknown',
      [say(language, 'knowsNotWhat'), ...exampleLines(asking)].join('\n'),
      language,
    );
  }
  if (text.length > TEXT_MAX) return spoken('unknown', say(language, 'knowsTooMuch'), language);
  if (isForeign(text)) {
    return spoken(
      'unknown',
      [say(language, 'knowsLanguages'), ...exampleLines(asking)].join('\n'),
      language,
    );
  }
  return undefined;
}

/** What was understood of the question before, when the same understanding kept it. */
function readingBefore({ before }: PlainQuestion): Reading | undefined {
  const reading = before?.slots['reading'];
  const isReading =
    typeof reading === 'object' &&
    reading !== null &&
    'subjects' in reading &&
    Array.isArray(reading.subjects);
  return isReading ? (reading as Reading) : undefined;
}

/** A follow-up without anything before it. */
function isLooseEnd({ subjects, intent, state }: Reading, text: string): boolean {
  const hasThing = subjects.some(({ words, tag }) => words !== '' || tag !== undefined);
  const isOfUnit = state !== undefined && subjects.length > 0;
  return (
    !hasThing &&
    !isOfUnit &&
    intent !== 'status' &&
    intent !== 'events' &&
    intent !== 'report' &&
    looksLikeFollowUp(text)
  );
}

interface Work {
  readonly tools: readonly Tool[];
  readonly question: PlainQuestion;
  readonly looked: readonly ToolCallRecord[];
}

async function carryOut(plan: Plan, reading: Reading, work: Work): Promise<PlainAnswer> {
  const { asking } = work.question;
  const { language } = asking;
  const understood = { intent: reading.intent ?? 'value', calls: [], slots: { reading } };
  if (plan.kind === 'say')
    return { ...spoken(plan.outcome, plan.text, language), calls: work.looked };
  if (plan.kind === 'ask') {
    const lines = plan.choices.map(({ label }, index) => `${index + 1}. ${label}`);
    const text = [plan.text, ...lines].join('\n');
    return {
      ...spoken('asked', text, language),
      choices: plan.choices,
      understood,
      calls: work.looked,
    };
  }
  const ran = await runAll(plan.calls, work);
  const told = plan.isOfMany
    ? ran.filter(({ result }) => result === undefined || timesIn(result.data) > 0)
    : ran;
  const results = ran.flatMap(({ result }) => (result ? [result] : []));
  const calls = [...work.looked, ...ran.map(({ record }) => record)];
  const never: BuiltReply[] =
    told.length === 0 ? [{ text: plan.never ?? say(language, 'toldNever'), facts: [] }] : [];
  const replies = told.flatMap(({ result, error }): BuiltReply[] =>
    result ? [result.reply] : error ? [wordToolError(error, language)] : [],
  );
  const joined = joinReplies([...replies, ...never], language);
  const [error] = ran.flatMap(({ error: one }) => (one ? [one] : []));
  const outcome =
    results.length > 0
      ? 'answered'
      : error && ['invalid', 'not_found'].includes(error.kind)
        ? 'unknown'
        : 'failed';
  const before = results.length > 0 && plan.first !== undefined ? `${plan.first}\n` : '';
  const sum = plan.yesNo
    ? yesNoLine(results[0]?.data, plan.yesNo, language)
    : plan.isSum
      ? sumLine(joined.facts, language)
      : plan.isOfMany
        ? countLine(told, language)
        : undefined;
  return {
    outcome,
    reply: { ...joined, text: `${before}${joined.text}${sum === undefined ? '' : `\n${sum}`}` },
    language,
    pictures: results.flatMap(({ picture }) => (picture ? [picture] : [])),
    uses: results.flatMap(({ uses }) => uses ?? []),
    sourceIds: [...new Set(results.flatMap(({ sourceIds }) => sourceIds))],
    understood: { ...understood, intent: plan.intent, calls: plan.calls },
    path: 'built_in',
    calls,
  };
}

async function runAll(
  calls: readonly ToolCall[],
  { tools, question }: Work,
): Promise<readonly RanTool[]> {
  const ran: RanTool[] = [];
  for (let at = 0; at < calls.length; at += CALLS_AT_ONCE) {
    const some = calls.slice(at, at + CALLS_AT_ONCE);
    ran.push(...(await Promise.all(some.map((call) => runTool(tools, call, question.asking)))));
  }
  return ran;
}

function spoken(outcome: PlainAnswer['outcome'], text: string, language: Language): PlainAnswer {
  return {
    outcome,
    reply: { text, facts: [] },
    language,
    pictures: [],
    uses: [],
    sourceIds: [],
    path: 'built_in',
    calls: [],
  };
}
