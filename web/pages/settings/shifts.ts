import type { Setting } from '../../../src/settings/settings.schema.ts';

/** The setting that names the shifts of the site. */
export const SHIFTS = 'site.shifts';
export const SHIFTS_MAX = 8;
const NAMES_MAX = 40;
const DAY_MINUTES = 24 * 60;
const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d$/;

/** A shift as it is edited: what it is called, further names parted by a slash, and when it begins. */
export type ShiftRow = { readonly name: string; readonly also: string; readonly start: string };

export type ShiftProblem =
  | { readonly row: number; readonly field: 'name'; readonly kind: 'missing' | 'long' }
  | { readonly row: number; readonly field: 'name'; readonly kind: 'taken'; readonly name: string }
  | { readonly row: number; readonly field: 'name'; readonly kind: 'number'; readonly name: string }
  | { readonly row: number; readonly field: 'start'; readonly kind: 'missing' }
  | { readonly row: number; readonly field: 'start'; readonly kind: 'taken' };

/** The shifts in the setting's text; none when it is no list of them. */
export function readShiftRows(value: Setting['value']): readonly ShiftRow[] {
  try {
    const list: unknown = JSON.parse(String(value));
    return Array.isArray(list) ? list.map(toRow) : [];
  } catch {
    return [];
  }
}

/** The setting's text for the shifts. */
export function writeShiftRows(rows: readonly ShiftRow[]): string {
  return JSON.stringify(rows.map((row) => ({ name: namesText(row), start: row.start })));
}

/** A time as people write it, `7`, `7.30` or `0730`, as the setting has it: `07:30`. What is no time stays. */
export function tidyTime(typed: string): string {
  const text = typed.trim();
  const { hour, minute = '00' } =
    /^(?<hour>\d{1,2})[:.]?(?<minute>\d{2})?$/.exec(text)?.groups ?? {};
  return hour === undefined ? text : `${hour.padStart(2, '0')}:${minute}`;
}

/** What is wrong with the shifts, by row and field; none when they can be saved. */
export function shiftProblems(rows: readonly ShiftRow[]): readonly ShiftProblem[] {
  return rows.flatMap((row, at): ShiftProblem[] => {
    const earlier = rows.slice(0, at);
    return [...nameProblems(row, at, earlier), ...startProblems(row, at, earlier)];
  });
}

/** When each shift ends: when the next begins, whatever their order in the list. Undefined where no time stands yet. */
export function endsOf(
  rows: readonly ShiftRow[],
): readonly ({ readonly end: string; readonly minutes: number } | undefined)[] {
  const starts = rows.map(({ start }) => start).filter((start) => TIME.test(start));
  return rows.map(({ start }) => {
    if (!TIME.test(start)) return undefined;
    const lengths = starts.map((other) => ({ end: other, minutes: minutesBetween(start, other) }));
    return lengths.reduce((shortest, one) => (one.minutes < shortest.minutes ? one : shortest));
  });
}

/** A further shift, to begin where the longest one is half over. */
export function withFurtherShift(rows: readonly ShiftRow[]): readonly ShiftRow[] {
  const ends = endsOf(rows);
  const longest = rows
    .map(({ start }, at) => ({ start, minutes: ends[at]?.minutes ?? 0 }))
    .reduce((a, b) => (b.minutes > a.minutes ? b : a), { start: '07:00', minutes: 0 });
  const start = toTime(toMinutes(longest.start) + Math.floor(longest.minutes / 2));
  return [...rows, { name: '', also: '', start }];
}

function toRow(shift: unknown): ShiftRow {
  const { name = '', start = '' } = (shift ?? {}) as Record<string, unknown>;
  const [first = '', ...others] = String(name).split('/');
  return { name: first, also: others.join('/'), start: String(start) };
}

function namesText({ name, also }: ShiftRow): string {
  return [name, also].filter((text) => text.trim() !== '').join('/');
}

/** As the chat compares them: without case, and without the word itself. */
function namesOf(row: ShiftRow): readonly string[] {
  return namesText(row)
    .toLowerCase()
    .split('/')
    .map((name) => name.trim().replace(/^shift /, ''))
    .filter(Boolean);
}

function nameProblems(row: ShiftRow, at: number, earlier: readonly ShiftRow[]): ShiftProblem[] {
  const names = namesOf(row);
  if (names.length === 0) return [{ row: at, field: 'name', kind: 'missing' }];
  if (namesText(row).length > NAMES_MAX) return [{ row: at, field: 'name', kind: 'long' }];
  // "Shift 2" is the second of the list, whatever the others are called.
  const number = names.find((name) => /^\d$/.test(name) && Number(name) !== at + 1);
  if (number !== undefined) return [{ row: at, field: 'name', kind: 'number', name: number }];
  const taken = names.find((name) => earlier.some((other) => namesOf(other).includes(name)));
  return taken === undefined ? [] : [{ row: at, field: 'name', kind: 'taken', name: taken }];
}

function startProblems(
  { start }: ShiftRow,
  row: number,
  earlier: readonly ShiftRow[],
): ShiftProblem[] {
  if (!TIME.test(start)) return [{ row, field: 'start', kind: 'missing' }];
  const isTaken = earlier.some((other) => other.start === start);
  return isTaken ? [{ row, field: 'start', kind: 'taken' }] : [];
}

/** From one time of the day to the next time that another is it; a whole day to itself. */
function minutesBetween(start: string, end: string): number {
  const minutes = (toMinutes(end) - toMinutes(start) + DAY_MINUTES) % DAY_MINUTES;
  return minutes === 0 ? DAY_MINUTES : minutes;
}

function toMinutes(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

function toTime(minutes: number): string {
  const ofDay = minutes % DAY_MINUTES;
  const two = (number: number) => String(number).padStart(2, '0');
  return `${two(Math.floor(ofDay / 60))}:${two(ofDay % 60)}`;
}
