import type { ValueOutcome } from '#sdk';
import type { Fact, ValueAnswer } from '../triggers/index.ts';
import type { ReplyContext } from './built-reply.ts';
import type { MemberChunks } from './member-chunks.ts';
import { bold } from './message-text.ts';
import { readingText } from './reading-text.ts';
import { shortNames } from './short-names.ts';
import { shortTime } from './short-time.ts';
import { valueChunks } from './value-chunks.ts';

/** States that somebody wants to see at once, in the words plants use for them. */
const ALARMING = /trip|fail|fault|alarm|error|gangguan|rusak|bahaya/i;

export function isDigital(outcome: ValueOutcome): boolean {
  return outcome.ok && outcome.tag.valueType === 'digital';
}

/** Digital tags by their state: `A B C E running, D stopped, F *tripped* 13:58`. The rest keep their own values. */
export function digitalChunks(answer: ValueAnswer, context: ReplyContext): MemberChunks {
  const { outcomes } = answer;
  const names = outcomes.map((outcome) => (outcome.ok ? outcome.tag.name : outcome.name));
  const labels = shortNames(names, answer.labels, 0);
  const calm = new Map<string, string[]>();
  const alarming: string[] = [];
  const others: string[] = [];
  const facts: Fact[] = [];
  let values = 0;
  for (const [index, outcome] of outcomes.entries()) {
    const label = labels[index] ?? '';
    const shown = valueChunks(outcome, answer, context);
    facts.push(...shown.facts);
    const state = outcome.ok ? readingText(outcome.reading, outcome.tag, context) : undefined;
    if (!outcome.ok || state === undefined || !shown.isOk) {
      others.push(`⚠ ${label} ${shown.chunks.join(' ')}`);
      continue;
    }
    values += 1;
    if (!isDigital(outcome) || outcome.reading.quality !== 'good') {
      others.push(`${label} ${shown.chunks.join(' ')}`);
    } else if (ALARMING.test(state)) {
      alarming.push(
        `${label} ${bold(spoken(state))} ${shortTime(outcome.reading.timestamp, context)}`,
      );
    } else {
      calm.set(state, [...(calm.get(state) ?? []), label]);
    }
  }
  const joint = labels.some((label) => label.includes(' ')) ? ', ' : ' ';
  const byCount = [...calm].sort(([, a], [, b]) => b.length - a.length);
  const told = [
    ...byCount.map(([state, members]) => `${members.join(joint)} ${spoken(state)}`),
    ...alarming,
    ...others,
  ];
  const chunks = told.map((text, index) => (index === told.length - 1 ? text : `${text},`));
  return { chunks, facts, values, isOk: values > 0 };
}

/** A state inside a sentence: `Running` is `running`, while `OFF` and `I/O Timeout` stay what they are. */
function spoken(state: string): string {
  return /^\p{Lu}[\p{Ll} ]+$/u.test(state) ? state.toLowerCase() : state;
}
