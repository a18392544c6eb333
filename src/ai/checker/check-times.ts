import type { Bind } from './bind-subjects.ts';
import type { CheckContext, Cited } from './check-answer.ts';
import type { EvidenceSet } from './evidence.ts';
import { daysFromToday, isAtTime, isOnDate, saidDays } from './match-time.ts';
import type { Problem } from './problem.ts';
import type { Segment, Span } from './segments.ts';
import type { DateToken, TimeToken, Token } from './token.ts';

export interface TimeCheck {
  readonly text: string;
  readonly found: EvidenceSet;
  readonly segmentOf: (place: Span) => Segment;
  readonly bind: Bind;
  readonly context: CheckContext;
  readonly asked: readonly Token[];
  readonly cited: readonly Cited[];
}

/** Finds times and dates that no result has, or not for the value they stand with. */
export function checkTimes(
  tokens: readonly (TimeToken | DateToken)[],
  check: TimeCheck,
): readonly Problem[] {
  const { text, found, segmentOf, bind, context, asked, cited } = check;
  const dates = tokens.filter((token): token is DateToken => token.kind === 'date');
  const subjectsWithTimes = new Set(found.instants.flatMap(({ subject }) => subject ?? []));
  const spans = found.numbers
    .flatMap(({ startMs, endMs }) => [startMs, endMs])
    .filter((ms): ms is number => ms !== undefined);

  return tokens.flatMap((token) => {
    const segment = segmentOf(token);
    const linked = linkedTo(segment);
    const sentence = text.slice(segment.sentence.start, segment.sentence.end);
    const fits = (ms: number): boolean => {
      if (token.kind === 'date') return isOnDate(ms, token, context);
      if (!isAtTime(ms, token, context)) return false;
      const date = dates.find((one) => isBeside(one, token));
      if (date) return isOnDate(ms, date, context);
      const days = saidDays(sentence);
      return days.length === 0 || days.includes(daysFromToday(ms, context));
    };
    if (instantsFor(token, segment, linked).some(fits)) return [];
    const { now } = context;
    const isRepeated = asked.some((one) => isSame(one, token));
    const isPresent =
      token.kind === 'time'
        ? isAtTime(now.getTime(), token, context)
        : isOnDate(now.getTime(), token, context);
    // Without a value beside it, it says only what was asked, or what time it is.
    if (linked.length === 0 && (isRepeated || isPresent)) return [];
    if (
      token.kind === 'date' &&
      isPresent &&
      linked.some(({ atMs }) => atMs !== undefined && daysFromToday(atMs, context) === 0)
    )
      return [];
    return [
      {
        kind: 'wrong_time' as const,
        text: token.text,
        message: `No result of what it is said of has the time ${token.text}.`,
      },
    ];
  });

  /** What is cited in the same clause, or else in the same sentence. */
  function linkedTo({ clause, sentence, line }: Segment) {
    for (const span of [clause, sentence, line]) {
      const here = cited
        .filter(({ token }) => token.start >= span.start && token.end <= span.end)
        .flatMap(({ evidence }) => evidence)
        // How often something was and a limit are of no instant; a time beside them is of what was counted.
        .filter(({ kind, isCondition }) => kind !== 'count' && isCondition !== true);
      if (here.length > 0) return here;
    }
    return [];
  }

  function instantsFor(
    token: Span,
    segment: Segment,
    linked: ReturnType<typeof linkedTo>,
  ): readonly number[] {
    const own = linked
      .flatMap(({ atMs, startMs, endMs }) => [atMs, startMs, endMs])
      .filter((ms): ms is number => ms !== undefined);
    if (own.length > 0) return [...own, ...spans];
    const subjects = bind(token, segment, subjectsWithTimes);
    return found.instants
      .filter(
        ({ subject }) => subject === undefined || subjects === undefined || subjects.has(subject),
      )
      .map(({ ms }) => ms);
  }

  function isBeside(date: DateToken, time: Span): boolean {
    const [from, to] = date.start < time.start ? [date.end, time.start] : [time.end, date.start];
    return (
      (date.start === time.start && date.end === time.end) ||
      (to >= from &&
        to - from <= 14 &&
        !/[.;!?\n]/.test(text.slice(from, to)) &&
        !/\d/.test(text.slice(from, to)))
    );
  }
}

function isSame(asked: Token, token: TimeToken | DateToken): boolean {
  if (asked.kind === 'date' && token.kind === 'date')
    return asked.day === token.day && asked.month === token.month;
  if (asked.kind === 'time' && token.kind === 'time')
    return asked.hour % 12 === token.hour % 12 && (asked.minute ?? 0) === (token.minute ?? 0);
  return false;
}
