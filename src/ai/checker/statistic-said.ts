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

/**
 * The statistics that the words right before a number say it is, or else those right behind it: two of `the highest
 * average`. None where they name none.
 */
export function statisticsSaid(
  text: string,
  token: NumberToken,
  { clause }: Segment,
  stops: readonly Span[],
): ReadonlySet<string> {
  // A number in between has taken the words before it.
  const before = stops.filter(({ start }) => start < token.start).at(-1);
  const said = namedIn(text.slice(Math.max(clause.start, before?.end ?? 0), token.start));
  if (said.size > 0) return said;
  return namedIn(/^[^\d.,;]{0,30}/.exec(text.slice(token.end, clause.end))?.[0] ?? '');
}

function namedIn(text: string): ReadonlySet<string> {
  return new Set(STATISTICS.filter(([, pattern]) => pattern.test(text)).map(([name]) => name));
}
