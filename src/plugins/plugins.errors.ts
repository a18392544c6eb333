import { AppError } from '#sdk';

/** @param problem what is wrong, as in "cannot be found" */
export function pluginUnusable(name: string, problem: string, cause?: unknown): AppError {
  return new AppError(
    'invalid',
    'plugins.unusable',
    `The plugin "${name}" of PLANTLINE_PLUGINS ${problem}. Plantline runs without it.`,
    { name },
    cause,
  );
}
