import type { TimeRange } from '#sdk';
import { type RangeProblem, readTimeRange } from '../triggers/index.ts';

/** What a person added after a name. At least one of them is there. */
export interface MessageArguments {
  readonly range?: TimeRange;
  readonly count?: number;
  readonly variables?: Readonly<Record<string, string | number | boolean>>;
}

export type ArgumentProblem =
  /** Part of the text is neither a range, nor a count, nor `name=value`; or the range cannot be used. */
  | { readonly kind: RangeProblem; readonly text: string }
  | { readonly kind: 'count_out_of_limits'; readonly text: string; readonly limit: number }
  | { readonly kind: 'variable_twice'; readonly text: string };

export type ArgumentsResult =
  | { readonly ok: true; readonly arguments: MessageArguments }
  | { readonly ok: false; readonly problem: ArgumentProblem };

export interface ArgumentsContext {
  readonly now: Date;
  readonly timeZone: string;
  /** For forecasts: a range may lie in the future. */
  readonly allowFuture?: boolean;
}

const COUNT_MAX = 1000;
const TEXT_LENGTH_MAX = 1000;
const VARIABLE =
  /(?<![^ ])([A-Za-z_]\w{0,39}) ?= ?(?:"([^"]*)"|'([^']*)'|“([^”]*)”|([^ ]+))(?![^ ])/g;
const COUNT = String.raw`(\d{1,9})`;
const COUNT_ONLY = new RegExp(
  `^(?:(?:last|latest|newest|terakhir) )?${COUNT}(?: (?:values?|rows?|nilai|baris|data))?(?: (?:terakhir|latest|last))?$`,
  'i',
);
const COUNT_FIRST = new RegExp(`^${COUNT} (.+)$`);
const COUNT_LAST = new RegExp(`^(.+) ${COUNT}$`);
const NOW = /^(?:now|right now|sekarang|saat ini)?$/i;

/**
 * Reads what follows a name: a range, a count and `name=value` in any order, each at most once. `now` says nothing
 * more. A value with blanks stands in quotes. Never throws.
 *
 * @param text as `normaliseText` gives it, without the name
 */
export function parseArguments(text: string, context: ArgumentsContext): ArgumentsResult {
  if (text.length > TEXT_LENGTH_MAX) return problem({ kind: 'unclear', text });
  const variables = new Map<string, string>();
  const names = new Set<string>();
  let twice: string | undefined;
  const rest = text
    .replaceAll(VARIABLE, (_all, name: string, ...values: (string | undefined)[]) => {
      // Names match in any case, so the second would silently take the first one's place.
      if (names.has(name.toLowerCase())) twice = name;
      names.add(name.toLowerCase());
      variables.set(name, values.slice(0, 4).find((value) => value !== undefined) ?? '');
      return ' ';
    })
    .replaceAll(/ +/g, ' ')
    .trim();
  if (twice !== undefined) return problem({ kind: 'variable_twice', text: twice });

  const read = readRangeAndCount(rest, context);
  if (!read.ok || variables.size === 0) return read;
  return {
    ok: true,
    arguments: { ...read.arguments, variables: Object.fromEntries(variables) },
  };
}

function readRangeAndCount(text: string, context: ArgumentsContext): ArgumentsResult {
  if (NOW.test(text)) return { ok: true, arguments: {} };
  const only = COUNT_ONLY.exec(text)?.[1];
  if (only !== undefined) return withCount(only);

  const whole = readTimeRange(text, context);
  if (whole.ok) return { ok: true, arguments: { range: whole.range } };
  // `since 1 dec 2026` is a range that has not begun, not two thousand values of another.
  if (whole.problem !== 'unclear') return problem({ kind: whole.problem, text });

  const first = COUNT_FIRST.exec(text);
  const last = COUNT_LAST.exec(text);
  // `31 nov` is a day there is none of, not thirty-one values of November.
  const isNoDay = Number(first?.[1]) <= 31 && readTimeRange(`1 ${first?.[2]}`, context).ok;
  if (isNoDay) return problem({ kind: 'unclear', text });
  for (const [rangeText, count] of [
    [first?.[2], first?.[1]],
    [last?.[1], last?.[2]],
  ] as const) {
    if (rangeText === undefined || count === undefined) continue;
    const range = readTimeRange(rangeText, context);
    if (range.ok) return withCount(count, range.range);
  }
  return problem({ kind: whole.problem, text });
}

function withCount(digits: string, range?: TimeRange): ArgumentsResult {
  const count = Number(digits);
  if (count < 1 || count > COUNT_MAX) {
    return problem({ kind: 'count_out_of_limits', text: digits, limit: COUNT_MAX });
  }
  return { ok: true, arguments: { count, ...(range && { range }) } };
}

function problem(problem: ArgumentProblem): ArgumentsResult {
  return { ok: false, problem: { ...problem, text: problem.text.slice(0, 60) } };
}
