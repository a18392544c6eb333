import { AppError } from '#sdk';
import type { ArgumentProblem } from '../grammar/index.ts';

/*
 * What a tool of questions in plain words refuses. The messages are for a model or a program; a chat is told the same
 * in its own language by `wordToolError`.
 */

/** Unknown, or of a source the person may not use: nobody can tell which. `near` are names the person may use. */
export function tagNotFound(tag: string, near: readonly string[]): AppError {
  const hint = near.length > 0 ? ` Near are ${near.join(', ')}.` : ' Use find_tags to look for it.';
  return new AppError('not_found', 'ai.tag_not_found', `There is no tag "${short(tag)}".${hint}`, {
    name: short(tag),
    near,
  });
}

export function tagInSeveralSources(tag: string, sources: readonly string[]): AppError {
  return new AppError(
    'invalid',
    'ai.tag_in_several_sources',
    `More than one source has "${short(tag)}": ${sources.join(', ')}. Say which in "source".`,
    { name: short(tag), sources },
  );
}

/** Unknown, or one that the person may not use. */
export function sourceNotFound(source: string, known: readonly string[]): AppError {
  return new AppError(
    'not_found',
    'ai.source_not_found',
    `There is no data source "${short(source)}". ${known.length > 0 ? `There is ${known.join(', ')}.` : 'There is none to ask.'}`,
    { name: short(source), known },
  );
}

/** No trigger and no group of this name that the person may ask. */
export function triggerNameNotFound(name: string, near: readonly string[]): AppError {
  const hint = near.length > 0 ? ` Near are ${near.join(', ')}.` : '';
  return new AppError(
    'not_found',
    'ai.trigger_not_found',
    `There is no trigger "${short(name)}".${hint}`,
    {
      name: short(name),
      near,
    },
  );
}

export function presetNameNotFound(name: string, known: readonly string[]): AppError {
  const hint = known.length > 0 ? ` There is ${known.slice(0, 10).join(', ')}.` : '';
  return new AppError(
    'not_found',
    'ai.preset_not_found',
    `There is no query preset "${short(name)}".${hint}`,
    {
      name: short(name),
      near: known.slice(0, 10),
    },
  );
}

export function toolUnknown(name: string, known: readonly string[]): AppError {
  return new AppError(
    'not_found',
    'ai.tool_unknown',
    `There is no tool "${short(name)}". Use one of ${known.join(', ')}.`,
    { name: short(name), known },
  );
}

/** @param reason which field is wrong, and what would be right */
export function toolInputInvalid(tool: string, reason: string): AppError {
  return new AppError('invalid', 'ai.tool_input_invalid', `${tool}: ${reason}`, {
    name: tool,
    reason,
  });
}

/** Something that is no error of the product: a defect, told without its inside. */
export function toolFailed(tool: string, cause: unknown): AppError {
  return new AppError(
    'internal',
    'ai.tool_failed',
    `${tool} failed on Plantline's side; try another way.`,
    { name: tool },
    cause,
  );
}

/** A variable of a query without a default was not given. */
export function triggerNeedsVariable(
  trigger: string,
  variable: string,
  choices: readonly string[],
): AppError {
  const which = choices.length > 0 ? `one of ${choices.join(', ')}` : 'a value';
  return new AppError(
    'invalid',
    'ai.variable_missing',
    `"${short(trigger)}" needs ${variable}: give ${which}, as ${variable}=value.`,
    { trigger: short(trigger), name: variable, choices },
  );
}

/** What stands after a trigger's name is no range, count or `name=value`, or cannot be used. */
export function argumentsUnclear(trigger: string, problem: ArgumentProblem): AppError {
  return new AppError(
    'invalid',
    'ai.arguments_unclear',
    `"${short(problem.text)}" cannot follow "${short(trigger)}" (${problem.kind.replaceAll('_', ' ')}). Give a range such as 8h, a count, or name=value.`,
    { trigger: short(trigger), problem },
  );
}

export function rangeMissing(): AppError {
  return new AppError(
    'invalid',
    'ai.range_missing',
    'A statistic is of a range: give start and end.',
  );
}

export function rangeBackwards(): AppError {
  return new AppError(
    'invalid',
    'ai.range_backwards',
    'The range ends before it begins. Turn it round.',
  );
}

export function rangeInFuture(): AppError {
  return new AppError(
    'invalid',
    'ai.range_in_future',
    'The range has not begun yet. Give an earlier start.',
  );
}

export function rangeTooLong(): AppError {
  return new AppError(
    'invalid',
    'ai.range_too_long',
    'The range is longer than two years. Ask for less.',
  );
}

/** Not all values of the range can be read in time, and a part of them would give a wrong number. */
export function tooManyValues(tag: string): AppError {
  return new AppError(
    'invalid',
    'ai.too_many_values',
    `"${short(tag)}" has too many values in that range to read them all. Ask for less time.`,
    { name: short(tag) },
  );
}

/** It is a number that moves: each of its values would be a state. */
export function noStates(tag: string): AppError {
  return new AppError(
    'invalid',
    'ai.no_states',
    `"${short(tag)}" is a number and has no states. Use time_in_condition with above or below.`,
    { name: short(tag) },
  );
}

/** None of the sources that the person may use notes down events. */
export function noEvents(): AppError {
  return new AppError(
    'invalid',
    'ai.no_events',
    'No data source that may be used here tells events. Use state_history of a status tag.',
  );
}

/** Only forecasts have values that are yet to come. */
export function instantInFuture(tag: string): AppError {
  return new AppError(
    'invalid',
    'ai.instant_in_future',
    `"${short(tag)}" has no values in the future. Give an instant that has passed.`,
    { name: short(tag) },
  );
}

/** A total is of what flows: of MW, t/h or m3/h, never of °C or bar. */
export function noTotal(tag: string, unit: string | null): AppError {
  return new AppError(
    'invalid',
    'ai.no_total',
    `"${short(tag)}" ${unit === null ? 'has no unit' : `is in ${unit}, which is no rate`}, so it has no total. Ask for its average.`,
    { name: short(tag), unit },
  );
}

/** What somebody wrote, short enough to be repeated. */
function short(text: string): string {
  return text.slice(0, 60).toWellFormed();
}
