import type { Reading, Statistic, TagInfo, TimeRange } from '#sdk';
import type { Source } from '../../data-sources/index.ts';
import { isStale, outcomeError, plainText, say, shortTime } from '../../replies/index.ts';
import type { Answer, FailedAnswer } from '../../triggers/index.ts';
import { rangeMissing } from '../ai.errors.ts';
import { askStatistics } from './ask-statistics.ts';
import { askTags } from './ask-tags.ts';
import { readValuesAt, type ValueAtOutcome } from './read-values-at.ts';
import { replyContextOf } from './reply-context-of.ts';
import type { ResolvedTag } from './resolve-tags.ts';
import { toRange } from './to-range.ts';
import type { ToolAsking } from './tool.ts';

/** A tag to be measured: over a range, at the instant `start`, or now. */
export interface Operand extends ResolvedTag {
  readonly start?: string | undefined;
  readonly end?: string | undefined;
}

/** A tag with the one number asked of it, or why there is none. */
export interface Measured {
  readonly tag: TagInfo;
  readonly source: Source;
  /** Of a statistic. */
  readonly range?: TimeRange | undefined;
  /** Of a value of the past. */
  readonly at?: string | undefined;
  readonly reading?: Reading | undefined;
  /** How much of the range it is of. */
  readonly percentGood?: Reading | undefined;
  /** Whether it is a present value that is too old to be one. */
  readonly isStale?: boolean;
  /** When the newest value there is was measured, where that is long before the time it is said to be of. */
  readonly heldSince?: string | undefined;
  /** In words, when there is no reading. */
  readonly problem?: string;
  readonly lastGood?: Reading | undefined;
}

type Without = Pick<
  Measured,
  'reading' | 'percentGood' | 'isStale' | 'heldSince' | 'problem' | 'lastGood'
>;

/**
 * One number for each operand, in the order given; those of one source and one time are asked together.
 *
 * @throws AppError of kind `invalid`, such as `ai.range_missing` for a statistic of no range
 */
export async function measure(
  operands: readonly Operand[],
  what: 'value' | Statistic,
  asking: ToolAsking,
): Promise<readonly Measured[]> {
  const timed = operands.map((operand) => withTime(operand, what, asking));
  const together = [...Map.groupBy(timed, keyOf).values()];
  const measured = await Promise.all(
    together.map(async (group) => await measureTogether(group, what, asking)),
  );
  const found = new Map(together.flatMap((group, index) => group.map((one) => [one, index])));
  return timed.map((one) => {
    const answers = measured[found.get(one) ?? 0];
    return { ...one, ...answers?.get(nameKey(one.tag.name)) };
  });
}

type Timed = Pick<Measured, 'tag' | 'source' | 'range' | 'at'>;

function withTime(
  { tag, source, start, end }: Operand,
  what: 'value' | Statistic,
  { now }: ToolAsking,
): Timed {
  if (what === 'value') {
    return { tag, source, at: start === undefined ? undefined : new Date(start).toISOString() };
  }
  if (start === undefined) throw rangeMissing();
  return { tag, source, range: toRange({ start, end: end ?? now.toISOString() }, [tag], now) };
}

function keyOf({ source, range, at }: Timed): string {
  return [source.id, range?.start, range?.end, at].join('\n');
}

async function measureTogether(
  group: readonly Timed[],
  what: 'value' | Statistic,
  asking: ToolAsking,
): Promise<ReadonlyMap<string, Without>> {
  const [{ range, at } = {}] = group;
  if (what !== 'value' && range) {
    const asked = await askStatistics(group, { statistics: [what], range }, asking);
    const found = asked.answers.flatMap((answer) => ofStatistics(answer, what, group, asking));
    const since = new Map(group.map((one) => [nameKey(one.tag.name), asked.silentSince(one)]));
    return new Map(found.map(([name, one]) => [name, { ...one, heldSince: since.get(name) }]));
  }
  if (at !== undefined) {
    const [found] = await readValuesAt(group, new Date(at), asking);
    if (found?.kind !== 'values') return failed(found?.answer, group, asking);
    return new Map(found.outcomes.flatMap((outcome) => ofOutcome(outcome, group, asking)));
  }
  const [answer] = await askTags(group, (some) => ({ type: 'value', ...some }), {}, asking);
  if (answer?.kind !== 'value') return failed(answer, group, asking);
  return new Map(answer.outcomes.flatMap((outcome) => ofOutcome(outcome, group, asking)));
}

function ofOutcome(
  outcome: ValueAtOutcome,
  group: readonly Timed[],
  asking: ToolAsking,
): readonly (readonly [string, Without])[] {
  if (!outcome.ok) return [[nameKey(outcome.name), { problem: errorOf(outcome, group, asking) }]];
  const { tag, reading, heldSince } = outcome;
  const source = group.find((one) => nameKey(one.tag.name) === nameKey(tag.name))?.source;
  const isBad = reading.quality === 'bad';
  const lastGood = isBad ? source?.lastGood(tag.name)?.reading : undefined;
  const isOld = group[0]?.at === undefined && isStale(reading, tag, asking.now);
  return [[nameKey(tag.name), { reading, lastGood, isStale: isOld, heldSince }]];
}

function ofStatistics(
  answer: Answer,
  statistic: Statistic,
  group: readonly Timed[],
  asking: ToolAsking,
): readonly (readonly [string, Without])[] {
  if (answer.kind !== 'summary') return [...failed(answer, group, asking)];
  return answer.outcomes.map((outcome) => {
    if (!outcome.ok) return [nameKey(outcome.name), { problem: errorOf(outcome, group, asking) }];
    const found = outcome.buckets[0]?.statistics;
    return [
      nameKey(outcome.tag.name),
      { reading: found?.[statistic], percentGood: found?.percentGood },
    ];
  });
}

function errorOf(
  { name, error }: Extract<ValueAtOutcome, { ok: false }>,
  group: readonly Timed[],
  { language }: ToolAsking,
): string {
  return outcomeError(error, name, group[0]?.source.name ?? '', language);
}

/** A source that does not answer, said of each of its tags, with the last good value known. */
function failed(
  answer: Answer | FailedAnswer | undefined,
  group: readonly Timed[],
  asking: ToolAsking,
): ReadonlyMap<string, Without> {
  const { language } = asking;
  const source = plainText(group[0]?.source.name ?? '', 60);
  const since = answer?.kind === 'failed' ? answer.failingSince?.toISOString() : undefined;
  const problem =
    since === undefined
      ? say(language, 'memberNoAnswer', { source })
      : say(language, 'memberNoAnswerSince', {
          source,
          time: shortTime(since, replyContextOf(asking)),
        });
  return new Map(
    group.map(({ tag, source }) => [
      nameKey(tag.name),
      { problem, lastGood: source.lastGood(tag.name)?.reading },
    ]),
  );
}

function nameKey(name: string): string {
  return name.toLowerCase();
}
