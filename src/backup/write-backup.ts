import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { type Snapshot, openSnapshot } from '../db/index.ts';
import type { SecretBox } from '../lib/secrets.ts';
import { VERSION } from '../lib/version.ts';
import { BACKUP_FORMAT, type BackupHeader, type BackupLine, toText } from './backup-lines.ts';
import { backupNotWritten, backupThere, nothingToBackUp } from './backup.errors.ts';

export const KEY_CHECK = { text: 'plantline', context: 'backup' };

/** Neither sessions nor turns nor counters of this process mean anything elsewhere. */
const LEFT_OUT = new Set(['schema_migrations', 'sessions', 'leases', 'change_versions']);
const PIECE_BYTES = 64 * 1024;
/** Lines are gathered to this many characters: a write for each would cost more than the rest. */
const CHUNK_CHARACTERS = 64 * 1024;

export type BackupDone = {
  readonly file: string;
  /** Rows by table. */
  readonly rows: Readonly<Record<string, number>>;
  readonly files: number;
  readonly sizeBytes: number;
};

/**
 * Writes everything in the store, as of one moment, and the kept pictures and files into one file, while Plantline may
 * be running. Secrets stay encrypted, messages and phone numbers are readable: the file is for its owner only (mode 600).
 * It appears under its name once it is whole and on the disk.
 *
 * @throws AppError `backup.file_there`, `backup.nothing_there`, `backup.not_written`
 */
export async function writeBackup(
  file: string,
  from: {
    readonly databaseUrl: string;
    readonly mediaFolder: string;
    readonly secrets: SecretBox;
    readonly at: Date;
  },
): Promise<BackupDone> {
  if (existsSync(file)) throw backupThere(file);
  const snapshot = await openSnapshot(from.databaseUrl);
  const draft = `${file}.part`;
  try {
    const counts = { rows: {}, files: 0 };
    const lines = inChunks(numbered(linesOf(snapshot, from, counts)));
    const written = createWriteStream(draft, { flags: 'wx', mode: 0o600, flush: true });
    try {
      await pipeline(Readable.from(lines), createGzip(), written);
      const { size: sizeBytes } = await stat(draft);
      await rename(draft, file);
      await syncFolder(dirname(file));
      return { file, ...counts, sizeBytes };
    } catch (error) {
      await rm(draft, { force: true });
      throw isOfTheDisk(error) ? backupNotWritten(error) : error;
    }
  } finally {
    await snapshot.close();
  }
}

async function* linesOf(
  snapshot: Snapshot,
  from: Parameters<typeof writeBackup>[1],
  counts: { rows: Record<string, number>; files: number },
): AsyncIterable<string> {
  yield JSON.stringify(await headerOf(snapshot, from));
  for (const table of snapshot.tables) {
    if (LEFT_OUT.has(table)) continue;
    yield toText({ kind: 'table', name: table });
    counts.rows[table] = 0;
    for await (const row of snapshot.rows(table)) {
      counts.rows[table] += 1;
      yield toText({ kind: 'row', row });
    }
  }
  for (const name of await mediaIn(from.mediaFolder)) {
    yield toText({ kind: 'file', name });
    counts.files += 1;
    const pieces = createReadStream(join(from.mediaFolder, name), { highWaterMark: PIECE_BYTES });
    for await (const bytes of pieces) yield toText({ kind: 'piece', bytes: bytes as Buffer });
  }
}

async function headerOf(
  snapshot: Snapshot,
  { secrets, at }: Parameters<typeof writeBackup>[1],
): Promise<BackupHeader> {
  let migration = 0;
  if (!snapshot.tables.includes('schema_migrations')) throw nothingToBackUp();
  for await (const { number } of snapshot.rows('schema_migrations')) {
    migration = Math.max(migration, Number(number));
  }
  return {
    plantline: 'backup',
    format: BACKUP_FORMAT,
    version: VERSION,
    engine: snapshot.engine,
    createdAt: at.toISOString(),
    migration,
    keyCheck: secrets.encrypt(KEY_CHECK.text, KEY_CHECK.context),
  };
}

/** Files that are whole: one that is being kept at this moment has another ending still. */
async function mediaIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => !name.endsWith('.part')).toSorted();
}

/** The lines with their ends, and after them the one that says how many they were and what they come to. */
async function* numbered(lines: AsyncIterable<string>): AsyncIterable<string> {
  const hash = createHash('sha256');
  let count = 0;
  for await (const line of lines) {
    const text = `${line}\n`;
    hash.update(text);
    count += 1;
    yield text;
  }
  const end: BackupLine = { kind: 'end', lines: count, sha256: hash.digest('hex') };
  yield `${toText(end)}\n`;
}

async function* inChunks(texts: AsyncIterable<string>): AsyncIterable<string> {
  let chunk = '';
  for await (const text of texts) {
    chunk += text;
    if (chunk.length < CHUNK_CHARACTERS) continue;
    yield chunk;
    chunk = '';
  }
  yield chunk;
}

/** The name is on the disk, too, and not only the bytes. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function isOfTheDisk(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}
