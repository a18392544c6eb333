import type { Board } from './board.ts';
import { type Cue, PHRASE_WORDS_MAX, cuesOf } from './lexicon.ts';
import { unitSignOf } from './units.ts';

/** Cues that say something else, or nothing, beside a word of the plant. */
const QUANTITY_AFTER =
  /^(?:pressure|temperature|temp|voltage|flow|level|load|uap|tekanan|suhu|steam|vacuum|speed)$/;

const NAMED_BY = /^(?:mode|power|daya|phase|status|hours|point)$/;

/** Takes every free word that tells what is asked; what is left is what it is asked of. */
export function readCues(board: Board): void {
  let place = 0;
  while (place < board.tokens.length) {
    place += board.roleAt(place) === undefined ? takeAt(board, place) : 1;
  }
}

function takeAt(board: Board, place: number): number {
  for (let length = PHRASE_WORDS_MAX; length >= 1; length -= 1) {
    const words = board.tokens.slice(place, place + length);
    const areFree =
      words.length === length && words.every((_word, at) => board.roleAt(place + at) === undefined);
    const cues = areFree ? cuesOf(words.map(({ word }) => word).join(' ')) : undefined;
    const fitting = cues?.filter((cue) => fits(board, place, length, cue));
    const [first] = fitting ?? [];
    if (!first) continue;
    for (const cue of fitting ?? []) board.note(cue);
    board.take(place, place + length, first);
    return length;
  }
  const word = board.tokens[place]?.word ?? '';
  const role = isUnitWord(word, board.tokens[place - 1]?.word ?? '')
    ? 'unitWord'
    : isOnlyNoise(board, place, word)
      ? 'filler'
      : 'content';
  board.take(place, place + 1, role);
  if (/^(?:[mk]wh|tons?|tonnes?)$/.test(word)) board.note('total');
  return 1;
}

function fits(board: Board, place: number, length: number, cue: Cue): boolean {
  const word = board.tokens[place]?.word ?? '';
  const next =
    board.roleAt(place + length) === undefined ? board.tokens[place + length]?.word : undefined;
  const isAfterContent = ['content', 'area', 'tag'].includes(board.roleAt(place - 1) ?? '');
  if (length > 1) return true;
  switch (word) {
    // `on unit 1` is a place, `is mill A on?` a state.
    case 'on':
      return cue === 'state:running' ? isAfterContent && isLast(board, place + 1) : true;
    case 'min':
      return place === 0 && board.tokens[1]?.kind === 'mark' ? cue === 'filler' : true;
    // Open circuit, start point, set point and the like are not asked here; a total coal flow is a name.
    case 'total':
    case 'range':
      return true;
    case 'most':
    case 'least':
      return next === undefined || !QUANTITY_AFTER.test(next) || cue !== 'filler';
    case 'count':
    case 'log':
      return isAfterContent || place === 0;
    case 'times':
      return cue === 'howOften';
    // `operating mode`, `active power` and `service water` are names.
    case 'operating':
    case 'operasi':
    case 'active':
    case 'aktif':
      return !(NAMED_BY.test(next ?? '') || NAMED_BY.test(board.tokens[place - 1]?.word ?? ''));
    case 'current':
    case 'present':
      return !isAfterContent && next !== undefined && next !== 'of' && !isLetter(board, place);
    case 'a':
      return !isLetter(board, place);
    default:
      return true;
  }
}

/** The `a` of `mill A` is no article: it stands behind a thing, and no thing behind it. */
function isLetter(board: Board, place: number): boolean {
  const token = board.tokens[place];
  if (token?.raw.includes('A') && token.raw.length <= 2) return true;
  return board.roleAt(place - 1) === 'content';
}

function isLast(board: Board, place: number): boolean {
  for (let at = place; at < board.tokens.length; at += 1) {
    const role = board.roleAt(at);
    if (role === 'time' || role === 'mark') continue;
    const cues = cuesOf(board.tokens[at]?.word ?? '');
    if (role !== undefined || !cues?.includes('filler')) return false;
  }
  return true;
}

function isOnlyNoise(board: Board, place: number, word: string): boolean {
  if (word === 'a') return !isLetter(board, place);
  return !/[\p{L}\p{N}]/u.test(word);
}

/** A unit that stands alone, as in "berapa MW beban u1", says how it is measured; without a thing, what. */
function isUnitWord(word: string, before: string): boolean {
  // `batu bara` is coal.
  if (word === 'bara' && before === 'batu') return false;
  return word !== '%' && unitSignOf(word) !== undefined;
}
