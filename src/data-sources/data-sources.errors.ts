import { AppError } from '#sdk';
import type { ConfigIssue } from '../lib/plugin-config/index.ts';

export function sourceNotFound(id: string): AppError {
  return new AppError('not_found', 'data_sources.not_found', 'There is no such data source.', {
    id,
  });
}

export function unknownPlugin(name: string, plugin: string): AppError {
  return new AppError(
    'invalid',
    'data_sources.unknown_plugin',
    `The data source "${name}" needs the plugin "${plugin}", which is not installed; choose another kind.`,
    { name, plugin },
  );
}

export function fieldsForAdmins(fields: readonly string[]): AppError {
  return new AppError(
    'forbidden',
    'data_sources.admin_only',
    `Only an administrator may set ${fields.join(', ')}; leave it as it is, or ask one.`,
    { fields },
  );
}

/** @param what the source was asked to do, as in "give past values" */
export function cannot(source: string, what: string): AppError {
  return new AppError(
    'invalid',
    'data_sources.cannot',
    `The data source "${source}" cannot ${what}; choose another source or another type of trigger.`,
    { source },
  );
}

export function queryPresetNotFound(id: string): AppError {
  return new AppError('not_found', 'query_presets.not_found', 'There is no such query preset.', {
    id,
  });
}

export function notOpened(source: string, cause: unknown): AppError {
  return new AppError(
    'upstream',
    'data_sources.not_opened',
    `The data source "${source}" could not be opened; test it on the data sources page.`,
    { source },
    cause,
  );
}

export function noAnswer(source: string): AppError {
  return new AppError(
    'timeout',
    'data_sources.no_answer',
    `The data source "${source}" gave no answer in time; try again, or test it on the data sources page.`,
    { source },
  );
}

/** It failed again and again, so nobody waits for it until it is back; why it failed is the cause. */
export function notAsked(source: string, cause: AppError | undefined): AppError {
  switch (cause?.kind) {
    case 'unauthenticated':
      return cause.code === LOG_IN_REFUSED ? cause : logInRefused(source, cause.message, cause);
    case 'forbidden':
    case 'throttled':
      // It does answer, and what it said still holds.
      return cause;
    default:
      return new AppError(
        'upstream',
        'data_sources.not_asked',
        `The data source "${source}" does not answer at present, so it was not asked again: ${cause?.message ?? ''}`,
        { source, code: cause?.code },
        cause,
      );
  }
}

const LOG_IN_REFUSED = 'data_sources.log_in_refused';

/** @param why in words, as the source's own check or error says it */
export function logInRefused(source: string, why: string, cause?: AppError): AppError {
  return new AppError(
    'unauthenticated',
    'data_sources.log_in_refused',
    `The data source "${source}" refuses Plantline’s log-in, so it is left alone for a while lest it locks the account: ${why}`,
    { source },
    cause,
  );
}

/** @param why in words, as the source's own check says it */
export function checkFailed(source: string, why: string): AppError {
  return new AppError(
    'upstream',
    'data_sources.check_failed',
    `The data source "${source}" does not answer: ${why}`,
    { source },
  );
}

/** What was filled in does not fit the plugin's schema. */
export function badConfig(issues: readonly ConfigIssue[]): AppError {
  const first = issues[0];
  const where = first?.path ? `"${first.path}": ` : '';
  return new AppError(
    'invalid',
    'data_sources.bad_config',
    `The settings of this data source do not fit: ${where}${first?.message ?? 'correct them'}`,
    // A form finds the field by where it stands in what was sent.
    { issues: issues.map((issue) => ({ ...issue, path: inConfig(issue.path) })) },
  );
}

/** A secret that was entered for one address is not sent to another because somebody changed it. */
export function secretNeeded(fields: readonly string[]): AppError {
  const error = new AppError(
    'invalid',
    'data_sources.secret_needed',
    `Enter ${fields.join(' and ')} again: what was entered before is not sent to another address, nor with less protection.`,
  );
  const issues = fields.map((path) => ({ path: inConfig(path), message: error.message }));
  return Object.assign(error, { details: { fields, issues } });
}

function inConfig(path: string): string {
  return path === '' ? 'config' : `config.${path}`;
}

export function sourceInactive(name: string): AppError {
  return new AppError(
    'conflict',
    'data_sources.inactive',
    `The data source "${name}" is switched off; switch it on first.`,
  );
}

/**
 * Plantline's own log-in, rights or settings there are wrong: nothing the caller's session has to do with, so it must
 * not look like an error of it.
 */
export function cannotAnswer(source: string, cause: AppError): AppError {
  return new AppError(
    'upstream',
    'data_sources.cannot_answer',
    `The data source "${source}" cannot answer: ${cause.message}`,
    { source, code: cause.code },
    cause,
  );
}

export function onlyExactNames(tag: string): AppError {
  return new AppError(
    'invalid',
    'data_sources.only_exact_names',
    `"${tag}" holds * or ?; name each tag in full.`,
    { tag },
  );
}

export function presetInUse(triggerCount: number): AppError {
  return new AppError(
    'conflict',
    'query_presets.in_use',
    `Triggers take their query from this preset (${triggerCount}); give them another one or a text of their own first.`,
    { triggerCount },
  );
}

/** @param path of what the recipe needs and was not given: `table` or `columns.time` */
export function recipeLacks(path: string): AppError {
  const message = `Choose the ${path.replace('columns.', 'column of ')} for this query.`;
  const issues = [{ path, message }];
  return new AppError('invalid', 'query_recipes.lacks', message, { issues });
}

export function recipeNotForSource(recipe: string): AppError {
  return new AppError(
    'invalid',
    'query_recipes.not_for_source',
    'This query cannot be made for that kind of data source; choose another of the list.',
    { recipe },
  );
}
