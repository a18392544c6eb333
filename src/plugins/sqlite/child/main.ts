import Database from 'better-sqlite3';
import { openReadOnly } from './open-read-only.ts';
import type { Answer, Failure, Opening, Question } from './messages.ts';
import { readRows } from './read-rows.ts';

/*
 * A process that reads one SQLite file. A statement of SQLite cannot be stopped from outside but with the process that
 * runs it, and must not hold up the answers of others.
 */

let database: Database.Database | undefined;

process.on('message', (message: Opening | Question) => {
  try {
    if ('file' in message) {
      database = openReadOnly(message.file);
      answer({ kind: 'ready' });
    } else if (database) {
      answer(readRows(database, message));
    }
  } catch (error) {
    answer({ kind: 'failed', failure: toFailure(error) });
  }
});

// Whoever asked is gone.
process.on('disconnect', () => process.exit());

function answer(message: Answer): void {
  process.send?.(message);
}

function toFailure(error: unknown): Failure {
  const { code, message } = error as { readonly code?: unknown; readonly message?: unknown };
  return {
    code: typeof code === 'string' ? code : '',
    message: typeof message === 'string' ? message : 'unknown',
  };
}
