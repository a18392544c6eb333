import { constants } from 'node:fs';
import { chmod, copyFile, mkdtemp, open, readdir, realpath, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { AppError } from '#sdk';
import {
  fileChanging,
  fileEmpty,
  fileMissing,
  fileUnreadable,
  notAFile,
  notSqlite,
} from './imports.errors.ts';

const TRIES = 5;
const BETWEEN_TRIES_MS = 500;
const MAGIC = 'SQLite format 3\0';
const PREFIX = 'plantline-import-';

export interface TakenCopy {
  /** The copy, in a folder only its owner can look into. */
  readonly path: string;
  remove(): Promise<void>;
}

/**
 * Copies a SQLite file, with its write-ahead log where it has one, so that nothing is ever opened beside the original:
 * opening a file in WAL mode would write to its folder, or fail where that is read only. The predecessor may go on
 * meanwhile: a copy that it wrote into is taken again.
 *
 * @throws AppError `imports.file_missing`, `imports.file_unreadable`, `imports.not_legacy` or `imports.file_changing`
 */
export async function takeCopy(file: string, folder = tmpdir()): Promise<TakenCopy> {
  const original = await findFile(file);
  await removeAbandoned(folder);
  const own = await mkdtemp(join(folder, `${PREFIX}${process.pid}-`));
  const remove = async () => await rm(own, { recursive: true, force: true });
  const path = join(own, 'app.db');
  try {
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      if (attempt > 0) await setTimeout(BETWEEN_TRIES_MS);
      const before = await fingerprint(original);
      await copyBoth(original, path);
      if ((await fingerprint(original)) === before) return { path, remove };
    }
    throw fileChanging();
  } catch (error) {
    await remove();
    throw error instanceof AppError ? error : fileUnreadable(error);
  }
}

/** Where a file really is: what lies beside it belongs to that name. */
async function findFile(file: string): Promise<string> {
  try {
    const path = await realpath(file);
    const found = await stat(path);
    if (!found.isFile()) throw notAFile();
    if (found.size === 0) throw fileEmpty();
    await assertSqlite(path);
    return path;
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw isMissing(error) ? fileMissing() : fileUnreadable(error);
  }
}

/** A process that was killed could not remove its copy, in which passwords stand as the predecessor kept them. */
async function removeAbandoned(folder: string): Promise<void> {
  const names = await readdir(folder);
  for (const name of names) {
    const [, pid] = /^plantline-import-(\d+)-/u.exec(name) ?? [];
    if (pid === undefined || isRunning(Number(pid))) continue;
    // Somebody else's is not ours to remove.
    await rm(join(folder, name), { recursive: true, force: true }).catch(() => undefined);
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}

async function assertSqlite(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    const { buffer } = await file.read(Buffer.alloc(MAGIC.length), 0, MAGIC.length, 0);
    if (buffer.toString('latin1') !== MAGIC) throw notSqlite();
  } finally {
    await file.close();
  }
}

async function copyBoth(original: string, path: string): Promise<void> {
  await rm(`${path}-wal`, { force: true });
  await copyFile(original, path, constants.COPYFILE_FICLONE);
  await chmod(path, 0o600);
  try {
    await copyFile(`${original}-wal`, `${path}-wal`, constants.COPYFILE_FICLONE);
    await chmod(`${path}-wal`, 0o600);
  } catch (error) {
    // A file that was copied without it, or one that was closed properly, has none.
    if (!isMissing(error)) throw error;
  }
}

async function fingerprint(original: string): Promise<string> {
  const parts = [original, `${original}-wal`].map(async (path) => {
    const found = await stat(path, { bigint: true }).catch(() => undefined);
    return found ? `${found.size} ${found.mtimeNs}` : '-';
  });
  return (await Promise.all(parts)).join(' ');
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
