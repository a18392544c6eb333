import type { Board } from './board.ts';
import { unitSignOf } from './units.ts';

/** What is said beside the question itself. */
export interface Aside {
  readonly top?: { readonly order: 'highest' | 'lowest'; readonly limit: number } | undefined;
  readonly bucket?: string | undefined;
  readonly last?: number | undefined;
  readonly inUnit?: string | undefined;
}

const HIGH = 'highest|tertinggi|biggest|largest|terbesar|top|hottest|terpanas|teratas|most';
const LOW = 'lowest|terendah|smallest|terkecil|bottom|coldest|terbawah';
const TOP = new RegExp(
  `\\b(?:(top|bottom) (-?\\d{1,3})|(\\d{1,2}) (${HIGH}|${LOW})|(?:the )?(\\d{1,2}) (?:mills?|pumps?|tags?|fans?|bearings?|points?|mesin|pompa)? ?(?:with the |dengan |yang )(${HIGH}|${LOW}))\\b`,
);
const BUCKET =
  /(?:^| )(?:(?:per|each|every|tiap|setiap|by|by the|tiap-tiap|a(?! \d)|se(?! \d)) (?:(\d{1,3}|half|setengah) ?)?(minutes?|menit|min|m|hours?|jam|h|days?|hari|d|weeks?|minggu|pekan|months?|bulan)(?: sekali)?|(hourly|daily|weekly|monthly|perjam|perhari|perbulan|jam-jaman|harian|mingguan|bulanan|tiapjam|hour by hour|day by day|jam demi jam|hari demi hari))(?= |$)/;
const PART = /^(?:%|persen|percent|percents|percentage|persentase|prosentase)$/;
/** The part of good data is a statistic of its own. */
const GOOD = /^(?:good|baik|quality|kualitas)$/;
const ADVERBS: Readonly<Record<string, string>> = {
  hourly: '1h',
  daily: '1d',
  weekly: '1w',
  monthly: '1mo',
  perjam: '1h',
  tiapjam: '1h',
  perhari: '1d',
  perbulan: '1mo',
  'jam-jaman': '1h',
  harian: '1d',
  mingguan: '1w',
  bulanan: '1mo',
  'hour by hour': '1h',
  'day by day': '1d',
  'jam demi jam': '1h',
  'hari demi hari': '1d',
};
const LAST =
  /(?:^| )(?:(?:last|latest|newest|recent) (\d{1,3}) (?:values?|readings?|data|records?|points?|samples?|nilai)|(\d{1,3}) (?:nilai|data|pembacaan|values?|readings?|records?) (?:terakhir|terbaru|last))(?= |$)/;

/** Reads "top 5", "per hour", "last 10 values" and "in kW", and takes their places. */
export function readAside(board: Board): Aside {
  const top = find(board, TOP);
  const last = find(board, LAST);
  const bucket = find(board, BUCKET);
  return {
    top: top && topOf(top),
    last: last && Number(last[1] ?? last[2]),
    bucket: bucket && bucketOf(bucket),
    inUnit: readInUnit(board),
  };
}

function topOf(match: RegExpExecArray) {
  const word = match[1] ?? match[4] ?? match[6] ?? '';
  const order = new RegExp(`^(?:${LOW})$`).test(word) ? 'lowest' : 'highest';
  const limit = Math.min(20, Math.max(0, Number(match[2] ?? match[3] ?? match[5] ?? 5)));
  return { order, limit } as const;
}

function bucketOf(match: RegExpExecArray): string | undefined {
  const adverb = match[3];
  if (adverb !== undefined) return ADVERBS[adverb];
  const half = match[1] === 'half' || match[1] === 'setengah';
  const count = half ? 30 : Math.max(1, Number(match[1] ?? 1));
  const unit = match[2] ?? '';
  if (half) return /^(?:h|jam)/.test(unit) ? '30m' : undefined;
  if (/^(?:min|menit|m$)/.test(unit)) return `${count}m`;
  if (/^(?:h$|hour|jam)/.test(unit)) return `${count}h`;
  if (/^(?:d$|day|hari)/.test(unit)) return `${count}d`;
  if (/^(?:w|minggu|pekan)/.test(unit)) return `${count}w`;
  return `${count}mo`;
}

/** Finds a pattern in the free words, and takes the words it covers. */
function find(board: Board, pattern: RegExp): RegExpExecArray | undefined {
  const words = board.tokens.map(({ word }, place) =>
    board.roleAt(place) === undefined ? word : '\u0000',
  );
  const match = pattern.exec(words.join(' '));
  if (!match) return undefined;
  const text = match[0].trim();
  const startAt = match.index + match[0].indexOf(text);
  let at = 0;
  for (const [place, word] of words.entries()) {
    if (at >= startAt && at < startAt + text.length) board.take(place, place + 1, 'aside');
    at += word.length + 1;
  }
  return match;
}

function readInUnit(board: Board): string | undefined {
  for (const [place, { kind, word }] of board.tokens.entries()) {
    if (kind !== 'word' || !/^(?:in|dalam|as|ke|to|pakai|satuan)$/.test(word)) continue;
    const skip = /^(?:unit|units|satuan|deg|degrees?|derajat)$/.test(
      board.tokens[place + 1]?.word ?? '',
    )
      ? 2
      : 1;
    const next = board.tokens[place + skip];
    if (next?.kind !== 'word' || !board.isFree(place + skip)) continue;
    const sign = unitSignOf(next.word, skip === 2);
    if (sign === undefined) continue;
    board.take(place, place + skip + 1, 'aside');
    return sign;
  }
  // `what percent of the station is unit 1`: a part is asked, and a value in another unit is told to be none.
  const { tokens } = board;
  const isPart = tokens.some(
    ({ word }, place) => PART.test(word) && !/^[\d.,]+$/.test(tokens[place - 1]?.word ?? ''),
  );
  return isPart && !tokens.some(({ word }) => GOOD.test(word)) ? '%' : undefined;
}
