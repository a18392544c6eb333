import type { ValueOutcome } from '#sdk';
import { meetsCondition } from '#sdk/series';
import {
  type BuiltReply,
  bold,
  failedReply,
  paginate,
  plainText,
  readingText,
  type ReplyContext,
  type ReplyLine,
  say,
  shortNames,
  toFact,
  valueChunks,
} from '../../../replies/index.ts';
import { type Answer, formatMinute, type ValueAnswer } from '../../../triggers/index.ts';
import { failedData, problemData, readingData, tagData } from '../answer-data.ts';
import { askTags } from '../ask-tags.ts';
import { joinReplies } from '../join-replies.ts';
import { replyContextOf } from '../reply-context-of.ts';
import { resolveTags, sourceIdsOf } from '../resolve-tags.ts';
import { type Condition, TOOL_INPUTS } from '../tool-inputs.ts';
import { defineTool, type ToolAsking } from '../tool.ts';
import { commonName } from './common-name.ts';
import { conditionText } from './condition-text.ts';
import { matchState } from './match-state.ts';
import { countFact } from './span-facts.ts';

interface Wanted {
  readonly state?: string | undefined;
  readonly condition?: Condition | undefined;
}

interface Group {
  readonly title: string;
  /** Whether it is the one asked for, which is told even when nothing is in it. */
  readonly isAsked: boolean;
  readonly members: readonly Member[];
}

type Member = { readonly label: string; readonly outcome: Extract<ValueOutcome, { ok: true }> };

/** Which tags are in which state now. */
export const tagsInStateTool = defineTool({
  name: 'tags_in_state',
  description:
    'Groups tags by their present state, or by whether a condition holds of them now: "which mills are running", "which bearings are above 80". Tags with bad or missing data are told apart and belong to no group.',
  input: TOOL_INPUTS.tags_in_state,
  async run({ tags, source, state, condition }, asking) {
    const resolved = await resolveTags(tags, source, asking);
    const answers = await askTags(
      resolved,
      (selection) => ({ type: 'value', ...selection }),
      {},
      asking,
    );
    const context = replyContextOf(asking);
    const wanted = { state, condition };
    return {
      reply: joinReplies(
        answers.map((answer) => replyOf(answer, wanted, context)),
        asking.language,
      ),
      data: { sources: answers.map((answer) => dataOf(answer, wanted, asking)) },
      sourceIds: sourceIdsOf(resolved),
    };
  },
});

function replyOf(answer: Answer, wanted: Wanted, context: ReplyContext): BuiltReply {
  const { language } = context;
  if (answer.kind === 'failed') return failedReply(answer, context);
  if (answer.kind !== 'value') return { text: '', facts: [] };
  const { groups, others } = sort(answer, wanted, context);
  const counted = groups.reduce((sum, { members }) => sum + members.length, 0);
  const time = { text: formatMinute(context.now.toISOString(), context) };
  return paginate({
    language,
    head: [],
    rows: [
      ...groups.map((group) => groupLine(group, counted, answer, wanted, context)),
      ...others.map(({ label, outcome }): ReplyLine => {
        const { chunks, facts } = valueChunks(outcome, answer, context);
        return { text: `⚠ ${label} ${chunks.join(' ')}`, facts };
      }),
    ],
    foot: [time],
  });
}

function groupLine(
  { title, isAsked, members }: Group,
  counted: number,
  { source, outcomes }: ValueAnswer,
  { condition }: Wanted,
  context: ReplyContext,
): ReplyLine {
  const { language, now } = context;
  const instant = now.toISOString();
  const name = commonName(outcomes.map((one) => (one.ok ? one.tag.name : one.name)));
  const count = (value: number) => countFact(source, name, value, { start: instant, end: instant });
  const heading = isAsked
    ? bold(say(language, 'inStateAsked', { state: title, count: members.length, total: counted }))
    : say(language, 'inState', { state: title, count: members.length });
  const shown = members.map(({ label, outcome: { reading, tag } }) => {
    const value = condition ? ` ${readingText(reading, tag, context) ?? ''}` : '';
    return `${label}${value}`;
  });
  const joint = shown.some((text) => text.includes(' ')) ? ', ' : ' ';
  return {
    text: shown.length === 0 ? heading : `${heading}: ${shown.join(joint)}`,
    facts: [
      count(members.length),
      ...(isAsked ? [count(counted)] : []),
      ...members.map(({ outcome: { reading, tag } }) => toFact(source, tag.name, reading)),
    ],
  };
}

/** The group asked for first, the others by size; apart, what has no good value. */
function sort({ outcomes, labels }: ValueAnswer, wanted: Wanted, context: ReplyContext) {
  const names = outcomes.map((outcome) => (outcome.ok ? outcome.tag.name : outcome.name));
  const short = shortNames(names, labels, 0);
  const others: { label: string; outcome: ValueOutcome }[] = [];
  const good: Member[] = [];
  for (const [index, outcome] of outcomes.entries()) {
    const label = short[index] ?? '';
    const isGood =
      outcome.ok && outcome.reading.quality !== 'bad' && outcome.reading.value !== null;
    if (isGood) good.push({ label, outcome });
    else others.push({ label, outcome });
  }
  const { condition, state } = wanted;
  if (condition) {
    const unit = good.find(({ outcome }) => outcome.tag.unit !== null)?.outcome.tag.unit ?? null;
    const title = conditionText(condition, unit, context);
    const isIn = ({ outcome }: Member) => meetsCondition(outcome.reading.value, condition);
    const rest = good.filter((one) => !isIn(one));
    const groups: Group[] = [{ title, isAsked: true, members: good.filter(isIn) }];
    if (rest.length > 0) {
      const title = say(context.language, 'inStateOthers');
      groups.push({ title, isAsked: false, members: rest });
    }
    return { groups, others };
  }
  const byState = Map.groupBy(good, stateOf);
  const asked = state === undefined ? undefined : (matchState(state, [...byState.keys()]) ?? state);
  const groups = [...byState]
    .map(([name, members]): Group => ({
      title: plainText(name, 60),
      isAsked: name === asked,
      members,
    }))
    .toSorted(
      (a, b) => Number(b.isAsked) - Number(a.isAsked) || b.members.length - a.members.length,
    );
  const isMissing = asked !== undefined && !byState.has(asked);
  const none: Group[] = isMissing
    ? [{ title: plainText(asked, 60), isAsked: true, members: [] }]
    : [];
  return { groups: [...none, ...groups], others };
}

function stateOf({ outcome: { reading } }: Member): string {
  return reading.state?.name ?? String(reading.value);
}

function dataOf(answer: Answer, wanted: Wanted, asking: ToolAsking): object {
  if (answer.kind === 'failed') return failedData(answer, asking);
  if (answer.kind !== 'value') return {};
  const { groups, others } = sort(answer, wanted, replyContextOf(asking));
  return {
    source: answer.source,
    groups: groups.map(({ title, isAsked, members }) => ({
      state: title,
      asked: isAsked,
      count: members.length,
      tags: members.map(({ outcome: { tag, reading } }) => ({
        ...tagData(tag),
        ...readingData(reading, tag, asking),
      })),
    })),
    withoutGoodValue: others.map(({ outcome }) =>
      outcome.ok
        ? { ...tagData(outcome.tag), ...readingData(outcome.reading, outcome.tag, asking) }
        : problemData(outcome),
    ),
  };
}
