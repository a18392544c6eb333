import { type Language, type VariableProblem, formatCellNumber } from '../triggers/index.ts';
import { plainText } from './message-text.ts';
import { say } from './say.ts';

const EXAMPLE = 20;
const CHOICES_SHOWN = 20;

/**
 * Why a value cannot be used, in one sentence that says what would.
 *
 * @param isAsked the choices stand below it, or it is asked for right after
 */
export function whatFits(
  variable: string,
  problem: VariableProblem,
  language: Language,
  isAsked = false,
): string {
  const name = plainText(variable, 40);
  const number = (value: number) => formatCellNumber(value, language);
  const example = number(EXAMPLE);
  switch (problem.kind) {
    case 'empty':
      return say(language, 'fitsEmpty', { name });
    case 'not_a_number':
      return say(language, 'fitsNumber', { name, example });
    case 'not_whole':
      return say(language, 'fitsWhole', { name });
    case 'too_many_digits':
      return say(language, 'fitsDigits', { name });
    case 'other_unit':
      return problem.unit === null
        ? say(language, 'fitsNoUnit', { name, example })
        : say(language, 'fitsUnit', { name, example, unit: plainText(problem.unit, 20) });
    case 'two_readings': {
      const [first = ''] = problem.readings;
      const readings = problem.readings.join(' / ');
      return say(language, 'fitsOneReading', { name, readings, first });
    }
    case 'out_of_limits':
      return betweenText(name, problem, language, number);
    case 'not_a_choice': {
      if (isAsked) return say(language, 'fitsChoice', { name });
      const shown = problem.choices.slice(0, CHOICES_SHOWN);
      const names = shown.map((choice) => plainText(String(choice), 40)).join(', ');
      return say(language, 'argumentChoices', { text: name, names });
    }
    case 'not_an_instant':
      return say(language, 'fitsInstant', { name });
    case 'not_a_range':
      return say(language, 'fitsRange');
    case 'too_early':
      return say(language, 'fitsLater', { name });
    case 'too_late':
      return say(language, 'fitsEarlier', { name });
    case 'not_after_start':
      return say(language, 'argumentEnd');
    case 'too_long':
      return say(language, 'fitsLength', { name, max: problem.max });
    case 'character':
      return problem.allowed === ''
        ? say(language, 'fitsText', { name })
        : say(language, 'fitsCharacters', { name, allowed: plainText(problem.allowed, 100) });
    case 'wildcard':
      return say(language, 'fitsOneTag', { name });
    case 'unknown_tag':
      return say(language, 'fitsKnownTag', { name });
  }
}

function betweenText(
  name: string,
  { min, max, unit }: Extract<VariableProblem, { kind: 'out_of_limits' }>,
  language: Language,
  number: (value: number) => string,
): string {
  const behind = unit === null ? '' : ` ${plainText(unit, 20)}`;
  const least = min === null ? '' : `${number(min)}${max === null ? behind : ''}`;
  const most = max === null ? '' : `${number(max)}${behind}`;
  if (min === null) return say(language, 'fitsUpTo', { name, max: most });
  return max === null
    ? say(language, 'fitsFrom', { name, min: least })
    : say(language, 'fitsBetween', { name, min: least, max: most });
}
