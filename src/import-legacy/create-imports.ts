import { randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, type Logger } from '#sdk';
import type { Events } from '../lib/events.ts';
import type { Actor } from '../lib/http/index.ts';
import {
  fileEmpty,
  importBusy,
  importFailed,
  importNotFound,
  importNotReady,
  notSqlite,
  uploadOutOfOrder,
  uploadTooLarge,
} from './imports.errors.ts';
import { type Import, ImportChoices, type ImportReport } from './imports.schema.ts';
import { openLegacyFile } from './open-legacy-file.ts';
import { type ImportProgress, type ImportTools, runImport } from './run-import.ts';

/** Larger files are for the command line. */
export const UPLOAD_MAX_BYTES = 2 * 2 ** 30;
const TELL_EVERY_MS = 500;
const MAGIC = 'SQLite format 3\0';

/** Collections of the API that an import adds to. */
const BROUGHT = [
  'data-sources',
  'triggers',
  'trigger-groups',
  'ai-triggers',
  'query-presets',
  'contacts',
  'messages',
  'outgoing-messages',
  'settings',
  'users',
  'audit-logs',
] as const;

export type ImportsDeps = ImportTools & {
  /** Where files lie while they are here; nobody else's. */
  readonly folder: string;
  readonly log: Logger;
  /** Tells open pages what stands otherwise than before. */
  readonly publish: Events['publish'];
};

/** The one import that is being prepared or runs in this process. */
export type Imports = {
  /** Removes what a process that was killed left behind. */
  start(): Promise<void>;
  list(): readonly Import[];
  /** @throws AppError `imports.not_found` */
  find(id: string): Import;
  /** Begins an upload, in place of an import that does not run. @throws AppError `imports.busy`, `imports.upload_too_large` */
  begin(file: { readonly fileName: string; readonly sizeBytes: number }): Promise<Import>;
  /**
   * Takes the piece of the file that begins at `offset`. After the last one the dry run begins by itself.
   *
   * @throws AppError `imports.upload_out_of_order`, whose details say where to go on
   */
  take(id: string, offset: number, bytes: AsyncIterable<Uint8Array>): Promise<Import>;
  /** Begins to write. @throws AppError `imports.not_ready` */
  run(id: string, choices: ImportChoices, actor: Actor): Import;
  /** Forgets an import and its file. @throws AppError `imports.busy` while it runs */
  remove(id: string): Promise<void>;
  /** Ends what runs at the next batch, and leaves no file behind. */
  stop(): Promise<void>;
};

type Job = {
  readonly id: string;
  readonly path: string;
  readonly fileName: string;
  readonly sizeBytes: number;
  readonly createdAt: Date;
  receivedBytes: number;
  state: Import['state'];
  progress: ImportProgress | null;
  report: ImportReport | null;
  error: Import['error'];
  isTaking: boolean;
};

