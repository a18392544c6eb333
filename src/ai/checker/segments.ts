import type { Token } from './token.ts';

export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Where a number stands: what is said of it is in its clause, or else in its sentence. */
export interface Segment {
  readonly clause: Span;
  readonly sentence: Span;
  readonly line: Span;
}

const SENTENCE_END = /[.!?;](?=\s|$)|\n/g;
const CLAUSE_END =
  /, |; |\n| [–—|] |\s(?:and|dan|while|whereas|but|sedangkan|sementara|tetapi|tapi|namun|serta|vs\.?|versus|with|dengan)\s|[()]/gi;

/** Finds the clause, the sentence and the line of each token. No mark within a token ends anything. */
export function segmentsOf(text: string, tokens: readonly Token[]): (place: Span) => Segment {
  const isInside = (index: number): boolean =>
    tokens.some(({ start, end }) => start <= index && index < end - 1);
  const ends = (pattern: RegExp): readonly Span[] =>
    [...text.matchAll(pattern)]
      .map((match) => ({ start: match.index, end: match.index + match[0].length }))
      .filter(({ start }) => !isInside(start));
  const sentenceEnds = ends(SENTENCE_END);
  const commas = ends(CLAUSE_END);
  // What follows a colon is of what stands before it, unless that has its own number.
  const colons = ends(/: /g).filter(({ start }) => {
    const from = Math.max(
      0,
      ...[...commas, ...sentenceEnds].filter(({ end }) => end <= start).map(({ end }) => end),
    );
    return tokens.some(
      (token) => token.kind !== 'date' && token.start >= from && token.end <= start,
    );
  });
  const clauseEnds = [...commas, ...colons];
  const lineEnds = ends(/\n/g);
  const within = (marks: readonly Span[], place: Span, outer: Span): Span => ({
    start: Math.max(
      outer.start,
      ...marks.filter(({ end }) => end <= place.start).map(({ end }) => end),
    ),
    end: Math.min(
      outer.end,
      ...marks
        .filter(({ start }) => start >= place.end - 1 && start >= place.start)
        .map(({ start }) => Math.max(start, place.end)),
    ),
  });
  const whole = { start: 0, end: text.length };
  return (place) => {
    const line = within(lineEnds, place, whole);
    const sentence = within(sentenceEnds, place, line);
    return { line, sentence, clause: within(clauseEnds, place, sentence) };
  };
}
