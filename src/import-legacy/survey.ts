import { setImmediate } from 'node:timers/promises';
import { legacyInstant } from './legacy-instant.ts';
import type { LegacyFile } from './open-legacy-file.ts';
import type { Surveyed } from './plan-configuration.ts';
import { type Sender, noteSender } from './read-senders.ts';

/**
 * Reads the long tables once from end to end: who wrote, how old the log is, and whether the file is whole. Nothing is
 * written before that is known.
 *
 * @param onRows told how many rows were read
 * @throws AppError `imports.file_damaged`
 */
export async function survey(
  file: LegacyFile,
  onRows: (table: string, rows: number) => void,
): Promise<Surveyed> {
  const senders = new Map<string, Sender>();
  for (const rows of file.pages('messages')) {
    for (const row of rows) noteSender(senders, row);
    onRows('messages', rows.length);
    await setImmediate();
  }
  let oldestMs = Infinity;
  for (const rows of file.pages('audit_logs')) {
    for (const row of rows) {
      const ms = legacyInstant(row['timestamp'])?.getTime() ?? Infinity;
      oldestMs = Math.min(oldestMs, ms);
    }
    onRows('audit_logs', rows.length);
    await setImmediate();
  }
  for (const rows of file.pages('outgoing_messages')) onRows('outgoing_messages', rows.length);
  return { senders, oldestAudit: oldestMs === Infinity ? null : new Date(oldestMs) };
}
