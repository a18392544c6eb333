import { AppError } from '#sdk';

const FORM =
  "Write SELECT TOP n * FROM Point WHERE tag = '…', with conditions on timestamp and value joined by AND, and ORDER BY timestamp DESC.";

/**
 * A query that asks for more than values of one tag.
 *
 * @param part what it has that PI's form has not, as in `GROUP BY`
 * @param advice what to do instead, as a sentence
 */
export function piSelectCannot(part: string, advice = FORM): AppError {
  const shown = part.replaceAll(/\s+/g, ' ').trim().slice(0, 60);
  return new AppError(
    'invalid',
    'pi.select_cannot',
    `A query to PI cannot have ${shown}. ${advice}`,
    { part: shown },
  );
}

export function piSelectLacks(what: string): AppError {
  return new AppError('invalid', 'pi.select_incomplete', `The query to PI lacks ${what}. ${FORM}`, {
    what,
  });
}

export function piSelectBadValue(where: string, needed: string): AppError {
  return new AppError(
    'invalid',
    'pi.select_bad_value',
    `In the query to PI, ${where} needs ${needed}.`,
    { where },
  );
}

export function piSelectParameterMissing(name: string): AppError {
  return new AppError(
    'invalid',
    'pi.select_parameter_missing',
    `The query to PI needs a value for {${name}}.`,
    { name },
  );
}

export function piSelectTooMuch(): AppError {
  return new AppError(
    'invalid',
    'pi.select_too_much',
    'PI holds more values in that time than can be read at once, so the oldest are not known. Ask for a shorter time, or the newest first.',
  );
}
