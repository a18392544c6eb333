import type { Board } from './words/board.ts';
import type { Subject } from './reading.ts';

export interface ReadSubjects {
  readonly subjects: readonly Subject[];
  /** A plural such as `mills` was said. */
  readonly isPlural: boolean;
  readonly places: readonly number[];
}

interface Segment {
  words: string[];
  areas: string[];
  tags: string[];
  /** Of measuring, such as `mw`. */
  units: string[];
}

const LETTER = /^[a-z]$/;
const PARTS = new Set(['joint', 'versus', 'mark']);
const SUBJECTS_MAX = 8;
/** Words that tell what is measured, not of what; alone they need their neighbour's. */
const QUANTITY =
  /^(?:pressure|press|temperature|temp|temps|flow|level|vibration|vib|current|speed|power|voltage|frequency|tekanan|suhu|temperatur|aliran|laju|getaran|vibrasi|arus|kecepatan|putaran|daya|tegangan|frekuensi|status|position|posisi|opening|bukaan|load|beban)$/;

/** What a question is about: each thing by itself, with the unit and the words that belong to all of them. */
export function readSubjects(board: Board): ReadSubjects {
  nameByUnit(board);
  const places: number[] = [];
  const segments = splitSegments(board, places).filter(
    ({ words, areas, tags }) => words.length + areas.length + tags.length > 0,
  );
  const merged = mergeLetters(mergeAreas(segments));
  const withAreas = shareAreas(merged);
  const isPlural = withAreas.some(({ words }) => words.some((word) => isPluralWord(word)));
  const subjects = withAreas.flatMap((segment, index) =>
    toSubjects(segment, sharedWords(withAreas, index)),
  );
  return { subjects: subjects.slice(0, SUBJECTS_MAX), isPlural, places };
}

/** "How many MW" without a thing asks for what is measured in MW. */
function nameByUnit(board: Board): void {
  const roles = board.tokens.map((_token, place) => board.roleAt(place));
  if (roles.includes('content') || roles.includes('tag')) return;
  const place = roles.indexOf('unitWord');
  if (place >= 0) board.take(place, place + 1, 'content');
}

function splitSegments(board: Board, places: number[]): readonly Segment[] {
  const segments: Segment[] = [newSegment()];
  for (const [place, token] of board.tokens.entries()) {
    const role = board.roleAt(place);
    const segment = segments.at(-1) as Segment;
    if (role === 'content') segment.words.push(token.word.replace(/^([mk]w)h$/, '$1'));
    else if (role === 'area') segment.areas.push(token.word);
    else if (role === 'tag') segment.tags.push(token.word);
    else if (role === 'unitWord') segment.units.push(token.word);
    else if (role !== undefined && PARTS.has(role)) segments.push(newSegment());
    if (role === 'content' || role === 'area' || role === 'tag') places.push(place);
  }
  // `mw, mvar and frequency`: among other things, what is measured in a unit is called by it.
  return segments.length < 2 ? segments : segments.map(namedByUnit);
}

function namedByUnit(segment: Segment): Segment {
  const isNameless = segment.words.length + segment.tags.length === 0;
  return isNameless ? { ...segment, words: segment.units } : segment;
}

function newSegment(): Segment {
  return { words: [], areas: [], tags: [], units: [] };
}

/** `unit 1 and 2 load`, `load u1 and u2`: a unit alone belongs to the words beside it. */
function mergeAreas(segments: readonly Segment[]): readonly Segment[] {
  const merged: Segment[] = [];
  let waiting: string[] = [];
  for (const segment of segments) {
    const isOnlyAreas = segment.words.length + segment.tags.length === 0;
    const previous = merged.at(-1);
    if (isOnlyAreas && previous && previous.areas.length > 0) previous.areas.push(...segment.areas);
    else if (isOnlyAreas) waiting.push(...segment.areas);
    else {
      merged.push({ ...segment, areas: [...waiting, ...segment.areas] });
      waiting = [];
    }
  }
  if (waiting.length === 0) return merged;
  const last = merged.at(-1);
  if (!last) return [{ ...newSegment(), areas: waiting }];
  last.areas.push(...waiting);
  return merged;
}

/** `mill A and B`: a letter alone is another of the same. */
function mergeLetters(segments: readonly Segment[]): readonly Segment[] {
  const merged: Segment[] = [];
  for (const segment of segments) {
    const previous = merged.at(-1);
    const [first, ...others] = segment.words;
    const at = previous?.words.findIndex((word) => LETTER.test(word)) ?? -1;
    if (first !== undefined && LETTER.test(first) && previous && at >= 0) {
      const words = [...previous.words];
      words[at] = first;
      const tail = others.length > 0 ? [...words.slice(0, at + 1), ...others] : words;
      if (others.length > 0) previous.words.push(...others);
      merged.push({ ...segment, words: tail });
    } else merged.push(segment);
  }
  return merged;
}

/** A unit that was said once belongs to all. */
function shareAreas(segments: readonly Segment[]): readonly Segment[] {
  return segments.map((segment, index) => {
    if (segment.areas.length > 0 || segment.tags.length > 0) return segment;
    const after = segments.slice(index + 1).find(({ areas }) => areas.length > 0);
    const before = segments.slice(0, index).findLast(({ areas }) => areas.length > 0);
    return { ...segment, areas: after?.areas ?? before?.areas ?? [] };
  });
}

/** What the neighbours say that a lone quantity may need: `main steam` for the `pressure` beside its temperature. */
function sharedWords(segments: readonly Segment[], index: number): string | undefined {
  const own = segments[index]?.words ?? [];
  if (segments.length < 2 || own.length === 0 || !own.every((word) => QUANTITY.test(word))) {
    return undefined;
  }
  const neighbours = [...segments.slice(index + 1), ...segments.slice(0, index).toReversed()];
  const thing = neighbours
    .map(({ words }) => words.filter((word) => !QUANTITY.test(word)))
    .find((words) => words.length > 0);
  return thing && `${thing.join(' ')} ${own.join(' ')}`;
}

function toSubjects(
  { words, areas, tags }: Segment,
  shared: string | undefined,
): readonly Subject[] {
  const named = tags.map((tag) => ({ words: '', tag }));
  // Words beside the name of a tag only tell what it is.
  if (tags.length > 0) return named;
  const said = words.join(' ');
  const unique = [...new Set(areas)];
  const found: readonly Subject[] =
    unique.length === 0
      ? [{ words: said, ...(shared && { shared }) }]
      : unique.map((area) => ({ words: said, area, ...(shared && { shared }) }));
  return found;
}

function isPluralWord(word: string): boolean {
  return (
    word.length > 3 &&
    /[^siu]s$/.test(word) &&
    !/^(?:gas|gross|press|status|temps|hours|celsius|bias|exhaust)$/.test(word)
  );
}

/** Whether a word tells what is measured, and not of what. */
export function isQuantity(word: string): boolean {
  return QUANTITY.test(word);
}
