import { AppError } from '#sdk';
import {
  sqlBadValue,
  sqlReadOnly,
  sqlRefusedQuery,
  sqlServerTrouble,
  sqlTooLarge,
  sqlUnknownColumn,
  sqlUnknownTable,
} from '#sdk/sql';
import { sqliteFile, sqliteOwnStore } from './sqlite.errors.ts';

const CHECK_PATH = 'Check the path of this source on the machine Plantline runs on.';

/** What SQLite said (its documentation, "Result and Error Codes"), as an error for people. It may name the file. */
export function toSqliteError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const { code, message } = toCoded(error);
  if (code === 'OWN_STORE') return sqliteOwnStore();
  if (code === 'NO_FILE') return sqliteFile('it is a device or a pipe, no file', CHECK_PATH, error);
  if (code === 'TOO_LARGE' || code === 'SQLITE_TOOBIG' || code === 'SQLITE_NOMEM') {
    return sqlTooLarge('an answer may be', error);
  }
  if (code.startsWith('SQLITE_CANTOPEN') || /cannot open database/i.test(message)) {
    return sqliteFile('it is not there, or may not be opened', CHECK_PATH, error);
  }
  if (code === 'SQLITE_NOTADB') return sqliteFile('it is no SQLite database', CHECK_PATH, error);
  if (code.startsWith('SQLITE_IOERR')) {
    return sqliteFile('it is a folder, or its disk does not answer', CHECK_PATH, error);
  }
  if (code.startsWith('SQLITE_CORRUPT')) {
    return sqliteFile('it is damaged', 'Have it checked with PRAGMA integrity_check.', error);
  }
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) {
    return sqliteFile('somebody is writing to it', 'Try again.', error);
  }
  if (code.startsWith('SQLITE_READONLY')) return sqlReadOnly(error);
  if (code === 'SQLITE_MISMATCH') return sqlBadValue(message, error);
  const [, table] = /^no such table: (.+)$/.exec(message) ?? [];
  if (table !== undefined) return sqlUnknownTable(table, undefined, error);
  const [, column] = /^no such column: (.+?)(?: - .*)?$/.exec(message) ?? [];
  if (column !== undefined) return sqlUnknownColumn(column, undefined, error);
  if (code === 'SQLITE_ERROR') return sqlRefusedQuery(message, error);
  return sqlServerTrouble(code === '' ? 'it could not be read' : code, error);
}

/** Whether the process goes on after what it said. */
export function isSoundAfter(error: unknown): boolean {
  return !(error instanceof AppError) && toCoded(error).code.startsWith('SQLITE_');
}

export function isLostWith(error: unknown): boolean {
  return error instanceof AppError && error.code === 'sql.connection_lost';
}

function toCoded(error: unknown): { readonly code: string; readonly message: string } {
  if (!(error instanceof Error)) return { code: '', message: '' };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return { code, message: error.message };
}
