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
const EVERY_UNIT =
  /\b(?:both|all|each|every|two|kedua|dua|semua|seluruh|setiap|tiap|which|per|masing-masing|antar|(?:top|bottom|highest|lowest) \d{1,2}) (?:of the |the )?units?\b|\bunit (?:mana|masing-masing|yang mana)\b|\bsemua unit\b/;
/** `ada mill yang trip?`, `are any mills tripped`. */
const ANY = /\bada (?:\S+ ){1,2}yang\b|\b(?:are|is) (?:there )?any\b|^any (?!trips?\b)/;
const AHEAD =
  /^(?:will|akan|bakal|nanti|besok|tomorrow|forecast|forecasted|prediksi|prakiraan|perkiraan|ramalan|next|depan|mendatang|lusa)$/;

const ALL_THE_TIME =
  /^(?:always|selalu|constantly|continuously|continuous|terus|terus-menerus|throughout|sepanjang|seharian|semalaman|whole|entire|entirely|full|fully|penuh|since|sejak|semenjak|until|till|sampai|hingga|only|hanya|cuma|mostly|mainly|all|semua|seluruh|every|each|setiap|tiap|once|twice|times|kali|sekali|again|lagi|during|often|sering|long|lama)$/;
const SO_LONG = /\b(?:for|selama) (?:over|more|less|lebih|kurang|at least|about|\d|an? )/;
const DAYS_AHEAD =
  /\bin \d{1,3} days? (?:at|around)\b|\b\d{1,3} (?:days? from now|(?:hari|jam|minggu) lagi)\b/;

/**
 * Reads a question in English or Indonesian; what it is about is left as words. Nothing is asked of any source.
 * Never throws.
 *
 * @param tagNamed knows exact names of tags the person may use
 */
export function readQuestion(text: string, present: Present, tagNamed?: TagNamed): ReadQuestion {
  const tokens = readTokens(text, tagNamed)
    .slice(0, WORDS_MAX)
    .map((token) => (isOfFlow(token) ? token : correctWord(token)))
    .map(nameFlow)
    .map(nameMore);
  const board = createBoard(tokens);
  const aside = readAside(board);
  const bound = readCondition(tokens);
  if (bound) board.take(bound.from, bound.to, 'condition');
  const isAhead =
    tokens.some(
      ({ kind, word }, place) =>
        kind === 'word' && AHEAD.test(word) && tokens[place - 1]?.word !== 'kemarin',
    ) || DAYS_AHEAD.test(tokens.map(({ word }) => word).join(' '));
  const since = takeSinceTrip(board);
  const times = findWhens(tokens, board.isFree, { ...present, ...(isAhead && { isAhead }) });
  for (const { from, to } of times) board.take(from, to, 'time');
  readCues(board);
  const isOver =
    since.length > 0 ||
    times.some(({ when }) => when.kind === 'range' || when.kind === 'since_event');
  if (!isOver && aside.bucket === undefined && !board.has('everything')) nameTotals(board);
  if (isOver && !board.has('average') && isOfAmount(tokens)) board.note('total');
  const top = aside.top ?? readCount(board);
  const statistics = STATISTIC_CUES.filter((cue) => board.has(cue));
  const subjects = readSubjects(board);
  const isAny = board.state() !== undefined && ANY.test(tokens.map(({ word }) => word).join(' '));
  if (isAny) board.note('which');
  const isEveryUnit = EVERY_UNIT.test(tokens.map(({ word }) => word).join(' '));
  const reading: Omit<Reading, 'intent'> = {
    statistics:
      isOver || !endsWithMin(board) ? statistics : statistics.filter((one) => one !== 'minimum'),
    times: [...since, ...times.map(({ said, when }) => ({ said, when }))],
    condition: bound?.condition,
    state: board.state(),
    isStart: board.has('start'),
    isNegated: board.has('not'),
    top,
    bucket: aside.bucket,
    last: aside.last,
    subjects: subjects.subjects,
    isPlural:
      subjects.isPlural ||
      isAny ||
      (!isEveryUnit &&
        (board.has('everything') || (board.has('which') && !isEither(subjects.subjects)))),
    isEveryUnit,
    isVersus: board.has('versus') || board.has('compare') || board.has('difference'),
    isSum:
      board.has('sum') ||
      (board.has('total') &&
        (board.has('everything') ||
          (isOver && aside.bucket === undefined && areJoined(tokens, subjects.subjects)))),
    isExcept: board.has('except') || isThingNegated(board),
    isAhead: isAhead || board.has('will') || board.has('forecast'),
    isYesNo: isForYesOrNo(board),
    isPast: board.has('past'),
    // A total of what flows has another unit than the flow.
    inUnit: board.has('total') && isOver ? undefined : aside.inUnit,
    isStatus: board.has('status'),
    isMove: board.has('change'),
    direction: directionOf(board),
    said: saidOf(board),
  };
  const intent = chooseIntent(board, reading);
  // "Which of the two is higher" says how they are set against each other, and no greatest value of either.
  const isRanked = intent === 'compare' && board.has('which');
  const kept = reading.statistics.filter((name) => name !== 'maximum' && name !== 'minimum');
  return {
    reading: { ...reading, intent, ...(isRanked && { statistics: kept }) },
    tokens,
    subjectPlaces: subjects.places,
  };
}

