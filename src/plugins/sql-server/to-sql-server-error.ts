import { AppError } from '#sdk';
import {
  codeOf,
  networkError,
  sqlBadValue,
  sqlConnectionLost,
  sqlLoginRefused,
  sqlNoDatabase,
  sqlNoTls,
  sqlPermission,
  sqlReadOnly,
  sqlRefusedQuery,
  sqlServerTrouble,
  sqlTimeout,
  sqlTls,
  sqlTooManyConnections,
  sqlUnknownColumn,
  sqlUnknownTable,
  sqlUnreachable,
} from '#sdk/sql';
import type { LogInRefusal } from './open-connection.ts';

/** What SQL Server itself answers. */
type ServerError = Error & { readonly number: number; readonly class: number };

/** By the number of the message (sys.messages). */
const BAD_VALUES = new Set([
  220, 232, 235, 241, 242, 244, 245, 248, 293, 295, 402, 517, 529, 535, 537, 1007, 8114, 8115, 8134,
  8169, 9807, 9810,
]);
const PERMISSIONS = new Set([229, 230, 262, 297, 300, 371, 916, 6004, 15_247]);
const UNKNOWN_COLUMNS = new Set([207, 4104]);
const CANNOT_OPEN = new Set([4060, 4064, 911, 945]);
const TOO_MANY = new Set([10_928, 10_929, 17_809]);
const LOCK_TIMEOUT = 1222;
const DEADLOCK = 1205;
const UNKNOWN_OBJECT = 208;
const READ_ONLY = new Set([3906, 3924]);
/** From this on an error ends the connection. */
const ENDS_CONNECTION = 20;

export type Place = {
  readonly database: string;
  readonly timeoutMs: number;
  /** Whether it was logged in. */
  readonly hadConnection: boolean;
  /** What the server said before it closed the connection of a log-in. */
  readonly refusal?: LogInRefusal | undefined;
};

/** What the driver threw, as an error for people. */
export function toSqlServerError(thrown: unknown, place: Place): AppError {
  const error = firstOf(thrown);
  if (error instanceof AppError) return error;
  if (isServerError(error)) return ofServer(error, place);
  switch (codeOf(error)) {
    case 'ELOGIN':
      return ofLogIn(error, place);
    case 'EENCRYPT':
      return ofEncryption(error);
    case 'ETIMEOUT':
      return place.hadConnection ? sqlTimeout(place.timeoutMs) : sqlUnreachable(timedOut(error));
    case 'ECANCEL':
      return sqlTimeout();
    default:
  }
  const network = networkError(causeOf(error), place.hadConnection);
  if (network) return network;
  return place.hadConnection ? sqlConnectionLost(error) : sqlUnreachable(error);
}

/** Whether the server itself refused the statement and goes on: its connection can be used again. */
export function isSoundAfter(error: unknown): boolean {
  const first = firstOf(error);
  return isServerError(first) && first.class < ENDS_CONNECTION;
}

/** Whether the connection is gone, so that the same question may be asked on another. */
export function isLostWith(thrown: unknown): boolean {
  const error = firstOf(thrown);
  if (error instanceof AppError) return error.code === 'sql.connection_lost';
  if (isServerError(error)) return error.class >= ENDS_CONNECTION;
  return ['ESOCKET', 'ECLOSE', 'EINVALIDSTATE'].includes(codeOf(error));
}

function ofServer(error: ServerError, { database, timeoutMs }: Place): AppError {
  const { number, message } = error;
  if (number === UNKNOWN_OBJECT) return sqlUnknownTable(quotedIn(message), undefined, error);
  if (UNKNOWN_COLUMNS.has(number)) return sqlUnknownColumn(columnIn(message), undefined, error);
  if (PERMISSIONS.has(number)) return sqlPermission(forbiddenObject(message), error);
  if (BAD_VALUES.has(number)) return sqlBadValue(message, error);
  if (CANNOT_OPEN.has(number)) return sqlNoDatabase(database, error);
  if (READ_ONLY.has(number)) return sqlReadOnly(error);
  if (TOO_MANY.has(number)) return sqlTooManyConnections(error);
  if (number === LOCK_TIMEOUT) return sqlTimeout(timeoutMs);
  if (number === DEADLOCK) return sqlServerTrouble('other work was in the way (deadlock)', error);
  if (error.class >= ENDS_CONNECTION) return sqlConnectionLost(error);
  return error.class <= 16 ? sqlRefusedQuery(message, error) : sqlServerTrouble(message, error);
}

function ofLogIn(error: unknown, { refusal, database }: Place): AppError {
  if (refusal && CANNOT_OPEN.has(refusal.number)) return sqlNoDatabase(database, error);
  if (refusal && TOO_MANY.has(refusal.number)) return sqlTooManyConnections(error);
  return sqlLoginRefused(error);
}

function ofEncryption(error: unknown): AppError {
  const insists = error instanceof Error && error.message.startsWith('Server requires encryption');
  if (!insists) return sqlNoTls(error);
  return sqlTls('the server insists on it', 'Set encryption of this source to prefer.', error);
}

/** The driver collects several messages of one statement. */
function firstOf(error: unknown): unknown {
  return error instanceof AggregateError ? error.errors[0] : error;
}

/** The driver wraps what a socket threw. */
function causeOf(error: unknown): unknown {
  return error instanceof Error && error.cause !== undefined ? causeOf(error.cause) : error;
}

function timedOut(error: unknown): Error {
  return Object.assign(new Error('It does not answer.', { cause: error }), { code: 'ETIMEDOUT' });
}

function isServerError(error: unknown): error is ServerError {
  return (
    error instanceof Error &&
    'number' in error &&
    typeof error.number === 'number' &&
    'class' in error &&
    typeof error.class === 'number'
  );
}

function quotedIn(message: string): string {
  return /'([^']+)'/.exec(message)?.[1] ?? '';
}

/** `Invalid column name 'x'.`, and `The multi-part identifier "t.x" could not be bound.` */
function columnIn(message: string): string {
  return /['"]([^'"]+)['"]/.exec(message)?.[1] ?? '';
}

/** `The SELECT permission was denied on the object 'x', database 'y', schema 'z'.` */
function forbiddenObject(message: string): string | undefined {
  const name = /on the (?:object|column) '([^']+)'/.exec(message)?.[1];
  return name === undefined ? undefined : `"${name}"`;
}
