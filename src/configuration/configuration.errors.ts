import { AppError } from '#sdk';

export function configurationUnreadable(problem: string): AppError {
  return new AppError(
    'invalid',
    'configuration.unreadable',
    `This file is no configuration of Plantline: ${problem.slice(0, 300)}. "plantline config export" shows the form.`,
  );
}

export function secretsMissing(names: readonly string[]): AppError {
  return new AppError(
    'invalid',
    'configuration.secrets_missing',
    `Nothing was changed: these secrets are neither in the environment nor in the store: ${names.join(', ')}. Set them as environment variables, or in a file given by --env-file.`,
    { names },
  );
}

export function secretInClear(where: string): AppError {
  return new AppError(
    'invalid',
    'configuration.secret_in_clear',
    `${where} is a secret and stands in the file: write { $secret: NAME } and put it into the environment variable NAME.`,
    { where },
  );
}

export function idTwice(section: string, id: string): AppError {
  return new AppError(
    'invalid',
    'configuration.id_twice',
    `The file has "${id.slice(0, 100)}" twice under ${section}; each id is one thing.`,
    { section },
  );
}

export function storeNotReady(): AppError {
  return new AppError(
    'not_found',
    'configuration.store_not_ready',
    'There is no store here yet, or it is to be upgraded first: check PLANTLINE_DATA_DIR and PLANTLINE_DATABASE_URL, then run "plantline migrate".',
  );
}