/** `3 mill dengan arus tertinggi`: how many of them. */
function readCount(board: Board): Reading['top'] {
  if (!board.has('maximum') && !board.has('minimum')) return undefined;
  const place = board.tokens.findIndex(
    ({ word }, at) =>
      /^(?:[2-9]|1\d)$/.test(word) &&
      board.roleAt(at) === 'content' &&
      board.roleAt(at - 1) !== 'content',
  );
  if (place < 0 || board.roleAt(place + 1) !== 'content') return undefined;
  board.take(place, place + 1, 'aside');
  const order = board.has('minimum') ? 'lowest' : 'highest';
  return { order, limit: Number(board.tokens[place]?.word) };
}

/** `since unit 1 tripped`: the unit between belongs to the question too. */
function takeSinceTrip(board: Board): Reading['times'] {
  const words = board.tokens.map(({ kind, word }) => (kind === 'area' ? '#' : word));
  const from = words.findIndex((word) =>
    /^(?:since|sejak|semenjak|after|setelah|sesudah|around|at|during|waktu|saat|ketika|sekitar)$/.test(
      word,
    ),
  );
  if (from < 0 || !board.isFree(from)) return [];
  const length = words
    .slice(from + 1, from + 6)
    .findIndex((word) => /^(?:trip|trips|tripped|ngetrip)$/.test(word));
  const between = words.slice(from + 1, from + 1 + Math.max(0, length));
  const isTrip =
    length >= 0 &&
    between.every((word) => /^(?:#|the|last|latest|unit|it|its|terakhir|of)$/.test(word));
  // `around the trip` is the last one; only what happened is asked so.
  const isAt = !/^(?:since|sejak|semenjak|after|setelah|sesudah)$/.test(words[from] ?? '');
  const isHappening = words.some((one) =>
    /^(?:happened|happen|terjadi|changed|berubah|kejadian)$/.test(one),
  );
  if (!isTrip || (isAt && !isHappening)) return [];
  for (let place = from; place <= from + 1 + length; place += 1) {
    if (board.isFree(place)) board.take(place, place + 1, 'time');
  }
  return [{ said: 'since the trip', when: { kind: 'since_event', ...(isAt && { isAt }) } }];
}

/** `beban berapa min?` is said to an admin, where nothing tells of a span. */
function endsWithMin(board: Board): boolean {
  return (
    board.tokens
      .findLast(({ kind }) => kind !== 'mark')
      ?.raw.toLowerCase()
      .replaceAll(/[^a-z]/g, '') === 'min'
  );
}

const PRODUCED =
  /^(?:making|make|makes|made|produce|produces|produced|producing|generate|generates|generated|generating|menghasilkan|dihasilkan|memproduksi)$/;
const CONSUMED =
  /^(?:burn|burns|burned|burnt|burning|consume|consumes|consumed|consuming|dibakar|membakar|terbakar|dikonsumsi|terpakai|dipakai)$/;
const ENERGY = /^(?:energy|energi|listrik|electricity)$/;
/** What is made, said as a thing: `generation of unit 1`, `produksi u1`. */
const PRODUCTION = /^(?:production|produksi|generation|pembangkitan)$/;
const USE = /^(?:use|used|uses|using|memakai|pakai|dipakai|menggunakan)$/;
const FUEL = /^(?:coal|batubara|batu|fuel|bahan|gas|oil|minyak|solar|biomass|biomassa)$/;
const FLOW = /^(?:flow|aliran|laju|consumption|konsumsi|pemakaian|usage)$/;
/** Words of which an amount is meant when they are asked over a span of time. */
const AMOUNT = /^(?:consumption|konsumsi|pemakaian)$/;
const OTHER_NUMBER =
  /^(?:rate|trend|grafik|tren|per|max|maximum|maksimum|min|minimum|peak|puncak|highest|lowest|tertinggi|terendah|now|sekarang|vs|versus)$/;

/** Never taken for a slip of another word: `produksi` is no `prediksi`. */
function isOfFlow({ word }: Token): boolean {
  return [PRODUCED, CONSUMED, ENERGY, PRODUCTION, USE].some((words) => words.test(word));
}

/** Energy, and what was burnt or made, is an amount over a span, where no other number is asked. */
function isOfAmount(tokens: readonly Token[]): boolean {
  const raws = tokens.map(({ raw }) => raw.toLowerCase());
  if (raws.some((raw) => ENERGY.test(raw))) return true;
  if (raws.some((raw) => OTHER_NUMBER.test(raw))) return false;
  return (
    raws.some((raw) => CONSUMED.test(raw) || AMOUNT.test(raw) || PRODUCED.test(raw)) ||
    raws.some((raw) => PRODUCTION.test(raw)) ||
    (raws.some((raw) => USE.test(raw)) && tokens.some(({ word }) => FUEL.test(word)))
  );
}

/** `u1 or u2`: one of those that were named, and no others. */
function isEither(subjects: Reading['subjects']): boolean {
  const words = new Set(subjects.map((one) => one.words));
  return subjects.length > 1 && words.size === 1;
}

/** `u1 and u2`: the same of several, to be added up. */
function areJoined(tokens: readonly Token[], subjects: Reading['subjects']): boolean {
  return isEither(subjects) && tokens.some(({ word }) => /^(?:and|dan|&|\+|plus|sama)$/.test(word));
}

/** `mills of unit 1, not mill A`: the thing itself is left out, and no state of it is asked. */
function isThingNegated(board: Board): boolean {
  return board.tokens.some(({ word }, place) => {
    const next = board.tokens[place + 1]?.word === 'the' ? place + 2 : place + 1;
    return (
      /^(?:not|bukan|but)$/.test(word) &&
      ['content', 'area', 'tag'].includes(board.roleAt(next) ?? '')
    );
  });
}

/** Of what held all the time, only so often or so long, a yes to whether it ever did is no answer. */
function isForYesOrNo(board: Board): boolean {
  const words = board.tokens.map(({ word }) => word);
  const isAsked =
    board.has('yesNo') || board.has('past') || /^(?:has|have|had)$/.test(words[0] ?? '');
  return (
    isAsked && !words.some((word) => ALL_THE_TIME.test(word)) && !SO_LONG.test(words.join(' '))
  );
}

/** `which unit used more`: of units set against each other, more is most. */
function nameMore(token: Token, place: number, tokens: readonly Token[]): Token {
  if (!/^(?:more|less)$/.test(token.word) || tokens[place + 1]?.word === 'than') return token;
  const isWhich = tokens.some(({ word }) => /^(?:which|who|mana)$/.test(word));
  return isWhich ? { ...token, word: token.word === 'more' ? 'highest' : 'lowest' } : token;
}

/** What a unit makes is its load, what it burns a flow; energy is the load over a time. */
function nameFlow(token: Token, place: number, tokens: readonly Token[]): Token {
  if (token.kind !== 'word') return token;
  const hasThing = tokens.some(
    ({ word }) => /^(?:load|beban|daya|power)$/.test(word) || ENERGY.test(word),
  );
  if (ENERGY.test(token.word)) return { ...token, word: 'load' };
  if (CONSUMED.test(token.word)) return { ...token, word: 'flow' };
  if (USE.test(token.word)) {
    const isFuel = tokens.some(({ word }) => FUEL.test(word));
    const hasFlow = tokens.some(({ word }) => FLOW.test(word));
    return isFuel && !hasFlow ? { ...token, word: 'flow' } : token;
  }
  if (PRODUCTION.test(token.word)) {
    const near = tokens.slice(Math.max(0, place - 1), place + 3);
    const isOfUnit =
      near.some(({ kind }) => kind === 'area') ||
      near.some(({ word }) => /^units?$/.test(word)) ||
      hasThing;
    return isOfUnit ? { ...token, word: hasThing ? 'the' : 'load' } : token;
  }
  const isWe =
    /^(?:are|we|unit|did|does|u|is)$/.test(tokens[place - 1]?.word ?? '') ||
    tokens[place - 1]?.kind === 'area';
  return PRODUCED.test(token.word) && !hasThing && isWe ? { ...token, word: 'load' } : token;
}

/** Without a span of time there is nothing to total: it is part of a name, the total coal flow. */
function nameTotals(board: Board): void {
  for (const place of board.tokens.keys()) {
    const next = board.roleAt(place + 1);
    if (board.roleAt(place) === 'total' && next === 'content')
      board.take(place, place + 1, 'content');
  }
}

const DOWN =
  /^(?:drop\w*|turun|fell|fall\w*|decreas\w*|anjlok|dip\w*|menurun|merosot|down|jatuh|derat\w*)$/;
const UP = /^(?:naik|rise|rises|rose|rising|increas\w*|jump\w*|melonjak|spik\w*|meningkat|up)$/;

function directionOf({ tokens }: Board): 'up' | 'down' | undefined {
  if (tokens.some(({ word }) => DOWN.test(word))) return 'down';
  return tokens.some(({ word }) => UP.test(word)) ? 'up' : undefined;
}

function saidOf(board: Board): string {
  return board.tokens
    .filter((_token, place) => ['content', 'area', 'tag'].includes(board.roleAt(place) ?? ''))
    .map(({ raw, word }) => raw || word)
    .join(' ')
    .slice(0, 80);
}
