import type { AppError, ValueOutcome } from '#sdk';
import { cannot, type Source } from '../data-sources/index.ts';
import { withTimeLimit } from '../lib/with-time-limit.ts';
import type { Answer, GroupAnswer } from './answer.ts';
import {
  failedAnswer,
  hasWildcard,
  runTrigger,
  toAppError,
  valueAnswer,
  type RunArguments,
  type RunContext,
  type RunnableTrigger,
} from './run-trigger.ts';

export interface RunnableGroup {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly executionMode: 'parallel' | 'sequential';
  readonly members: readonly RunnableTrigger[];
}

/** A member that has not answered by then is reported as such; the others are shown. */
const MEMBER_TIMEOUT_MS = 7_000;

/**
 * Answers all members of a group, in the group's order.
 * Parallel members are asked at the same time, those that read plain tags of one source in one request.
 * Sequential ones are asked one after the other. A failing member never hides the others.
 */
export async function runGroup(
  group: RunnableGroup,
  given: RunArguments,
  context: RunContext,
): Promise<GroupAnswer> {
  const { name, description } = group;
  if (group.executionMode === 'sequential') {
    const members: Answer[] = [];
    for (const member of group.members) members.push(await runMember(member, given, context));
    return { name, description, members };
  }
  const isPlain = given.range === undefined && given.count === undefined && !given.variables;
  const shared = isPlain ? sharedReads(group.members, context) : new Map<string, SharedRead>();
  const members = await Promise.all(
    group.members.map(async (member) => {
      const read = shared.get(member.id);
      return read ? await answerFrom(read, member) : await runMember(member, given, context);
    }),
  );
  return { name, description, members };
}

async function runMember(
  member: RunnableTrigger,
  given: RunArguments,
  context: RunContext,
): Promise<Answer> {
  return await withTimeLimit(MEMBER_TIMEOUT_MS, context.signal, (signal) =>
    runTrigger(member, given, { ...context, signal }),
  ).catch((error) => failedAnswer(member, undefined, toAppError(error)));
}

interface SharedRead {
  readonly source: Source;
  readonly tags: readonly string[];
  readonly outcomes: Promise<readonly ValueOutcome[] | AppError>;
}

/** One read for all members that name plain tags of the same source, by the id of each member it serves. */
function sharedReads(
  members: readonly RunnableTrigger[],
  context: RunContext,
): Map<string, SharedRead> {
  const bySource = new Map<string, RunnableTrigger[]>();
  for (const member of members) {
    if (!member.dataSourceId || !readsPlainTags(member)) continue;
    const others = bySource.get(member.dataSourceId);
    if (others) others.push(member);
    else bySource.set(member.dataSourceId, [member]);
  }
  const shared = new Map<string, SharedRead>();
  for (const [sourceId, served] of bySource) {
    if (served.length < 2) continue;
    const source = context.sources.find(sourceId);
    if (!source) continue;
    const tags = [...new Set(served.flatMap(plainTags))];
    const outcomes = withTimeLimit(MEMBER_TIMEOUT_MS, context.signal, (signal) =>
      readAll(source, tags, signal),
    ).catch(toAppError);
    for (const member of served) shared.set(member.id, { source, tags, outcomes });
  }
  return shared;
}

async function readAll(
  source: Source,
  tags: readonly string[],
  signal: AbortSignal,
): Promise<readonly ValueOutcome[]> {
  const { read } = source.connection;
  if (!read) throw cannot(source.name, 'give current values');
  return await read({ tags }, signal);
}

function readsPlainTags({ config }: RunnableTrigger): boolean {
  return config.type === 'value' && config.elements.length === 0 && !config.tags.some(hasWildcard);
}

function plainTags({ config }: RunnableTrigger): readonly string[] {
  return config.type === 'value' ? config.tags : [];
}

async function answerFrom(read: SharedRead, member: RunnableTrigger): Promise<Answer> {
  const outcomes = await read.outcomes;
  if (outcomes instanceof Error) return failedAnswer(member, read.source, outcomes);
  const own = plainTags(member).flatMap((tag) => outcomes[read.tags.indexOf(tag)] ?? []);
  return valueAnswer(member, read.source, own);
}
