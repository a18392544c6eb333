import type { ValueType } from '#sdk';
import { plainText, say } from '../../../replies/index.ts';
import type { ToolAsking } from '../../tools/index.ts';
import { findSubject, mayAskTags } from '../find/find-subject.ts';
import type { PlantTag } from '../find/plant-tag.ts';
import { unitOf } from '../find/unit-of.ts';
import type { ReadQuestion } from '../read-question.ts';
import type { Reading, Subject } from '../reading.ts';
import { exampleLines } from '../words/examples.ts';
import { askWhich } from './ask-which.ts';
import { findOfUnits } from './find-of-units.ts';
import { mayShowAll } from './may-show-all.ts';
import type { PlanDeps } from './plan-deps.ts';
import { planTriggers } from './plan-triggers.ts';
import type { Plan } from './plan.ts';
import { noForecast, tell } from './tell.ts';

const NUMBERS: readonly ValueType[] = ['number'];
const STATES: readonly ValueType[] = ['digital', 'boolean', 'string'];

export type FoundTags =
  | { readonly kind: 'tags'; readonly tags: readonly PlantTag[] }
  | { readonly kind: 'plan'; readonly plan: Plan };

/** The tags of every subject of a question, or what is said or asked back where they are not certain. */
export async function findTags(
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
      return plan((await ofOtherUnits(subject, reading, deps)) ?? unknownSubject(subject, asking));
    }
    if (found.kind === 'several') {
      if (found.haveAll && mayShowAll(found.tags, reading)) tags.push(...found.tags);
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

/** `load u3` where units 1 and 2 have one: that unit has none, and no other's is offered in its place. */
async function ofOtherUnits(
  { words, area, shared }: Subject,
  reading: Reading,
  deps: PlanDeps,
): Promise<Plan | undefined> {
  if (area === undefined || words === '') return undefined;
  const found = await findOf({ words, shared }, { ...reading, isPlural: true }, deps);
  const tags = found.kind === 'none' ? [] : found.tags;
  const units = [...new Set(tags.map(unitOf))]
    .filter((unit) => unit !== undefined)
    .toSorted((a, b) => a - b);
  if (units.length === 0) return undefined;
  const { language } = deps.asking;
  return tell(
    say(language, 'knowsNotOfUnit', {
      text: plainText(words, 60),
      area,
      others: units.map((unit) => `unit ${unit}`).join(', '),
    }),
  );
}

function unknownSubject({ words, area, tag }: Subject, asking: ToolAsking): Plan {
  const text = plainText(tag ?? [words, area].filter(Boolean).join(' '), 60);
  return tell(say(asking.language, 'knowsNot', { text }), exampleLines(asking));
}
