import { type ChildProcess, fork } from 'node:child_process';
import { type Stats, statSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { sqlConnectionLost, unlessAborted } from '#sdk/sql';
import type { Answer, Opening, Question } from './child/messages.ts';

/** What SQLite, or the process that reads for us, said. */
export type ReadingError = Error & { readonly code: string };

/** A process that has the file open. */
export interface ReadingProcess {
  readonly isOpen: boolean;
  /** @throws ReadingError, or `sql.connection_lost` when the process ended or the file was replaced */
  ask(question: Question): Promise<Extract<Answer, { kind: 'rows' }>>;
  /** Ends it at once, whatever it does. Resolves when it is gone. */
  end(): Promise<void>;
}

const NEEDED = /^(?:PATH|HOME|TZ|LANG|LC_.*|TMPDIR|TEMP|TMP|SystemRoot|SQLITE_TMPDIR)$/i;

/**
 * Starts a process that reads the file.
 *
 * @throws ReadingError when the file cannot be opened
 */
export async function openReadingProcess(
  file: string,
  signal: AbortSignal,
): Promise<ReadingProcess> {
  const opened = statSync(file, { throwIfNoEntry: false });
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const child = fork(new URL(`./child/main.${extension}`, import.meta.url), {
    serialization: 'advanced',
    execArgv: [],
    env: Object.fromEntries(Object.entries(process.env).filter(([name]) => NEEDED.test(name))),
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const { send, waiting, exited } = converse(child);
  const kill = (): void => void child.kill('SIGKILL');
  try {
    await unlessAborted(send({ file }), signal, kill);
  } catch (error) {
    kill();
    throw error;
  }
  return {
    get isOpen() {
      return !waiting.isOver;
    },
    async ask(question) {
      // Whoever replaces a file with a new one would be answered from the old one for ever.
      if (isOther(opened, await stat(file).catch(() => undefined))) throw sqlConnectionLost();
      const answer = await send(question);
      if (answer.kind !== 'rows') throw sqlConnectionLost();
      return answer;
    },
    async end() {
      kill();
      await exited;
    },
  };
}

/** One message, one answer, in turn: the process does one thing at a time. */
function converse(child: ChildProcess) {
  const waiting: {
    resolve?: (answer: Answer) => void;
    reject?: (error: Error) => void;
    isOver: boolean;
  } = { isOver: false };
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => {
      waiting.isOver = true;
      waiting.reject?.(sqlConnectionLost());
      resolve();
    });
  });
  child.on('error', (error) => {
    waiting.isOver = true;
    waiting.reject?.(error);
  });
  child.on('message', (answer: Answer) => {
    if (answer.kind === 'failed') waiting.reject?.(toError(answer.failure));
    else waiting.resolve?.(answer);
  });
  async function send(message: Opening | Question): Promise<Answer> {
    if (waiting.isOver) throw sqlConnectionLost();
    return await new Promise<Answer>((resolve, reject) => {
      waiting.resolve = resolve;
      waiting.reject = reject;
      child.send(message);
    });
  }
  return { send, waiting, exited };
}

function toError({ code, message }: { readonly code: string; readonly message: string }): Error {
  return Object.assign(new Error(message), { code });
}

function isOther(before: Stats | undefined, now: Stats | undefined): boolean {
  return before?.ino !== now?.ino || before?.dev !== now?.dev;
}
