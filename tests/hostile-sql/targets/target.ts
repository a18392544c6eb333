import { createHash } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from '#sdk';
import { type SqlDriver, createTableCollector, withinTime } from '#sdk/sql';

const WITHIN_MS = 4_000;

/** A real database with tables, and an account that could change them. */
export interface Target {
  /** Asked as a trigger asks it: with the guard. */
  readonly source: DataSource;
  /** Sent as it is, without the guard, by the session that the plugin reads with. */
  sendUnguarded(sql: string): Promise<'answered' | 'stopped'>;
  /** All rows of all tables, what objects there are, sequences and settings of the database. */
  readState(): Promise<string>;
  /** What else a statement could leave behind: files, locks, large objects. */
  readRest(): Promise<string>;
  readonly scratch: string;
  /** Deletes a row by the same account, in a session of its own: shows that it can, and that it is noticed. */
  deleteRow(): Promise<void>;
  close(): Promise<void>;
}

/** The session of a plugin's driver, made anew after whatever broke it. */
export function sendThrough<Connection>(
  driver: SqlDriver<Connection>,
): Pick<Target, 'sendUnguarded'> & { close(): Promise<void> } {
  let open: Connection | undefined;

  async function renew(): Promise<void> {
    if (open) await driver.close(open);
    open = undefined;
  }

  return {
    async sendUnguarded(sql) {
      try {
        await withinTime(new AbortController().signal, WITHIN_MS, async (signal) => {
          if (!open || !driver.isUsable(open)) open = await driver.open(signal);
          const collector = createTableCollector({ maxRows: 100, maxBytes: 1_000_000 });
          await driver.query(open, { sql, values: [], maxRows: 100 }, collector);
        });
        return 'answered';
      } catch (error) {
        if (!driver.isSound(error)) await renew();
        return 'stopped';
      }
    },
    close: renew,
  };
}

/** A folder that any account of this machine may write to. */
export function makeScratch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'plantline-hostile-'));
  chmodSync(folder, 0o777);
  return folder;
}

export function removeScratch(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

/** The names of the files there, with what is in them where it may be read. */
export function readScratch(folder: string): string {
  return readdirSync(folder)
    .toSorted()
    .map((name) => {
      try {
        return `${name} ${digest(readFileSync(join(folder, name)).toString('base64'))}`;
      } catch {
        return name;
      }
    })
    .join('\n');
}

export function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
