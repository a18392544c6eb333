import { AppError } from '../../app-error.ts';

const QUOTED_MAX_CHARACTERS = 60;
const REASON_MAX_CHARACTERS = 120;

export function queryTooLong(maximum: number): AppError {
  return new AppError(
    'invalid',
    'sql.query_too_long',
    `The query is longer than ${maximum} characters. Shorten it, or have a view made for it in the database.`,
  );
}

/** @param what such as `parentheses within each other` */
export function queryTooComplex(what: string): AppError {
  return new AppError(
    'invalid',
    'sql.query_too_complex',
    `The query has too many ${what}. Make it simpler, or have a view made for it in the database.`,
  );
}

export function queryEmpty(): AppError {
  return new AppError('invalid', 'sql.query_empty', 'The query is empty. Write a SELECT.');
}

/** A form that a database and its reader, or two versions of a database, may read differently. @param advice one sentence */
export function writeDifferently(what: string, advice: string): AppError {
  return new AppError(
    'invalid',
    'sql.write_differently',
    `${what} is not sent, since not every reader reads it the same way. ${advice}`,
  );
}

/** @param variable its name @param advice one sentence */
export function variableMisplaced(variable: string, place: string, advice: string): AppError {
  return new AppError(
    'invalid',
    'sql.variable_misplaced',
    `The variable {${shorten(variable)}} stands ${place}, where no value can go. ${advice}`,
    { variable: shorten(variable) },
  );
}

export function notOneStatement(): AppError {
  return new AppError(
    'invalid',
    'sql.not_one_statement',
    'A query is one statement. Leave out everything from the first semicolon on.',
  );
}

export function notASelect(found: string): AppError {
  return new AppError(
    'invalid',
    'sql.not_a_select',
    `A query begins with SELECT or WITH, this one with "${shorten(found)}". Plantline only reads: write a SELECT.`,
  );
}

/** @param reason what the parser said, in its words */
export function queryNotUnderstood(reason: string, cause?: unknown): AppError {
  return new AppError(
    'invalid',
    'sql.not_understood',
    `The query cannot be read: ${shorten(reason, REASON_MAX_CHARACTERS)}. Correct it; what cannot be read is not sent.`,
    {},
    cause,
  );
}

/** @param what such as `FOR UPDATE` @param advice one sentence */
export function notAllowed(what: string, advice: string): AppError {
  return new AppError(
    'invalid',
    'sql.not_allowed',
    `${shorten(what)} is not allowed in a query. ${advice}`,
  );
}

/** A function that nobody listed. */
export function functionNotAllowed(name: string): AppError {
  return new AppError(
    'invalid',
    'sql.function_not_allowed',
    `The function ${shorten(name)} is not one that is known to only read. Leave it out, or have an administrator list it among the allowed functions of this source.`,
    { name: shorten(name) },
  );
}

/** A function that no list can allow. */
export function functionNeverAllowed(name: string): AppError {
  return new AppError(
    'invalid',
    'sql.function_never_allowed',
    `The function ${shorten(name)} can do more than read tables and is never run. Leave it out.`,
    { name: shorten(name) },
  );
}

export function tableNotAllowed(name: string): AppError {
  return new AppError(
    'invalid',
    'sql.table_not_allowed',
    `${shorten(name)} belongs to the database system and is not read. Ask a table or view of the plant.`,
    { name: shorten(name) },
  );
}

export function parameterMissing(name: string): AppError {
  return new AppError(
    'invalid',
    'sql.parameter_missing',
    `The query needs a value for {${shorten(name)}}. Give it one, or give the variable a default.`,
    { variable: shorten(name) },
  );
}

/** @param problem completes "The value of {tag} …" */
export function badParameter(name: string, problem: string): AppError {
  return new AppError(
    'invalid',
    'sql.bad_parameter',
    `The value of {${shorten(name)}} ${problem}.`,
    { variable: shorten(name) },
  );
}

/** In one line, and so short that the whole sentence stays one. */
function shorten(text: string, maximum = QUOTED_MAX_CHARACTERS): string {
  const line = text.replaceAll(/[\s\p{C}]+/gu, ' ').trim();
  return line.length > maximum ? `${line.slice(0, maximum)}…` : line;
}
