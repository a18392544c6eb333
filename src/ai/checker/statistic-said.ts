import type { Segment, Span } from './segments.ts';
import type { NumberToken } from './token.ts';

const STATISTICS: readonly (readonly [string, RegExp])[] = [
  ['average', /(?<!\p{L})(?:average[ds]?|avg|mean|rata-?rata|rerata)(?!\p{L})/iu],
  ['minimum', /(?<!\p{L})(?:minimum|min|lowest|least|terendah|paling rendah)(?!\p{L})/iu],
  [
    'maximum',
    /(?<!\p{L})(?:maximum|max|maks|maksimum|highest|peak(?:ed)?|tertinggi|puncak\w*|paling tinggi)(?!\p{L})/iu,
  ],
  ['total', /(?<!\p{L})(?:total|jumlah)(?!\p{L})/iu],
];

/** The statistic that the words right before a number say it is, or those right behind it. */
export function statisticSaid(
  text: string,
  token: NumberToken,
  { clause }: Segment,
  stops: readonly Span[],
): string | undefined {
  const before = text.slice(clause.start, token.start);
  const last = STATISTICS.map(([name, pattern]) => ({
    name,
    at: lastIndex(before, pattern),
  })).toSorted((a, b) => b.at - a.at)[0];
  // A number in between has taken the word before it.
  const isTaken = (at: number): boolean =>
    stops.some(({ start }) => start >= clause.start + at && start < token.start);
  if (last && last.at >= 0 && !isTaken(last.at)) return last.name;
  const behind = /^[^\d.,;]{0,30}/.exec(text.slice(token.end, clause.end))?.[0] ?? '';
  return STATISTICS.find(([, pattern]) => pattern.test(behind))?.[0];
}

function lastIndex(text: string, pattern: RegExp): number {
  let last = -1;
  for (const { index } of text.matchAll(new RegExp(pattern, 'giu'))) last = index;
  return last;
}
