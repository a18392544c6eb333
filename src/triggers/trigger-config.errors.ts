import { AppError } from '#sdk';
import { inField } from './in-field.ts';
import type { VariableProblem } from './read-variable.ts';

export type ConfigIssue = { readonly path: string; readonly message: string };

/** A config that does not fit its trigger's type. */
export function badConfig(reason: string, issues: readonly ConfigIssue[]): AppError {
  const sentence = reason.endsWith('.') ? reason : `${reason}.`;
  return new AppError(
    'invalid',
    'triggers.bad_config',
    `The trigger's config does not fit: ${sentence}`,
    { issues },
  );
}

/** A template names a tag the trigger does not read. */
export function unknownTemplateTag(tag: string, tags: readonly string[]): AppError {
  return new AppError(
    'invalid',
    'triggers.bad_template',
    `The reply template names the tag "${tag.slice(0, 60)}", which the trigger does not read. It reads ${tags.slice(0, 10).join(', ')}.`,
    { tag: tag.slice(0, 60), tags },
  );
}

/** A question brings a variable that the trigger does not have. */
export function variableUnknown(trigger: string, name: string, known: readonly string[]): AppError {
  const choice = known.length > 0 ? `It knows ${known.join(', ')}.` : 'It takes none.';
  return inField(
    'args',
    new AppError(
      'invalid',
      'triggers.variable_unknown',
      `"${trigger}" does not know "${name}". ${choice}`,
      { trigger, name, known },
    ),
  );
}

/** A question leaves out a variable that has no default. */
export function variableMissing(trigger: string, name: string): AppError {
  return inField(
    'args',
    new AppError(
      'invalid',
      'triggers.variable_missing',
      `"${trigger}" needs ${name}: send for example ${trigger} ${name}=…`,
      { trigger, name },
    ),
  );
}

/** A variable's value cannot be used; it says what would fit. */
export function variableWrong(trigger: string, name: string, problem: VariableProblem): AppError {
  return inField(
    'args',
    new AppError(
      'invalid',
      'triggers.variable_wrong',
      `${name} of "${trigger}" ${whatFits(problem)}`,
      { trigger, name, problem },
    ),
  );
}

function whatFits(problem: VariableProblem): string {
  switch (problem.kind) {
    case 'empty':
      return 'is empty; give a value.';
    case 'not_a_number':
      return 'is a number, such as 20 or 3.5.';
    case 'not_whole':
      return 'is a whole number, such as 20.';
    case 'too_many_digits':
      return 'has too many digits; give 15 at most.';
    case 'other_unit':
      return problem.unit === null
        ? 'is a number without a unit.'
        : `is a number in ${problem.unit}, or without a unit.`;
    case 'two_readings':
      return `can be read as ${problem.readings.join(' or as ')}; write it without separating thousands.`;
    case 'out_of_limits':
      return `is a number ${limitsText(problem)}.`;
    case 'not_a_choice':
      return `is one of ${problem.choices.slice(0, 20).join(', ')}.`;
    case 'not_an_instant':
      return 'is a time, such as 06:00, yesterday 14:30 or 1 nov 08:00.';
    case 'not_a_range':
      return 'is a time, such as 8h, yesterday or since 06:00.';
    case 'too_early':
      return 'is too long ago.';
    case 'too_late':
      return 'is too late.';
    case 'not_after_start':
      return 'must be after start.';
    case 'too_long':
      return `has ${problem.max} characters at most.`;
    case 'character':
      return problem.allowed === ''
        ? 'holds a character that is no text.'
        : `may hold only these characters: ${problem.allowed}.`;
    case 'wildcard':
      return 'is one tag by its whole name, without * and ?.';
    case 'unknown_tag':
      return 'names a tag that the source does not know.';
  }
}

function limitsText({
  min,
  max,
  unit,
}: Extract<VariableProblem, { kind: 'out_of_limits' }>): string {
  const behind = unit === null ? '' : ` ${unit}`;
  if (min === null) return `up to ${max}${behind}`;
  return max === null ? `from ${min}${behind}` : `from ${min} to ${max}${behind}`;
}

/** Two variables, or two choices of one, that nobody could tell apart. */
export function variableNameTwice(name: string): AppError {
  return new AppError(
    'invalid',
    'triggers.variable_name_twice',
    `"${name}" cannot be told apart from another name or choice: capitals do not count.`,
    { name },
  );
}

/** The limit of an instant is not of the grammar of times. */
export function variableBadLimit(name: string, limit: string): AppError {
  return new AppError(
    'invalid',
    'triggers.variable_bad_limit',
    `"${limit}" is no time that can limit "${name}": write for example *-30d, yesterday or *.`,
    { name },
  );
}

/** A variable is given twice, once in other capitals. */
export function variableTwice(trigger: string, name: string): AppError {
  return inField(
    'args',
    new AppError(
      'invalid',
      'triggers.variable_twice',
      `"${name}" is given twice to "${trigger}"; give it once.`,
      { trigger, name },
    ),
  );
}

/**
 * @param wrong what stands in the template and is no placeholder, cut short
 * @param placeholders those that the trigger's type has
 * @param advice what to write instead, as a sentence
 */
/** A template shows a statistic that its trigger does not ask for. */
export function statisticNotAsked(wrong: string, statistics: readonly string[]): AppError {
  const right = statistics.map((name) => `{${name}}`);
  return new AppError(
    'invalid',
    'triggers.bad_template',
    `The reply template has "{${wrong}}", which is not among the trigger's "statistics". Right are ${right.join(' ')}; or add "${wrong}" to the statistics.`,
    { wrong: `{${wrong}}`, placeholders: right },
  );
}

export function templateInvalid(
  wrong: string,
  placeholders: readonly string[],
  advice: string,
): AppError {
  return new AppError(
    'invalid',
    'triggers.bad_template',
    `The reply template has "${wrong}", which is no placeholder. ${advice}`,
    { wrong, placeholders },
  );
}
