import type { Token } from '../words/read-tokens.ts';
import { readWhen } from './read-when.ts';
import type { Present, When } from './when.ts';

/** A time that was said, and where. */
export interface SaidWhen {
  readonly when: When;
  /** As it was said, spelled out. */
  readonly said: string;
  readonly from: number;
  readonly to: number;
}

const WORDS_MAX = 9;
const MAY_BEGIN =
  /^(?:\d.*|\*.*|[@]|an?|the|at|by|on|in|during|for|over|within|per|of|throughout|around|about|from|since|until|till|before|after|between|up|first|second|last|past|previous|next|coming|this|that|right|just|now|currently|presently|latest|live|today|yesterday|tomorrow|tonight|earlier|later|noon|midday|midnight|morning|afternoon|evening|night|half|shift|current|our|all|whole|entire|day|year|same|pada|selama|dalam|untuk|di|sepanjang|hari|tanggal|jam|pukul|pk|sekitar|kira-kira|sejak|semenjak|dari|mulai|starting|setelah|sesudah|sampai|hingga|sebelum|antara|paruh|separuh|setengah|sekarang|saat|kini|barusan|terkini|terbaru|tadi|kemarin|besok|esok|lusa|nanti|semalam|malam|pagi|siang|sore|subuh|dini|tengah|minggu|pekan|bulan|tahun|satu|seminggu|sebulan|sejam|sehari|setahun|semenit|monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tue|tues|wed|thu|thurs|fri|sat|sun|senin|selasa|rabu|kamis|jumat|sabtu|ahad|jan.*|feb.*|mar|march|maret|apr.*|may|mei|jun.*|jul.*|aug.*|agu.*|agt|sep.*|oct.*|okt.*|nov.*|dec.*|des.*)$/u;
const ENDS_OPEN =
  /^(?:the|at|on|in|of|for|over|and|dan|to|a|an|di|pada|jam|pukul|from|since|sejak|dari|between|antara|,|unit)$/;

/**
 * Every expression of time among the tokens, each as long as it can be.
 *
 * @param isFree whether a token may be part of one
 */
export function findWhens(
  tokens: readonly Token[],
  isFree: (place: number) => boolean,
  present: Present,
): readonly SaidWhen[] {
  const found: SaidWhen[] = [];
  let place = 0;
  while (place < tokens.length) {
    const when = whenAt(tokens, place, isFree, present);
    if (when) found.push(when);
    place = when?.to ?? place + 1;
  }
  return found.map((one, index) =>
    isSplit(one, found[index + 1]) ? { ...one, when: UNCLEAR } : one,
  );
}

function whenAt(
  tokens: readonly Token[],
  from: number,
  isFree: (place: number) => boolean,
  present: Present,
): SaidWhen | undefined {
  const first = tokens[from];
  if (!first || first.kind !== 'word' || !isFree(from) || !MAY_BEGIN.test(first.word)) {
    return undefined;
  }
  // `lebih tinggi dari kemarin` is set against yesterday, and does not begin there.
  if (first.word === 'dari' && tokens[from - 2]?.word === 'lebih') return undefined;
  // `bfp a 24 hours`: the letter of a machine, and no article.
  if (first.word === 'a' && /^\d/.test(tokens[from + 1]?.word ?? '')) return undefined;
  let to = from;
  while (to < tokens.length && to - from < WORDS_MAX && isFree(to) && isText(tokens[to])) to += 1;
  for (; to > from; to -= 1) {
    if (isOpen(tokens, to)) continue;
    const said = tokens
      .slice(from, to)
      .map(({ word }) => word)
      .join(' ')
      .replaceAll(' ,', '');
    const when = readWhen(said, present);
    if (when) return { when: isCutOff(tokens, to, when) ? UNCLEAR : when, said, from, to };
  }
  return undefined;
}

/** Whether something must follow: `jam` is `at`, and after a number it is hours. */
function isOpen(tokens: readonly Token[], to: number): boolean {
  const last = tokens[to - 1]?.word ?? '';
  const isHours = last === 'jam' && /^\d+$/.test(tokens[to - 2]?.word ?? '');
  return ENDS_OPEN.test(last) && !isHours;
}

const UNCLEAR: When = { kind: 'problem', problem: 'no_such_time' };

/** Two times with nothing between them are one that was not understood, and neither half is it. */
function isSplit({ when, to }: SaidWhen, next: SaidWhen | undefined): boolean {
  const areTimes = [when, next?.when].every(
    (one) => one?.kind === 'range' || one?.kind === 'point',
  );
  return areTimes && next?.from === to;
}

/** `from X` followed by `to` something that is no time: half a range is never taken for one. */
function isCutOff(tokens: readonly Token[], to: number, when: When): boolean {
  const isEnd = when.kind === 'range' || when.kind === 'point';
  const isJoined = /^(?:to|until|till|sampai|hingga|s\/d)$/.test(tokens[to]?.word ?? '');
  return isEnd && isJoined && /^\d/.test(tokens[to + 1]?.word ?? '');
}

function isText(token: Token | undefined): boolean {
  return token?.kind === 'word' || token?.kind === 'mark';
}
