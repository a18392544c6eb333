import { AppError } from '#sdk';

/**
 * The same error, saying which field of a request it is about, so that a form can show it there.
 *
 * @param path dotted, as in `config.range`
 */
export function inField(path: string, error: AppError): AppError {
  const issues = [{ path, message: error.message }];
  return Object.assign(error, { details: { ...error.details, issues } });
}

/** Runs a check of one field. */
export function checkField(path: string, check: () => unknown): void {
  try {
    check();
  } catch (error) {
    throw error instanceof AppError ? inField(path, error) : error;
  }
}
