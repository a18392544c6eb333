import { AppError } from '#sdk';
import { inField } from './in-field.ts';

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

/** A variable's value is not one of those the admin allows. */
export function variableNotAChoice(
  trigger: string,
  name: string,
  choices: readonly (string | number)[],
): AppError {
  return inField(
    'args',
    new AppError(
      'invalid',
      'triggers.variable_not_a_choice',
      `${name} of "${trigger}" is one of ${choices.slice(0, 20).join(', ')}.`,
      { trigger, name, choices },
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
