import type { Board } from './words/board.ts';
import type { Intent, Reading } from './reading.ts';

/** What the cues of a question ask for, the surest first; undefined when none tells. */
export function chooseIntent(board: Board, reading: Omit<Reading, 'intent'>): Intent | undefined {
  const { condition, state, statistics, times, top, bucket, last, subjects, isVersus } = reading;
  const has = board.has;
  const hasThing = subjects.some(({ words, tag }) => words !== '' || tag !== undefined);
  const isOver = times.some(({ when }) => when.kind === 'range' || when.kind === 'since_event');
  const isHeld = condition !== undefined || state !== undefined;
  const isTrip = state === 'tripped';
  if (has('advice') || (has('how') && !hasCount(has))) return 'advice';
  if (has('report')) return 'report';
  if (has('why')) return 'why';
  if (has('trend')) return 'trend';
  if (top) return 'top';
  if (has('howLong') && (isHeld || has('start'))) return 'how_long';
  if (has('howOften') && (isHeld || has('start'))) return 'how_often';
  if (has('howMany') && isHeld) return isOver && isTrip ? 'how_often' : 'how_many';
  if (has('which') && isHeld) return 'which';
  if (has('which') && (statistics.includes('maximum') || statistics.includes('minimum'))) {
    const isOfNamed = subjects.length > 1 && !reading.isPlural && !reading.isEveryUnit;
    return isOfNamed ? 'compare' : 'top';
  }
  if (has('events') && hasThing && reading.isMove) return 'why';
  if (has('events') && !(hasThing && times.some(({ when }) => when.kind === 'point')))
    return 'events';
  if (has('events')) return 'why';
  if ((has('when') || has('lastTime')) && (isHeld || has('start'))) return 'last_time';
  if (isVersus) return 'compare';
  if (statistics.length > 0 && !isOnlyName(reading)) return 'statistics';
  if (has('when') && statistics.length > 0) return 'statistics';
  if (bucket !== undefined) return 'statistics';
  if (last !== undefined || has('history')) return 'history';
  // Of a unit it is its own trips that are asked, and not those of its mills.
  if (isTrip && !hasThing && isOver && subjects.length === 0) return 'events';
  // `starts of unit 2 last month`.
  if (reading.isStart && isOver && !hasThing) return 'how_often';
  if (has('status') && !hasThing) return 'status';
  return undefined;
}

/** A total without a time is part of a name: the total coal flow. */
function isOnlyName({ statistics, times, isSum, bucket }: Omit<Reading, 'intent'>): boolean {
  const isTotal = statistics.every((name) => name === 'total');
  const isOver = times.some(({ when }) => when.kind === 'range' || when.kind === 'since_event');
  return isTotal && !isOver && bucket === undefined && !isSum;
}

function hasCount(has: Board['has']): boolean {
  return has('howLong') || has('howMany') || has('howOften');
}
