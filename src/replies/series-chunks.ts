import type { HistoryAnswer, TrendAnswer } from '../triggers/index.ts';
import type { ReplyContext } from './built-reply.ts';
import { heldChunks } from './held-chunks.ts';
import type { MemberChunks } from './member-chunks.ts';
import { bold } from './message-text.ts';
import { outcomeError } from './outcome-error.ts';
import { isNewer } from './is-newer.ts';
import { newestFirst } from './newest-first.ts';
import { badStateOf, readingText } from './reading-text.ts';
import { say } from './say.ts';
import { shortNames } from './short-names.ts';
import { sparkline } from './sparkline.ts';
import { toFact } from './to-fact.ts';
import { shortTime } from './short-time.ts';

const SPARKLINE_WIDTH = 12;

/** A series on a line of a group's reply: how it went in small, and its newest value. */
export function seriesChunks(
  answer: HistoryAnswer | TrendAnswer,
  context: ReplyContext,
): MemberChunks {
  const { language } = context;
  const { outcomes, source, range } = answer;
  const names = outcomes.map((outcome) => (outcome.ok ? outcome.tag.name : outcome.name));
  const labels = shortNames(names, answer.labels, 0);
  const shown = outcomes.map((outcome, index) => {
    const label = outcomes.length > 1 ? [labels[index] ?? ''] : [];
    if (!outcome.ok) {
      const error = outcomeError(outcome.error, outcome.name, source, language);
      return { chunks: [...label, error], facts: [], isOk: false };
    }
    const { held, tag } = outcome;
    const latest = answer.kind === 'trend' ? answer.latest?.get(outcome.tag.name) : undefined;
    if (held && !isNewer(latest, held)) {
      const told = heldChunks(held, tag, answer, context);
      const isOk = held.quality !== 'bad';
      return { chunks: [...label, ...told.chunks], facts: told.facts, isOk };
    }
    const newest = latest ?? newestFirst(outcome.readings)[0];
    if (!newest) return { chunks: [...label, say(language, 'noValues')], facts: [], isOk: true };
    const value = readingText(newest, outcome.tag, context, answer.digits);
    const time = shortTime(newest.timestamp, context);
    const picture = range ? sparkline(outcome.readings, range, SPARKLINE_WIDTH) : '';
    const text =
      value === undefined ? `⚠ ${badStateOf(newest) ?? say(language, 'noValues')}` : bold(value);
    return {
      chunks: [...label, ...(picture === '' ? [] : [picture]), text, time],
      facts: [toFact(source, outcome.tag.name, newest)],
      isOk: value !== undefined,
    };
  });
  return {
    chunks: shown.flatMap(({ chunks }, index) =>
      index === shown.length - 1 ? chunks : [...chunks.slice(0, -1), `${chunks.at(-1) ?? ''} ·`],
    ),
    facts: shown.flatMap(({ facts }) => facts),
    values: shown.filter(({ isOk, facts }) => isOk && facts.length > 0).length,
    isOk: shown.some(({ isOk }) => isOk),
  };
}
