import type { ParameterValue } from '#sdk';
import {
  type VariableDefinition,
  type VariableType,
  choiceParts,
  isReserved,
  typeOfReserved,
  variableTypeOf,
} from '../data-sources/index.ts';
import { firstNotAllowed } from './first-not-allowed.ts';
import { parseNumber } from './parse-number.ts';
import { type SaidAt, readInstant } from './read-instant.ts';

/** What somebody gave for a variable: in words, or as a program says it. */
export type VariableInput = string | number | boolean;

/** Why a value cannot be used, with what would fit. */
export type VariableProblem =
  | { readonly kind: 'empty' | 'not_a_number' | 'not_whole' | 'too_many_digits' | 'wildcard' }
  | { readonly kind: 'other_unit'; readonly unit: string | null }
  | { readonly kind: 'two_readings'; readonly readings: readonly string[] }
  | {
      readonly kind: 'out_of_limits';
      readonly min: number | null;
      readonly max: number | null;
      readonly unit: string | null;
    }
  | { readonly kind: 'not_a_choice'; readonly choices: readonly (string | number)[] }
  | {
      readonly kind:
        | 'not_an_instant'
        | 'not_a_range'
        | 'too_early'
        | 'too_late'
        | 'not_after_start';
    }
  | { readonly kind: 'too_long'; readonly max: number }
  | { readonly kind: 'character'; readonly character: string; readonly allowed: string }
  /** The source knows no such tag. */
  | { readonly kind: 'unknown_tag' };

export type VariableResult =
  | { readonly ok: true; readonly value: ParameterValue }
  | { readonly ok: false; readonly problem: VariableProblem };

const LENGTH_MAX = 200;
const LIMIT_MAX = 1000;
/** Not a letter, digit, mark or sign of any writing: what a terminal or a log would act on. */
const CONTROL = /\p{Cc}/u;

/** The type of a variable by its name and what is said of it. */
export function typeOfVariable(name: string, definition: VariableDefinition): VariableType {
  return isReserved(name) ? typeOfReserved(name) : variableTypeOf(definition);
}

/**
 * The value that is bound for what somebody gave: a number, a text, or an instant as a `Date`. Nothing is guessed and
 * nothing is cut: what does not fit is a problem. Never throws.
 */
export function readVariable(
  name: string,
  definition: VariableDefinition,
  input: VariableInput,
  said: SaidAt,
): VariableResult {
  switch (typeOfVariable(name, definition)) {
    case 'number':
      return readNumber(name, definition, input);
    case 'choice':
      return readChoice(definition, input);
    case 'instant':
      return readMoment(definition, input, said);
    case 'tag':
      return readText(definition, input, true);
    case 'text':
      return readText(definition, input, false);
  }
}

function readNumber(
  name: string,
  definition: VariableDefinition,
  input: VariableInput,
): VariableResult {
  const isLimit = name === 'limit';
  const { unit } = definition;
  const whole = isLimit || definition.whole === true;
  const min = numeric(definition.min) ?? (isLimit ? 1 : null);
  const max = numeric(definition.max) ?? (isLimit ? LIMIT_MAX : null);
  const read =
    typeof input === 'number'
      ? ({ ok: true, number: input } as const)
      : parseNumber(String(input), { unit, whole });
  if (!read.ok) {
    switch (read.problem) {
      case 'two_readings':
        return wrong({ kind: 'two_readings', readings: read.readings });
      case 'other_unit':
        return wrong({ kind: 'other_unit', unit: unit ?? null });
      case 'too_many_digits':
        return wrong({ kind: 'too_many_digits' });
      case 'unclear':
        return wrong({ kind: String(input).trim() === '' ? 'empty' : 'not_a_number' });
    }
  }
  const { number } = read;
  if (!Number.isFinite(number)) return wrong({ kind: 'not_a_number' });
  if (whole && !Number.isInteger(number)) return wrong({ kind: 'not_whole' });
  if ((min !== null && number < min) || (max !== null && number > max)) {
    return wrong({ kind: 'out_of_limits', min, max, unit: unit ?? null });
  }
  return { ok: true, value: number };
}

/** By its value or its words in either language, capitals aside; a number also as people write it. */
function readChoice({ choices = [] }: VariableDefinition, input: VariableInput): VariableResult {
  const said = String(input).trim().toLowerCase();
  const offered = choices.map(choiceParts);
  const byValue = offered.find(({ value }) => String(value).toLowerCase() === said);
  const byLabel = offered.find(({ label }) =>
    (typeof label === 'string' ? [label] : [label.en, label.id]).some(
      (words) => words?.toLowerCase() === said,
    ),
  );
  const number = parseNumber(said);
  const byNumber = number.ok ? offered.find(({ value }) => value === number.number) : undefined;
  const found = byValue ?? byLabel ?? byNumber;
  return found
    ? { ok: true, value: found.value }
    : wrong({ kind: 'not_a_choice', choices: offered.map(({ value }) => value) });
}

function readMoment(
  { min, max }: VariableDefinition,
  input: VariableInput,
  said: SaidAt,
): VariableResult {
  const text = String(input).trim();
  if (text === '') return wrong({ kind: 'empty' });
  const at = typeof input === 'string' ? readInstant(text, said) : undefined;
  if (!at) return wrong({ kind: 'not_an_instant' });
  const earliest = typeof min === 'string' ? readInstant(min, said) : undefined;
  const latest = typeof max === 'string' ? readInstant(max, said) : undefined;
  if (earliest && at < earliest) return wrong({ kind: 'too_early' });
  if (latest && at > latest) return wrong({ kind: 'too_late' });
  return { ok: true, value: at };
}

function readText(
  { default: usual, maxLength = LENGTH_MAX, allowed, type }: VariableDefinition,
  input: VariableInput,
  isTag: boolean,
): VariableResult {
  const text = String(input).trim();
  if (text === '') return wrong({ kind: 'empty' });
  if ([...text].length > maxLength) return wrong({ kind: 'too_long', max: maxLength });
  const character = CONTROL.exec(text)?.[0] ?? (allowed && firstNotAllowed(text, allowed));
  if (character) return wrong({ kind: 'character', character, allowed: allowed ?? '' });
  if (isTag && /[*?]/.test(text)) return wrong({ kind: 'wildcard' });
  // Of a variable without a type, the default tells that numbers are meant where one is given.
  if (type === undefined && typeof usual === 'number') {
    const number = typeof input === 'number' ? input : parseNumber(text);
    if (typeof number === 'number') return { ok: true, value: number };
    if (number.ok) return { ok: true, value: number.number };
    if (number.problem === 'two_readings') {
      return wrong({ kind: 'two_readings', readings: number.readings });
    }
  }
  return { ok: true, value: text };
}

function numeric(limit: string | number | undefined): number | undefined {
  return typeof limit === 'number' ? limit : undefined;
}

function wrong(problem: VariableProblem): VariableResult {
  return { ok: false, problem };
}
