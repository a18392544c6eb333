import { AppError } from '#sdk';

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
