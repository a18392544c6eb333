import { AppError } from '#sdk';
import type { ConfigIssue } from '../lib/plugin-config/index.ts';

export function aiModelNotFound(id: string): AppError {
  return new AppError('not_found', 'ai_models.not_found', 'There is no such model.', { id });
}

export function unknownModelKind(kind: string): AppError {
  return new AppError(
    'invalid',
    'ai_models.unknown_kind',
    `There is no kind of model "${kind.slice(0, 60)}"; choose one of GET /ai-models/kinds.`,
    { kind: kind.slice(0, 60), issues: [{ path: 'kind', message: 'is not known' }] },
  );
}

/** What was filled in does not fit the kind's schema. */
export function badModelConfig(issues: readonly ConfigIssue[]): AppError {
  const [first] = issues;
  const where = first?.path ? `"${first.path}": ` : '';
  return new AppError(
    'invalid',
    'ai_models.bad_config',
    `The settings of this model do not fit: ${where}${first?.message ?? 'correct them'}`,
    { issues: issues.map((issue) => ({ ...issue, path: `config.${issue.path}` })) },
  );
}

/** A key that was entered for one address is not sent to another. */
export function modelSecretNeeded(fields: readonly string[]): AppError {
  return new AppError(
    'invalid',
    'ai_models.secret_needed',
    `Enter ${fields.join(' and ')} again: what was entered before is not sent to another address.`,
    {
      fields,
      issues: fields.map((path) => ({ path: `config.${path}`, message: 'Enter it again.' })),
    },
  );
}

export function modelSecretLost(name: string, cause: unknown): AppError {
  return new AppError(
    'internal',
    'ai_models.secret_lost',
    `The key of the model "${name}" cannot be read with this store's key; enter it again.`,
    { name },
    cause,
  );
}

/** It did not answer within what a question has. */
export function modelTooSlow(name: string): AppError {
  return new AppError(
    'timeout',
    'ai_models.too_slow',
    `The model "${name}" gave no answer in time; test it, or give it more time.`,
    { name },
  );
}

export function modelOverBudget(limit: string): AppError {
  return new AppError(
    'throttled',
    'ai_models.over_budget',
    `The limit ${limit} is used up; raise it in the settings, or wait.`,
    { limit },
  );
}

export function modelLogInRefused(name: string, cause: unknown): AppError {
  return new AppError(
    'unauthenticated',
    'ai_models.log_in_refused',
    `The model "${name}" refuses the key; enter a valid one.`,
    { name },
    cause,
  );
}

export function modelThrottled(name: string, cause: unknown): AppError {
  return new AppError(
    'throttled',
    'ai_models.throttled',
    `The model "${name}" was asked too often; wait, or raise its limit where it runs.`,
    { name },
    cause,
  );
}

/** @param why the status, or what the connection said */
export function modelFailed(name: string, why: string, cause?: unknown): AppError {
  return new AppError(
    'upstream',
    'ai_models.failed',
    `The model "${name}" does not answer (${why}); test it on the models page.`,
    { name },
    cause,
  );
}

/** It answered with something that is no answer: nothing, or what is not of its protocol. */
export function modelUseless(name: string, why: string): AppError {
  return new AppError(
    'upstream',
    'ai_models.useless',
    `The model "${name}" gave no usable answer: ${why}. Choose another model.`,
    { name, why },
  );
}
