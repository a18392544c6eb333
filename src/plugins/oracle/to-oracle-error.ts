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
import {
  oracleNativeEncryption,
  oracleOldPassword,
  oracleUnknownTimeZone,
} from './oracle.errors.ts';

/** By the number of the message (Oracle Database Error Messages). */
const LOG_IN = new Set([1005, 1017, 1045, 28_000, 28_001, 28_002, 28_009]);
const UNKNOWN_TABLES = new Set([942, 4043, 980]);
const PERMISSIONS = new Set([1031, 1720, 1749, 41_900]);
const NO_SERVICE = new Set([12_514, 12_505, 12_521, 1109]);
const TOO_MANY = new Set([18, 20, 12_516, 12_519, 12_520, 2391]);
const STOPPED = new Set([1013, 40, 30_006, 54, 4021]);
const READ_ONLY = new Set([1456, 16_000, 14_551]);
const GONE = new Set([
  28, 31, 603, 1012, 1092, 2396, 2399, 3113, 3114, 3135, 12_537, 12_547, 12_570, 12_571,
]);
const AWAY = new Set([1033, 1034, 1089, 1090, 12_528, 12_541]);
const SNAPSHOT_TOO_OLD = 1555;
const UNKNOWN_ZONE = 1882;
const UNKNOWN_COLUMN = 904;
const NATIVE_ENCRYPTION = new Set([12_660, 12_650]);

/** The driver’s own (its `errors.js`). */
const NO_SERVICE_CODES = new Set(['NJS-517', 'NJS-518']);
const LOST_CODES = new Set(['NJS-003', 'NJS-500', 'NJS-503', 'NJS-520', 'NJS-521', 'NJS-525']);
const CALL_TIMEOUT = 'NJS-123';
const OLD_VERIFIER = 'NJS-116';
const OLD_SERVER = 'NJS-138';

export type Place = {
  readonly service: string;
  readonly timeoutMs: number;
  readonly timeZone: string;
  /** Whether it was logged in. */
  readonly hadConnection: boolean;
  /** What was asked. */
  readonly sql?: string;
};

type OracleError = Error & {
  readonly errorNum?: number;
  readonly offset?: number;
  readonly code?: string;
};

/** What the driver threw, as an error for people. */
export function toOracleError(error: unknown, place: Place): AppError {
  if (error instanceof AppError) return error;
  const network = networkError(error, place.hadConnection);
  if (network) return network;
  if (error instanceof Error) {
    const { errorNum } = error as OracleError;
    if (errorNum !== undefined && errorNum > 0) return ofDatabase(error, errorNum, place);
    const own = ofDriver(error, place);
    if (own) return own;
  }
  return place.hadConnection ? sqlConnectionLost(error) : sqlUnreachable(error);
}

/** Whether the database itself refused the statement and goes on: its connection can be used again. */
export function isSoundAfter(error: unknown): boolean {
  return error instanceof AppError && (error.kind === 'invalid' || error.kind === 'forbidden');
}

function ofDatabase(error: OracleError, number: number, place: Place): AppError {
  const reason = reasonOf(error.message);
  if (UNKNOWN_TABLES.has(number)) return sqlUnknownTable(tableIn(error, place), undefined, error);
  if (number === UNKNOWN_COLUMN) return sqlUnknownColumn(columnIn(reason), undefined, error);
  if (LOG_IN.has(number)) return sqlLoginRefused(error);
  if (PERMISSIONS.has(number)) return sqlPermission(undefined, error);
  if (NO_SERVICE.has(number)) return sqlNoDatabase(place.service, error);
  if (TOO_MANY.has(number)) return sqlTooManyConnections(error);
  if (STOPPED.has(number)) return sqlTimeout(place.timeoutMs);
  if (READ_ONLY.has(number)) return sqlReadOnly(error);
  if (GONE.has(number)) return sqlConnectionLost(error);
  if (AWAY.has(number)) return sqlServerTrouble('it is starting or shutting down', error);
  if (number === SNAPSHOT_TOO_OLD) {
    return sqlServerTrouble('it no longer has the data as it was when the query began', error);
  }
  if (number === UNKNOWN_ZONE) return oracleUnknownTimeZone(place.timeZone, error);
  if (NATIVE_ENCRYPTION.has(number)) return oracleNativeEncryption(error);
  if (isBadValue(number)) return sqlBadValue(reason, error);
  return place.hadConnection ? sqlRefusedQuery(reason, error) : sqlServerTrouble(reason, error);
}

function ofDriver(error: Error, { service, timeoutMs }: Place): AppError | undefined {
  const code = codeOf(error);
  if (code === CALL_TIMEOUT) return sqlTimeout(timeoutMs);
  if (NO_SERVICE_CODES.has(code)) return sqlNoDatabase(service, error);
  if (code === OLD_VERIFIER) return oracleOldPassword(error);
  if (code === OLD_SERVER) {
    return sqlServerTrouble('it is older than Oracle Database 12.1, which is not supported', error);
  }
  if (LOST_CODES.has(code) || !code.startsWith('NJS-')) return undefined;
  return sqlServerTrouble('it answered in a way that is not understood', error);
}

/** Numbers, texts and dates that cannot be read as what they are compared with. */
function isBadValue(number: number): boolean {
  return (
    (number >= 1830 && number <= 1899) ||
    [1426, 1428, 1438, 1476, 1722, 1410, 6502, 12_899, 1795].includes(number)
  );
}

/** `ORA-00904: "X": invalid identifier` and further lines → the first, without its number. */
function reasonOf(message: string): string {
  return (message.split('\n')[0] ?? '').replace(/^ORA-\d+:\s*/, '');
}

/** From 23ai on the message names the table; before, the place in the statement does. */
function tableIn({ message, offset }: OracleError, { sql = '' }: Place): string {
  const named = /"([^"]+)"(?:\."([^"]+)")?/.exec(reasonOf(message));
  if (named) return named[2] ?? named[1] ?? '';
  const [word = ''] = /^[\w$#."]+/.exec(sql.slice(offset ?? sql.length)) ?? [];
  return word === '' ? 'that this query names' : word;
}

/** `"A"."NAEM": invalid identifier` → `A.NAEM` */
function columnIn(reason: string): string {
  return /^(.*?): invalid identifier/.exec(reason)?.[1]?.replaceAll('"', '') ?? '';
}
