import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { AppError } from '#sdk';
import {
  type Db,
  type Executor,
  fillTable,
  listTables,
  migrateWithin,
  withTablesFilled,
} from '../db/index.ts';
import type { SecretBox } from '../lib/secrets.ts';
import { BACKUP_FORMAT, BackupHeader, type BackupLine, toLine } from './backup-lines.ts';
import {
  backupIncomplete,
  backupIsNewer,
  backupUnreadable,
  keyIsAnother,
  storeNotEmpty,
} from './backup.errors.ts';
import { KEY_CHECK } from './write-backup.ts';

export type RestoreDone = {
  readonly header: BackupHeader;
  readonly rows: Readonly<Record<string, number>>;
  readonly files: number;
};

/**
 * Puts what a backup holds into an empty store, of whichever engine: all of it or, when anything is wrong with it, nothing.
 * Its pictures and files go into the media folder; of a restore that fails some may stay there, which nothing names. A backup of an older version is brought up to date on the way.
 *
 * @param afterwards what else belongs into the same transaction
 * @throws AppError `backup.unreadable`, `backup.incomplete`, `backup.is_newer`, `backup.key_is_another`,
 * `backup.store_not_empty`
 */
export async function restoreBackup(
  file: string,
  to: {
    readonly db: Db;
    readonly mediaFolder: string;
    readonly secrets: SecretBox;
    readonly afterwards: (tx: Executor, header: BackupHeader) => Promise<void>;
  },
): Promise<RestoreDone> {
  const lines = readBackup(file);
  try {
    const { db, mediaFolder, afterwards } = to;
    const header = await readHeader(lines, to.secrets);
    const counts = { rows: {}, files: 0 };
    await db.write(async (tx) => {
      if ((await listTables(db.engine, tx)).length > 0) throw storeNotEmpty();
      await migrateWithin(tx, db.engine, header.migration).catch((error: unknown) => {
        const isNewer = error instanceof AppError && error.code === 'db.store_is_newer';
        throw isNewer ? backupIsNewer(header.version) : error;
      });
      await withTablesFilled(tx, db.engine, () => fillAll(tx, lines, mediaFolder, counts));
      await migrateWithin(tx, db.engine);
      await afterwards(tx, header);
    });
    return { header, ...counts };
  } catch (error) {
    throw error instanceof AppError ? error : backupUnreadable(error);
  } finally {
    await lines.return(undefined);
  }
}

type Lines = AsyncGenerator<BackupLine | BackupHeader, void, void>;

/** The header, then every other line; the last one is compared with what was read. */
async function* readBackup(file: string): Lines {
  const hash = createHash('sha256');
  let count = 0;
  let isWhole = false;
  const bytes = createReadStream(file);
  const unpacked = bytes.pipe(createGunzip());
  bytes.on('error', (error) => unpacked.destroy(error));
  for await (const text of createInterface({ input: unpacked, crlfDelay: Infinity })) {
    if (isWhole) throw backupIncomplete();
    if (count === 0) {
      yield BackupHeader.parse(JSON.parse(text));
    } else {
      const line = readLine(text);
      if (line.kind === 'end') {
        if (line.lines !== count || line.sha256 !== hash.digest('hex')) throw backupIncomplete();
        isWhole = true;
        continue;
      }
      yield line;
    }
    hash.update(`${text}\n`);
    count += 1;
  }
  if (!isWhole) throw backupIncomplete();
}

/** Half a line, or one that means nothing here, is a file that was cut off or changed. */
function readLine(text: string): BackupLine {
  try {
    return toLine(text);
  } catch (error) {
    throw backupIncomplete(error);
  }
}

async function readHeader(lines: Lines, secrets: SecretBox): Promise<BackupHeader> {
  const { value } = await lines.next();
  if (!value || !('plantline' in value)) throw backupUnreadable();
  if (value.format > BACKUP_FORMAT) throw backupIsNewer(value.version);
  try {
    secrets.decrypt(value.keyCheck, KEY_CHECK.context);
  } catch {
    throw keyIsAnother();
  }
  return value;
}

async function fillAll(
  tx: Executor,
  lines: Lines,
  mediaFolder: string,
  counts: { rows: Record<string, number>; files: number },
): Promise<void> {
  let next = await lines.next();

  /** The rows of the table that was just named; what ends them is looked at afterwards. */
  async function* rows() {
    for (next = await lines.next(); !next.done; next = await lines.next()) {
      if (!('kind' in next.value) || next.value.kind !== 'row') return;
      yield next.value.row;
    }
  }

  async function keepFile(name: string): Promise<void> {
    await mkdir(mediaFolder, { recursive: true, mode: 0o700 });
    const handle: FileHandle = await open(join(mediaFolder, name), 'w', 0o600);
    try {
      for (next = await lines.next(); !next.done; next = await lines.next()) {
        if (!('kind' in next.value) || next.value.kind !== 'piece') break;
        await handle.writeFile(next.value.bytes);
      }
      await handle.sync();
    } finally {
      await handle.close();
    }
  }

  while (!next.done) {
    const line = next.value;
    if (!('kind' in line)) throw backupUnreadable();
    if (line.kind === 'table') {
      counts.rows[line.name] = await fillTable(tx, line.name, rows());
    } else if (line.kind === 'file') {
      await keepFile(line.name);
      counts.files += 1;
    } else {
      throw backupUnreadable();
    }
  }
}
