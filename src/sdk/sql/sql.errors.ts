import { AppError } from '../app-error.ts';

/** No connection: refused, no such host, no route, or it broke before there was an answer. */
export function sqlUnreachable(cause: unknown): AppError {
  return new AppError(
    'upstream',
    'sql.unreachable',
    `The database cannot be reached: ${reachReason(codeOf(cause))}. Check that it runs and that host and port of this source are right.`,
    {},
    cause,
  );
}

/** A connection that was there broke while a question was being answered. */
export function sqlConnectionLost(cause?: unknown): AppError {
  return new AppError(
    'upstream',
    'sql.connection_lost',
    'The connection to the database broke in the middle of the answer. Ask again.',
    {},
    cause,
  );
}

/** @param reason completes "The encrypted connection failed: …" @param advice one sentence */
export function sqlTls(reason: string, advice: string, cause?: unknown): AppError {
  return new AppError(
    'upstream',
    'sql.tls',
    `The encrypted connection to the database failed: ${reason}. ${advice}`,
    {},
    cause,
  );
}

/** Nothing was sent. @param reason completes "The CA certificate file of this source …" */
export function sqlCaFile(reason: string, cause?: unknown): AppError {
  return new AppError(
    'upstream',
    'sql.ca_file',
    `The CA certificate file of this source ${reason}. Correct its path on the machine Plantline runs on.`,
    {},
    cause,
  );
}

export function sqlLoginRefused(cause?: unknown): AppError {
  return new AppError(
    'unauthenticated',
    'sql.login_refused',
    'The database refused the log-in. Check the user and the password of this source, and whether that user may connect from this machine.',
    {},
    cause,
  );
}

export function sqlNoDatabase(database: string, cause?: unknown): AppError {
  return new AppError(
    'invalid',
    'sql.no_database',
    `The server has no database "${database}" that this account may use. Correct the database of this source.`,
    { database },
    cause,
  );
}

/** No answer in time, or the caller gave up; the database was told to stop. */
export function sqlTimeout(timeoutMs?: number): AppError {
  const within = timeoutMs === undefined ? 'in time' : `within ${timeoutMs / 1000} s`;
  return new AppError(
    'timeout',
    'sql.timeout',
    `The database did not answer ${within}, so the query was ended. Ask for a shorter time or fewer rows; if small questions fail too, the database or the network to it hangs.`,
  );
}

/** The server takes no more connections: of all its users, or of this account. */
export function sqlTooManyConnections(cause?: unknown): AppError {
  return new AppError(
    'upstream',
    'sql.too_many_connections',
    'The database takes no more connections. Try again, or lower this source’s connections at most.',
    {},
    cause,
  );
}

/** The account lacks a right. @param what completes "may not read", such as `the table "results"` */
export function sqlPermission(what: string | undefined, cause?: unknown): AppError {
  const object = what ?? 'what this query names';
  return new AppError(
    'forbidden',
    'sql.permission',
    `The database account of this source may not read ${object}. Ask the database administrator to GRANT SELECT on it.`,
    {},
    cause,
  );
}

/** @param name as the query wrote it @param nearest what the server thinks was meant */
export function sqlUnknownTable(name: string, nearest?: string, cause?: unknown): AppError {
  return new AppError(
    'invalid',
    'sql.unknown_table',
    `The database has no table "${name}".${meant(nearest)} Correct the query.`,
    { name },
    cause,
  );
}

/** @param name as the query wrote it @param nearest what the server thinks was meant */
export function sqlUnknownColumn(name: string, nearest?: string, cause?: unknown): AppError {
  return new AppError(
    'invalid',
    'sql.unknown_column',
    `There is no column "${name}" in what this query reads.${meant(nearest)} Correct the query.`,
    { name },
    cause,
  );
}

/** @param reason the server's own words */
export function sqlRefusedQuery(reason: string, cause?: unknown): AppError {
  return new AppError(
    'invalid',
    'sql.refused_query',
    `The database did not accept the query: ${inOneLine(reason)}. Correct the query.`,
    {},
    cause,
  );
}

/** A value that does not fit what it is compared with. @param reason the server's own words */
export function sqlBadValue(reason: string, cause?: unknown): AppError {
  return new AppError(
    'invalid',
    'sql.bad_value',
    `A value does not fit this query: ${inOneLine(reason)}. Correct the value or the query.`,
    {},
    cause,
  );
}

/** The read-only transaction stopped it: the guard should have. */
export function sqlReadOnly(cause?: unknown): AppError {
  return new AppError(
    'invalid',
    'sql.read_only',
    'The query would change something in the database, so it was stopped. Plantline only reads: write a query that does not.',
    {},
    cause,
  );
}

/** A row, or what came before it, is larger than a whole answer may be. */
export function sqlTooLarge(limit: string, cause?: unknown): AppError {
  return new AppError(
    'invalid',
    'sql.too_large',
    `The answer of the database is larger than ${limit}. Ask for fewer rows or leave out the large columns.`,
    {},
    cause,
  );
}

/** The database has its own trouble: no memory, shutting down, a broken file. @param reason in plain words */
export function sqlServerTrouble(reason: string, cause?: unknown): AppError {
  return new AppError(
    'upstream',
    'sql.server_trouble',
    `The database has trouble of its own: ${inOneLine(reason)}. Try again, or ask its administrator.`,
    {},
    cause,
  );
}

/** What was asked after `close()`. */
export function sqlClosed(): AppError {
  return new AppError(
    'upstream',
    'sql.closed',
    'This source was closed or changed meanwhile. Ask again.',
  );
}

/** The `code` of a Node.js or driver error, or of the first of several. */
export function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  if ('errors' in error && Array.isArray(error.errors)) return codeOf(error.errors[0]);
  if ('code' in error && typeof error.code === 'string') return error.code;
  return 'cause' in error ? codeOf(error.cause) : '';
}

function reachReason(code: string): string {
  switch (code) {
    case 'ECONNREFUSED':
      return 'nothing listens there';
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'its host name is not known';
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return 'there is no way to its network';
    case 'ETIMEDOUT':
      return 'it does not answer';
    case 'ECONNRESET':
    case 'EPIPE':
      return 'it broke the connection off';
    default:
      return 'the connection failed';
  }
}

function meant(nearest: string | undefined): string {
  return nearest === undefined ? '' : ` Did you mean "${nearest}"?`;
}

const REASON_MAX_CHARACTERS = 300;

/**
 * A server's words as part of a sentence. Addresses are left out, and so is what a driver may have appended.
 */
function inOneLine(reason: string): string {
  return reason
    .replaceAll(/\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b/g, '…')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replace(/[.:;]+$/, '')
    .slice(0, REASON_MAX_CHARACTERS);
}
