import { AppError, type ValueOutcome } from '#sdk';
import { cannot, type Source } from '../data-sources/index.ts';
import { withTimeLimit } from '../lib/with-time-limit.ts';
import type { Answer, GroupAnswer } from './answer.ts';
import { findLastGood } from './find-last-good.ts';
import type { RunArguments, RunContext, RunnableTrigger } from './run-context.ts';
import { failedAnswer, hasWildcard, runTrigger, toAppError, valueAnswer } from './run-trigger.ts';
import { shareArguments } from './share-arguments.ts';

export interface RunnableGroup {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly executionMode: 'parallel' | 'sequential';
  readonly members: readonly RunnableTrigger[];
}

/** A member that has not answered by then is reported as such; the others are shown. */
const MEMBER_TIMEOUT_MS = 7_000;
/** Of the time of a sequential group, each member still to come is left this much. */
const LEFT_FOR_LATER_MS = 1_000;
const SHORTEST_TIMEOUT_MS = 1_500;

type Member = { readonly trigger: RunnableTrigger; readonly given: RunArguments };

/**
 * Answers all members of a group, in the group's order, each with those arguments that it takes.
 * Parallel members are asked at the same time, those that read plain tags of one source in one request.
 * Sequential ones are asked one after the other. A failing member never hides the others.
 *
 * @throws AppError of kind `invalid` when no member takes an argument that was given
 */
export async function runGroup(
  group: RunnableGroup,
  given: RunArguments,
  context: RunContext,
): Promise<GroupAnswer> {
  const { name, description } = group;
  const members = shareArguments(group, given);
  const answers =
    group.executionMode === 'sequential'
      ? await runInTurn(members, context)
      : await runTogether(members, context);
  return { name, description, members: withClearLabels(answers) };
}

async function runInTurn(
  members: readonly Member[],
  context: RunContext,
): Promise<readonly Answer[]> {
  const endsAtMs = performance.now() + MEMBER_TIMEOUT_MS;
  const answers: Answer[] = [];
  /** Sources that did not answer in time: waiting for them once is enough for all their members. */
  const silent = new Map<string, AppError>();
  for (const [index, member] of members.entries()) {
    const { dataSourceId } = member.trigger;
    const error = dataSourceId === null ? undefined : silent.get(dataSourceId);
    if (error) {
      answers.push(failedMember(member.trigger, error, context));
      continue;
    }
    const laterMs = (members.length - 1 - index) * LEFT_FOR_LATER_MS;
    const limitMs = Math.max(endsAtMs - performance.now() - laterMs, SHORTEST_TIMEOUT_MS);
    const answer = await runMember(member, context, limitMs);
    if (answer.kind === 'failed' && answer.error.kind === 'timeout' && dataSourceId !== null) {
      silent.set(dataSourceId, answer.error);
    }
    answers.push(answer);
  }
  return answers;
}

async function runTogether(
  members: readonly Member[],
  context: RunContext,
): Promise<readonly Answer[]> {
  const shared = sharedReads(members, context);
  return await Promise.all(
    members.map(async (member) => {
      const read = shared.get(member.trigger.id);
      return read ? await answerFrom(read, member.trigger) : await runMember(member, context);
    }),
  );
}

async function runMember(
  { trigger, given }: Member,
  context: RunContext,
  limitMs = MEMBER_TIMEOUT_MS,
): Promise<Answer> {
  return await withTimeLimit(limitMs, context.signal, (signal) =>
    runTrigger(trigger, given, { ...context, signal }),
  ).catch((error) => failedMember(trigger, toAppError(error), context));
}

function failedMember(trigger: RunnableTrigger, error: AppError, { sources }: RunContext): Answer {
  const { dataSourceId } = trigger;
  const source = dataSourceId === null ? undefined : sources.find(dataSourceId);
  return failedAnswer(trigger, source, error);
}

interface SharedRead {
  readonly source: Source;
  readonly tags: readonly string[];
  readonly outcomes: Promise<readonly ValueOutcome[] | AppError>;
}

/** One read for all members that name plain tags of the same source, by the id of each member it serves. */
function sharedReads(members: readonly Member[], context: RunContext): Map<string, SharedRead> {
  const bySource = new Map<string, RunnableTrigger[]>();
  for (const { trigger, given } of members) {
    if (!trigger.dataSourceId || !readsPlainTags(trigger) || !isNothing(given)) continue;
    const others = bySource.get(trigger.dataSourceId);
    if (others) others.push(trigger);
    else bySource.set(trigger.dataSourceId, [trigger]);
  }
  const shared = new Map<string, SharedRead>();
  for (const [sourceId, served] of bySource) {
    if (served.length < 2) continue;
    const source = context.sources.find(sourceId);
    if (!source) continue;
    const tags = [...new Set(served.flatMap(plainTags))];
    const outcomes = withTimeLimit(MEMBER_TIMEOUT_MS, context.signal, (signal) =>
      readAll(source, tags, { ...context, signal }),
    ).catch(toAppError);
    for (const member of served) shared.set(member.id, { source, tags, outcomes });
  }
  return shared;
}

async function readAll(
  source: Source,
  tags: readonly string[],
  context: RunContext,
): Promise<readonly ValueOutcome[]> {
  const { read } = source.connection;
  if (!read) throw cannot(source.name, 'give current values');
  const outcomes = await read({ tags }, context.signal);
  await findLastGood(source, outcomes, context);
  return outcomes;
}

function isNothing({ range, count, variables }: RunArguments): boolean {
  return range === undefined && count === undefined && variables === undefined;
}

function readsPlainTags({ config }: RunnableTrigger): boolean {
  return config.type === 'value' && config.elements.length === 0 && !config.tags.some(hasWildcard);
}

function plainTags({ config }: RunnableTrigger): readonly string[] {
  return config.type === 'value' ? config.tags : [];
}

async function answerFrom(read: SharedRead, member: RunnableTrigger): Promise<Answer> {
  const outcomes = await read.outcomes;
  if (outcomes instanceof AppError) return failedAnswer(member, read.source, outcomes);
  const own = plainTags(member).flatMap((tag) => outcomes[read.tags.indexOf(tag)] ?? []);
  return valueAnswer(member, read.source, own);
}

/** Two members called `Net load` would be two numbers nobody can tell apart, so each has its trigger's name then. */
function withClearLabels(answers: readonly Answer[]): readonly Answer[] {
  const shown = Map.groupBy(answers, ({ label, name }) => (label ?? name).toLowerCase());
  return answers.map((answer) => {
    const isShared = (shown.get((answer.label ?? answer.name).toLowerCase())?.length ?? 0) > 1;
    return isShared ? { ...answer, label: undefined } : answer;
  });
}
