import type { Fact, Language } from '../../triggers/index.ts';
import type { ToolResult } from '../tools/tool.ts';
import { type Operand, followsFrom } from './arithmetic.ts';
import { createBind } from './bind-subjects.ts';
import { checkStates } from './check-states.ts';
import { checkTimes } from './check-times.ts';
import { type Evidence, type EvidenceSet, type Subject, gatherEvidence } from './evidence.ts';
import { addShown } from './add-shown.ts';
import { inUnitOf, isValueOf, roundsTo } from './match-number.ts';
import { createIsName, namesIn } from './names.ts';
import type { Problem } from './problem.ts';
import { readTokens } from './read-tokens.ts';
import { type Segment, segmentsOf } from './segments.ts';
import { statisticsSaid } from './statistic-said.ts';
import { toPlainText } from './to-plain-text.ts';
import type { DurationToken, NumberToken } from './token.ts';

export interface CheckContext {
  /** Its numbers may be repeated as conditions: `above 600`. */
  readonly question: string;
  readonly language: Language;
  /** The site's IANA zone. */
  readonly timeZone: string;
  readonly now: Date;
}

export type AnswerCheck =
  /** With the facts behind its numbers. */
  | { readonly ok: true; readonly facts: readonly Fact[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** More numbers than anybody reads on a phone, and than can be checked while others wait. */
const TOKENS_MAX = 200;

/** A number and what it may be cited from. */
export interface Cited {
  readonly token: NumberToken;
  readonly segment: Segment;
  readonly evidence: readonly Evidence[];
}

const CONDITION =
  /(?:above|over|below|under|exceed\w*|at least|at most|limit\w*|threshold|more than|less than|greater than|higher than|lower than|between|beyond|reach\w*|≥|≤|>|<|di ?atas|di ?bawah|melebihi|melewati|lebih dari|kurang dari|minimal|maksimal|paling (?:sedikit|banyak|rendah|tinggi)|antara|batas\w*|mencapai|top|last|past|first|terakhir|tertinggi|terendah)[^.!?\n]{0,24}$/i;
const SIGN_SAID =
  /down|fell|fall|drop|decreas|lower|less|below|loss|turun|menurun|kurang|lebih rendah|selisih|differ|gap|beda|di bawah/i;
const UP =
  /higher|more|above|\bup\b|rose|rise|increas|lebih tinggi|lebih besar|naik|meningkat|di atas/i;
const DOWN =
  /lower|less|below|\bdown\b|fell|drop|decreas|lebih rendah|lebih kecil|turun|menurun|di bawah/i;

/**
 * Checks that a text says nothing in numbers that tools did not find: values with their units, counts, times, spans and
 * states, each of what it is said of; else only what follows from such numbers of the text by arithmetic it speaks of.
 * It knows nothing of what words mean beyond that. Pure.
 *
 * @param text an answer that somebody else worded
 * @param results everything that was found for it
 */
export function checkAnswer(
  text: string,
  results: readonly ToolResult[],
  context: CheckContext,
): AnswerCheck {
  const plain = toPlainText(text);
  const question = toPlainText(context.question);
  const { language } = context;
  const found = gatherEvidence(results);
  addShown(found, results, context);
  const isName = createIsName(plain, new Set([...found.names, ...namesIn(question)]));
  const units = [...found.units];
  const tokens = readTokens(plain, { language, units, isName });
  if (tokens.length > TOKENS_MAX) {
    const reason = 'There are too many numbers to read: give the few that were asked for.';
    return { ok: false, problems: [problem('unsupported', plain.slice(0, 40), reason)] };
  }
  if (results.length === 0) {
    const problems = tokens.map(({ text: said }) =>
      problem('no_result', said, 'No tool was asked, so there is no number to give.'),
    );
    return problems.length > 0 ? { ok: false, problems } : { ok: true, facts: [] };
  }
  const segmentOf = segmentsOf(plain, tokens);
  const stops = tokens.filter(({ kind }) => kind === 'number' || kind === 'duration');
  const bind = createBind(plain, stops, found);
  const asked = readTokens(question, {
    language,
    units,
    isName: createIsName(question, new Set(namesIn(question))),
  });
  const numberPool = new Set(found.numbers.flatMap(({ subject }) => subject ?? []));
  const problems: Problem[] = [];
  const cited: Cited[] = [];
  const left: NumberToken[] = [];
  const facts = new Set<Fact>();

  const counted = new Set<NumberToken>();
  problems.push(...checkStates(plain, tokens, found, counted));
  for (const token of tokens) {
    if (token.kind !== 'number' || counted.has(token)) continue;
    const segment = segmentOf(token);
    const evidence = supportOf(token, segment);
    if (evidence.length > 0) cited.push({ token, segment, evidence });
    else if (!isCondition(token) && !isCountOf(token)) left.push(token);
  }
  const operands = cited.flatMap(({ token, evidence }): readonly Operand[] => {
    const [first] = evidence;
    if (!first || token.isWord) return [];
    const unit = token.unit ?? first.unit ?? undefined;
    return [{ written: token.value, exact: inUnitOf(first, token.unit) ?? token.value, unit }];
  });
  for (const token of left) {
    const segment = segmentOf(token);
    const said = plain.slice(segment.sentence.start, segment.sentence.end);
    const conditions = asked.flatMap((one): readonly Operand[] =>
      one.kind === 'number' && one.value !== token.value
        ? [{ written: one.value, exact: one.value, unit: one.unit ?? operands[0]?.unit }]
        : [],
    );
    const isSaid =
      token.orTime !== undefined &&
      checkTimes([token.orTime], { ...timeContext(), cited }).length === 0;
    if (isSaid || followsFrom(token, [...operands, ...conditions.slice(0, 2)], said)) continue;
    problems.push(whyNot(token, segment));
  }
  problems.push(
    ...checkTimes(
      tokens.filter((token) => token.kind === 'time' || token.kind === 'date'),
      { ...timeContext(), cited },
    ),
  );
  for (const token of tokens)
    if (token.kind === 'duration' && !isDuration(token))
      problems.push(problem('unsupported', token.text, `No result says ${token.text} here.`));
  problems.push(...staleOnes());
  if (problems.length > 0) return { ok: false, problems };
  for (const { evidence } of cited) for (const { fact } of evidence) if (fact) facts.add(fact);
  return { ok: true, facts: [...facts] };

  function timeContext() {
    return { text: plain, found, segmentOf, bind, context, asked };
  }

  function allowed(
    token: NumberToken | DurationToken,
    segment: Segment,
    pool: ReadonlySet<Subject>,
  ): ReadonlySet<Subject> | undefined {
    return bind(token, segment, pool);
  }

  function supportOf(token: NumberToken, segment: Segment): readonly Evidence[] {
    const clause = plain.slice(segment.clause.start, segment.clause.end);
    const isSignSaid = SIGN_SAID.test(clause);
    const matching = found.numbers.filter(
      (one) =>
        (one.isCondition !== true || isAfterCondition(token)) &&
        isValueOf(token, one, isSignSaid && (one.isDerived === true || one.value < 0)),
    );
    if (matching.length === 0) return [];
    const subjects = allowed(token, segment, numberPool);
    const fitting = matching.filter(
      (one) =>
        (one.isDerived === true
          ? isDirectionRight(one, clause, subjects)
          : isOf(one.subject, subjects)) && isUnitKind(token, one),
    );
    const statistics = statisticsSaid(plain, token, segment, stops);
    return fitting.filter(
      ({ kind }) =>
        statistics.size === 0 ||
        kind === undefined ||
        kind === 'value' ||
        kind === 'count' ||
        statistics.has(kind),
    );
  }

  function isCondition(token: NumberToken): boolean {
    return (
      isAfterCondition(token) &&
      asked.some(
        (one) =>
          one.kind === 'number' &&
          one.value === token.value &&
          (token.unit === undefined || one.unit === undefined || one.unit === token.unit),
      )
    );
  }

  function isAfterCondition({ start }: NumberToken): boolean {
    return CONDITION.test(plain.slice(Math.max(0, start - 48), start));
  }

  function isCountOf({ value, unit, isWord, end, step }: NumberToken): boolean {
    if (unit !== undefined || step !== 1 || !found.counts.has(value)) return false;
    return isWord || /^ ?\p{L}/u.test(plain.slice(end));
  }

  function isDuration(token: DurationToken): boolean {
    const segment = segmentOf(token);
    const pool = new Set(found.durations.flatMap(({ subject }) => subject ?? []));
    const subjects = allowed(token, segment, pool);
    const lasts = (ms: number): boolean =>
      Math.abs(ms - token.ms) < 1 ||
      (Math.abs(ms - token.ms) < token.stepMs &&
        [Math.round, Math.floor].some(
          (round) => Math.abs(round(ms / token.stepMs) * token.stepMs - token.ms) < 1,
        ));
    if (found.durations.some(({ ms, subject }) => lasts(ms) && isOf(subject, subjects)))
      return true;
    if (token.isAge && found.instants.some(({ ms }) => lasts(context.now.getTime() - ms)))
      return true;
    if (
      found.numbers.some(
        ({ startMs, endMs }) =>
          startMs !== undefined && endMs !== undefined && lasts(endMs - startMs),
      )
    )
      return true;
    const isRange =
      /(?:last|past|previous|over|within|during|every|each|per|in|for|for the|selama|dalam|terakhir|setiap|per|sebelumnya|tiap)(?: the)? ?$/i.test(
        plain.slice(0, token.start),
      ) || /^ ?(?:terakhir|range|window|average|ago|lalu)/i.test(plain.slice(token.end));
    const isAsked = asked.some((one) => one.kind === 'duration' && one.ms === token.ms);
    if (isRange && isAsked) return true;
    const others = found.durations.filter(({ subject }) => isOf(subject, subjects)).slice(0, 12);
    return others.some(
      ({ ms }, index) =>
        others
          .slice(index + 1)
          .some((other) => lasts(ms + other.ms) || lasts(Math.abs(ms - other.ms))) &&
        /total|differ|more|longer|shorter|less|jumlah|selisih|lebih|kurang/i.test(
          plain.slice(segment.sentence.start, segment.sentence.end),
        ),
    );
  }

  function whyNot(token: NumberToken, segment: Segment): Problem {
    const isValue = found.numbers.some(
      (one) => one.isCondition !== true && roundsTo(one.value, token),
    );
    const measured = found.numbers.filter((one) => one.isCondition !== true);
    const isInUnit = measured.some((one) => isValueOf(token, one, false));
    const where = plain.slice(segment.clause.start, segment.clause.end).trim();
    if (isInUnit) {
      const isTheirs = found.numbers.some(
        (one) =>
          isValueOf(token, one, false) && isOf(one.subject, allowed(token, segment, numberPool)),
      );
      return isTheirs
        ? problem(
            'wrong_statistic',
            token.text,
            `In "${where}", ${token.text} is another statistic.`,
          )
        : problem(
            'wrong_tag',
            token.text,
            `In "${where}", ${token.text} is not the value of what it is said of.`,
          );
    }
    if (isValue && token.unit !== undefined)
      return problem('wrong_unit', token.text, `${token.text} has another unit in the results.`);
    return problem(
      'unsupported',
      token.text,
      `No result has ${token.text}, and no stated arithmetic on results gives it.`,
    );
  }

  /** Old values that are told as present ones: without when they are of. */
  function staleOnes(): readonly Problem[] {
    const isTimed = tokens.some(
      (token) =>
        token.kind === 'time' ||
        token.kind === 'date' ||
        (token.kind === 'duration' && token.isAge),
    );
    return cited.flatMap(({ token, segment, evidence }) => {
      const isOld = evidence.every((one) => isStale(one, found, context.now));
      if (!isOld) return [];
      const sentence = plain.slice(segment.sentence.start, segment.sentence.end);
      const isHere = tokens.some(
        (one) =>
          (one.kind === 'time' || one.kind === 'date' || (one.kind === 'duration' && one.isAge)) &&
          one.start >= segment.sentence.start &&
          one.end <= segment.sentence.end,
      );
      const isPresent =
        /(?<!\p{L})(?:now|currently|at present|at the moment|right now|sekarang|saat ini|kini)(?!\p{L})/iu.test(
          sentence,
        );
      if (isHere || (isTimed && !isPresent)) return [];
      return [problem('stale', token.text, `${token.text} is an old value: say when it is of.`)];
    });
  }
}

const STALE_AFTER_MS = 3_600_000;

function isStale(
  { kind, atMs, isStale: isSaid, fact, subject, value }: Evidence,
  found: EvidenceSet,
  now: Date,
): boolean {
  if (isSaid === true) return true;
  if (
    kind !== 'value' ||
    atMs === undefined ||
    atMs <= 0 ||
    !fact ||
    now.getTime() - atMs <= STALE_AFTER_MS
  )
    return false;
  // A tool that tells old values says so of this one; a step holds its value, however old.
  const told = found.numbers.find(
    (one) => !one.fact && one.subject === subject && one.value === value && one.atMs === atMs,
  );
  return told?.isStale ?? true;
}

function isOf(subject: Subject | undefined, subjects: ReadonlySet<Subject> | undefined): boolean {
  return subject === undefined || subjects === undefined || subjects.has(subject);
}

/** A count in words is none of a measured value. */
function isUnitKind({ isWord, unit }: NumberToken, evidence: Evidence): boolean {
  return !isWord || unit !== undefined || evidence.unit === null;
}

/** What a tool says is lower must not be told as higher. */
function isDirectionRight(
  { value, subject }: Evidence,
  clause: string,
  subjects: ReadonlySet<Subject> | undefined,
): boolean {
  const isUp = UP.test(clause);
  const isDown = DOWN.test(clause);
  if (isUp === isDown || value === 0) return true;
  const isOfIt = subject === undefined || subjects === undefined || subjects.has(subject);
  return value > 0 === (isUp === isOfIt);
}

function problem(kind: Problem['kind'], text: string, message: string): Problem {
  return { kind, text, message };
}
