import { AppError } from '#sdk';
import {
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

/** What PostgreSQL itself answers. */
type ServerError = Error & { readonly code: string; readonly hint?: string };

/**
 * What `pg` threw, as an error for people. Codes: PostgreSQL documentation, appendix A.
 *
 * @param hadConnection whether it was logged in
 */
export function toPostgresError(
  error: unknown,
  { database, hadConnection }: { readonly database: string; readonly hadConnection: boolean },
): AppError {
  if (error instanceof AppError) return error;
  if (isServerError(error)) return ofServer(error, database);
  const network = networkError(error, hadConnection);
  if (network) return network;
  // What `pg` says when a socket ended has no code.
  return hadConnection ? sqlConnectionLost(error) : sqlUnreachable(error);
}

/** Whether the server itself refused the statement and goes on: its connection can be used again. */
export function isSoundAfter(error: unknown): boolean {
  return isServerError(error) && !endsConnection(error.code);
}

/** Whether the connection is gone, so that the same question may be asked on another. */
export function isLostWith(error: unknown): boolean {
  if (error instanceof AppError) return error.code === 'sql.connection_lost';
  return isServerError(error) ? endsConnection(error.code) : error instanceof Error;
}

function endsConnection(code: string): boolean {
  return code.startsWith('57P') || code.startsWith('08');
}

function isServerError(error: unknown): error is ServerError {
  return (
    error instanceof Error &&
    'severity' in error &&
    'code' in error &&
    typeof error.code === 'string' &&
    error.code.length === 5
  );
}

function ofServer(error: ServerError, database: string): AppError {
  const { code, message } = error;
  switch (code) {
    case '3D000':
      return sqlNoDatabase(database, error);
    case '53300':
      return sqlTooManyConnections(error);
    case '57014':
    case '55P03':
      return sqlTimeout();
    case '25006':
      return sqlReadOnly(error);
    case '42501':
      return sqlPermission(forbiddenObject(message), error);
    case '42P01':
      return sqlUnknownTable(quotedIn(message), meantBy(error), error);
    case '42703':
      return sqlUnknownColumn(columnIn(message), meantBy(error), error);
    default:
  }
  if (code.startsWith('28')) return sqlLoginRefused(error);
  if (code.startsWith('22')) return sqlBadValue(message, error);
  if (code.startsWith('42') || code.startsWith('21') || code.startsWith('0A')) {
    return sqlRefusedQuery(message, error);
  }
  if (endsConnection(code)) return sqlConnectionLost(error);
  return sqlServerTrouble(message, error);
}

/** `permission denied for table results` → `the table "results"`. */
function forbiddenObject(message: string): string | undefined {
  const [, kind, name] = /^permission denied for (\w+) (.+)$/.exec(message) ?? [];
  return kind && name ? `the ${kind} "${name}"` : undefined;
}

function quotedIn(message: string): string {
  return /"(.+?)"/.exec(message)?.[1] ?? '';
}

/** `column "x" does not exist`, and `column t.x does not exist`. */
function columnIn(message: string): string {
  const [, name = ''] = /column (.+?) (?:does not exist|of relation)/.exec(message) ?? [];
  return name.replaceAll('"', '');
}

/** The first name of `Perhaps you meant to reference the column "r.value"…`. */
function meantBy({ hint }: ServerError): string | undefined {
  return hint?.startsWith('Perhaps you meant') ? quotedIn(hint) : undefined;
}
