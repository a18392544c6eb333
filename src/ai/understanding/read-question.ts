import { correctWord } from './words/correct-word.ts';
import { readAside } from './words/read-aside.ts';
import { readCues } from './words/read-cues.ts';
import { readCondition } from './words/read-condition.ts';
import { type TagNamed, type Token, readTokens } from './words/read-tokens.ts';
import { type Board, createBoard } from './words/board.ts';
import { chooseIntent } from './choose-intent.ts';
import type { Reading, StatisticName } from './reading.ts';
import { readSubjects } from './read-subjects.ts';
import { findWhens } from './time/find-whens.ts';
import type { Present } from './time/when.ts';

/** A question as it was read, and its pieces: which of them belong to the subject. */
export interface ReadQuestion {
  readonly reading: Reading;
  readonly tokens: readonly Token[];
  /** Places of the tokens that say what is asked about. */
  readonly subjectPlaces: readonly number[];
}

const WORDS_MAX = 80;
const STATISTIC_CUES = [
  'average',
  'minimum',
  'maximum',
  'range',
  'total',
  'percentGood',
] as const satisfies readonly StatisticName[];
const AHEAD =
  /^(?:will|akan|bakal|nanti|besok|tomorrow|forecast|forecasted|prediksi|prakiraan|perkiraan|ramalan|next|depan|mendatang|lusa|going)$/;

/**
 * Reads a question in English or Indonesian; what it is about is left as words. Nothing is asked of any source.
 * Never throws.
 *
 * @param tagNamed knows exact names of tags the person may use
 */
export function readQuestion(text: string, present: Present, tagNamed?: TagNamed): ReadQuestion {
  const tokens = readTokens(text, tagNamed).slice(0, WORDS_MAX).map(correctWord);
  const board = createBoard(tokens);
  const aside = readAside(board);
  const bound = readCondition(tokens);
  if (bound) board.take(bound.from, bound.to, 'condition');
  const isAhead = tokens.some(({ kind, word }) => kind === 'word' && AHEAD.test(word));
  const times = findWhens(tokens, board.isFree, { ...present, ...(isAhead && { isAhead }) });
  for (const { from, to } of times) board.take(from, to, 'time');
  readCues(board);
  const isOver = times.some(({ when }) => when.kind === 'range' || when.kind === 'since_event');
  if (!isOver && aside.bucket === undefined && !board.has('everything')) nameTotals(board);
  const subjects = readSubjects(board);
  const reading: Omit<Reading, 'intent'> = {
    statistics: STATISTIC_CUES.filter((cue) => board.has(cue)),
    times: times.map(({ said, when }) => ({ said, when })),
    condition: bound?.condition,
    state: board.state(),
    isNegated: board.has('not'),
    top: aside.top,
    bucket: aside.bucket,
    last: aside.last,
    subjects: subjects.subjects,
    isPlural: board.has('everything') || board.has('which') || subjects.isPlural,
    isVersus: board.has('versus') || board.has('compare') || board.has('difference'),
    isSum: board.has('sum') || (board.has('total') && board.has('everything')),
    isExcept: board.has('except'),
    isAhead: isAhead || board.has('will') || board.has('forecast'),
    isYesNo: board.has('yesNo'),
    isPast: board.has('past'),
    inUnit: aside.inUnit,
    isStatus: board.has('status'),
    isMove: board.has('change'),
    said: saidOf(board),
  };
  return {
    reading: { ...reading, intent: chooseIntent(board, reading) },
    tokens,
    subjectPlaces: subjects.places,
  };
}

/** Without a span of time there is nothing to total: it is part of a name, the total coal flow. */
function nameTotals(board: Board): void {
  for (const place of board.tokens.keys()) {
    const next = board.roleAt(place + 1);
    if (board.roleAt(place) === 'total' && next === 'content')
      board.take(place, place + 1, 'content');
  }
}

function saidOf(board: Board): string {
  return board.tokens
    .filter((_token, place) => ['content', 'area', 'tag'].includes(board.roleAt(place) ?? ''))
    .map(({ raw, word }) => raw || word)
    .join(' ')
    .slice(0, 80);
}