export function createImports(deps: ImportsDeps): Imports {
  const { folder, log, clock, publish } = deps;
  let job: Job | undefined;
  let working: Promise<void> = Promise.resolve();
  const stopping = new AbortController();

  function onChanged(id: string): void {
    publish({ kind: 'change', collection: 'imports', id });
  }

  function onBrought(): void {
    for (const collection of BROUGHT) publish({ kind: 'change', collection, id: null });
  }

  function jobOf(id: string): Job {
    if (job?.id !== id) throw importNotFound();
    return job;
  }

  function isWorking(one: Job | undefined): boolean {
    return one?.state === 'looking' || one?.state === 'running' || one?.isTaking === true;
  }

  async function writePiece(one: Job, bytes: AsyncIterable<Uint8Array>): Promise<void> {
    const file = await open(one.path, 'r+');
    try {
      await file.truncate(one.receivedBytes);
      await writeTo(file, one, bytes);
    } finally {
      await file.close();
    }
  }

  /** Looks at the file, or brings it; whatever happens becomes the job's state. */
  function work(one: Job, choices: ImportChoices, dryRun: boolean, actor: Actor): void {
    one.state = dryRun ? 'looking' : 'running';
    one.error = null;
    one.progress = null;
    onChanged(one.id);
    const onProgress = createTeller(one, () => onChanged(one.id));
    working = attempt(one, choices, { dryRun, actor, onProgress, signal: stopping.signal })
      .catch((error: unknown) => {
        const told = error instanceof AppError ? error : importFailed(error);
        if (!(error instanceof AppError)) log.error({ error }, 'An import failed');
        one.error = { code: told.code, message: told.message };
        // What was found wrong before anything was written can be chosen otherwise.
        const isChoice = !dryRun && told.kind === 'invalid' && told.code !== 'imports.file_damaged';
        one.state = isChoice || told.kind === 'conflict' ? 'ready' : 'failed';
      })
      .then(() => {
        one.progress = null;
        onChanged(one.id);
        if (!dryRun) onBrought();
      });
  }

  async function attempt(
    one: Job,
    choices: ImportChoices,
    run: Parameters<typeof runImport>[3],
  ): Promise<void> {
    const file = openLegacyFile(one.path);
    try {
      one.report = await runImport(deps, file, choices, run);
    } finally {
      file.close();
    }
    if (!run.dryRun) await removeFiles(one.path);
    one.state = run.dryRun ? 'ready' : 'done';
  }

  return {
    start: async () => await rm(folder, { recursive: true, force: true }),
    list: () => (job ? [toImport(job)] : []),
    find: (id) => toImport(jobOf(id)),
    async begin({ fileName, sizeBytes }) {
      if (isWorking(job)) throw importBusy();
      if (sizeBytes > UPLOAD_MAX_BYTES) throw uploadTooLarge(UPLOAD_MAX_BYTES);
      const id = randomUUID();
      const before = job;
      const made: Job = {
        id,
        path: join(folder, `${id}.db`),
        fileName,
        sizeBytes,
        createdAt: clock(),
        receivedBytes: 0,
        state: 'uploading',
        progress: null,
        report: null,
        error: null,
        isTaking: false,
      };
      job = made;
      if (before) await removeFiles(before.path);
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await (await open(made.path, 'wx', 0o600)).close();
      return toImport(made);
    },
    async take(id, offset, bytes) {
      const one = jobOf(id);
      if (one.state !== 'uploading' || one.isTaking) throw importNotReady();
      if (offset !== one.receivedBytes) throw uploadOutOfOrder(one.receivedBytes);
      one.isTaking = true;
      try {
        await writePiece(one, bytes);
      } finally {
        one.isTaking = false;
      }
      if (one.receivedBytes === one.sizeBytes) {
        work(one, ImportChoices.parse({}), true, NOBODY);
      }
      return toImport(one);
    },
    run(id, choices, actor) {
      const one = jobOf(id);
      if (one.state !== 'ready') throw importNotReady();
      work(one, choices, false, actor);
      return toImport(one);
    },
    async remove(id) {
      const one = jobOf(id);
      if (isWorking(one)) throw importBusy();
      job = undefined;
      await removeFiles(one.path);
      onChanged(id);
    },
    async stop() {
      stopping.abort();
      await working;
      job = undefined;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A dry run is nobody's change. */
const NOBODY: Actor = { userId: null, name: 'plantline', ipAddress: null, userAgent: null };

async function writeTo(
  file: FileHandle,
  one: Job,
  bytes: AsyncIterable<Uint8Array>,
): Promise<void> {
  let position = one.receivedBytes;
  for await (const chunk of bytes) {
    if (position + chunk.length > one.sizeBytes) throw uploadTooLarge(one.sizeBytes);
    if (position === 0) assertBeginsRight(chunk);
    await file.write(chunk, 0, chunk.length, position);
    position += chunk.length;
  }
  if (position === 0) throw fileEmpty();
  await file.sync();
  one.receivedBytes = position;
}

/** Told at once, rather than after two gigabytes. */
function assertBeginsRight(chunk: Uint8Array): void {
  const head = Buffer.from(chunk.subarray(0, MAGIC.length)).toString('latin1');
  if (!MAGIC.startsWith(head)) throw notSqlite();
}

/** SQLite may leave its log beside the file. */
async function removeFiles(path: string): Promise<void> {
  for (const ending of ['', '-wal', '-shm']) await rm(`${path}${ending}`, { force: true });
}

function createTeller(one: Job, tell: () => void): (progress: ImportProgress) => void {
  let toldAtMs = 0;
  return (progress) => {
    one.progress = progress;
    const nowMs = performance.now();
    if (nowMs - toldAtMs < TELL_EVERY_MS) return;
    toldAtMs = nowMs;
    tell();
  };
}

function toImport(job: Job): Import {
  const { id, fileName, sizeBytes, receivedBytes, state, progress, report, error, createdAt } = job;
  return {
    id,
    fileName,
    sizeBytes,
    receivedBytes,
    state,
    progress,
    report,
    error,
    createdAt: createdAt.toISOString(),
  };
}
