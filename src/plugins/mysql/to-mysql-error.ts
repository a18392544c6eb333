import { AppError } from '#sdk';
import {
  codeOf,
  networkError,
  sqlBadValue,
  sqlConnectionLost,
  sqlLoginRefused,
  sqlNoDatabase,
  sqlPermission,
  sqlReadOnly,
  sqlRefusedQuery,
  sqlServerTrouble,
  sqlTimeout,
  sqlTooManyConnections,
  sqlUnknownColumn,
  sqlUnknownTable,
  sqlUnreachable,
} from '#sdk/sql';
import { tlsCode } from './tls-code.ts';

/** What the server itself answers. */
type ServerError = Error & {
  readonly errno: number;
  readonly sqlState: string;
  readonly sqlMessage: string;
};

/** Numbers as in MySQL's and MariaDB's lists of server errors. */
const NO_DATABASE = new Set([1044, 1049]);
const LOGIN = new Set([1045, 1130, 1251, 1524, 1698, 1820, 1862, 3118, 3955, 4151]);
const TOO_MANY = new Set([1040, 1203, 1226]);
const TIMEOUT = new Set([1205, 1317, 1907, 1969, 3024]);
const READ_ONLY = new Set([1290, 1792, 1836]);
const PERMISSION = new Set([1142, 1143, 1227, 1370]);
const ENDED = new Set([1053, 1077, 1152, 1184, 1927, 3169, 4031]);

/**
 * What `mysql2` threw, as an error for people.
 *
 * @param hadConnection whether it was logged in
 */
export function toMysqlError(
  error: unknown,
  { database, hadConnection }: { readonly database: string; readonly hadConnection: boolean },
): AppError {
  if (error instanceof AppError) return error;
  if (isServerError(error)) return ofServer(error, database);
  const code = codeOf(error);
  if (code.startsWith('AUTH_') || code === 'MYSQL_CLEAR_PASSWORD_NOT_ENABLED') {
    return sqlLoginRefused(error);
  }
  if (code === 'HANDSHAKE_SSL_ERROR' && error instanceof Error) {
    const reason = Object.assign(new Error(error.message, { cause: error }), {
      code: tlsCode(error.message),
    });
    return networkError(reason, hadConnection) ?? sqlUnreachable(error);
  }
  const network = networkError(error, hadConnection);
  if (network) return network;
  return hadConnection ? sqlConnectionLost(error) : sqlUnreachable(error);
}

/** Whether the server refused the statement and goes on: its connection can be used again. */
export function isSoundAfter(error: unknown): boolean {
  return error instanceof AppError
    ? error.code === 'sql.time_zones_missing'
    : isServerError(error) && !ENDED.has(error.errno);
}

/** Whether the connection is gone, so that the same question may be asked on another. */
export function isLostWith(error: unknown): boolean {
  if (error instanceof AppError) return error.code === 'sql.connection_lost';
  return isServerError(error) ? ENDED.has(error.errno) : error instanceof Error;
}

function isServerError(error: unknown): error is ServerError {
  return (
    error instanceof Error &&
    'sqlMessage' in error &&
    typeof error.sqlMessage === 'string' &&
    'errno' in error &&
    typeof error.errno === 'number'
  );
}

function ofServer(error: ServerError, database: string): AppError {
  const { errno, sqlMessage: message } = error;
  if (NO_DATABASE.has(errno)) return sqlNoDatabase(database, error);
  if (LOGIN.has(errno)) return sqlLoginRefused(error);
  if (TOO_MANY.has(errno)) return sqlTooManyConnections(error);
  if (TIMEOUT.has(errno)) return sqlTimeout();
  if (READ_ONLY.has(errno)) return sqlReadOnly(error);
  if (PERMISSION.has(errno)) return sqlPermission(forbiddenTable(message), error);
  if (ENDED.has(errno)) return sqlConnectionLost(error);
  // 1146 names `database.table`, of which people know the second.
  if (errno === 1146) {
    return sqlUnknownTable(quotedIn(message).split('.').at(-1) ?? '', undefined, error);
  }
  if (errno === 1054) return sqlUnknownColumn(quotedIn(message), undefined, error);
  if (error.sqlState.startsWith('22')) return sqlBadValue(message, error);
  if (error.sqlState.startsWith('42') || error.sqlState.startsWith('21')) {
    return sqlRefusedQuery(message, error);
  }
  return sqlServerTrouble(message, error);
}

/** `SELECT command denied to user 'x'@'10.0.0.1' for table 'results'`: without the user and its address. */
function forbiddenTable(message: string): string | undefined {
  const [, kind, name] =
    /for (table|column) ['`](?:[^.'`]+[.'`]+)?([^'`]+)['`]/.exec(message) ?? [];
  return kind && name ? `the ${kind} "${name}"` : undefined;
}

function quotedIn(message: string): string {
  return /'(.+?)'/.exec(message)?.[1] ?? '';
}
