import { type ChildProcess, fork } from 'node:child_process';
import type { Logger } from '#sdk';
import { backOffMs } from './back-off.ts';
import type { Beginning, ChildCalls, ParentCalls } from './calls.ts';
import { openPeer, type Peer } from './ipc.ts';
import { whatsappRestarting } from './whatsapp-web.errors.ts';

const BEAT_TIMEOUT_MS = 30_000;
const CHECK_MS = 5000;
const STABLE_MS = 5 * 60_000;
const STOP_MS = 3000;
const NEEDED = /^(NODE_.*|PATH|HOME|TZ|LANG|LC_.*|TMPDIR|TEMP|TMP|SystemRoot|SSL_CERT_.*)$/i;

/** The process of a number, and the next one whenever it ends. */
export interface Supervised {
  /** Rejects when it is not running, or ends meanwhile. */
  call: Peer<ChildCalls>['call'];
  /** Of the process that runs now. */
  pid(): number | undefined;
  close(): Promise<void>;
}

export interface SuperviseOptions {
  readonly program: URL;
  readonly log: Logger;
  readonly maxMemoryBytes: number;
  readonly beginning: Omit<Beginning, 'wasDeaf'>;
  readonly local: Omit<ParentCalls, 'beat' | 'farewell'>;
  /** It ended without being asked to; the next one comes by itself. */
  readonly onDown: () => void;
  /** It ended for good: another process has this number now. */
  readonly isOver: () => boolean;
}

/**
 * Runs the program as a process of its own, and starts it anew when it ends, takes too much memory, or says nothing any
 * more. A leak or a crash in there is of no harm to anything else.
 */
export function supervise(options: SuperviseOptions): Supervised {
  const { log, local, beginning, maxMemoryBytes } = options;
  let running: { child: ChildProcess; peer: Peer<ChildCalls> } | undefined;
  let isClosed = false;
  let failures = 0;
  let timer: NodeJS.Timeout | undefined;
  /** What a process asked to be written; it may have ended since. */
  const writing = new Set<Promise<void>>();

  function untilWritten(write: Promise<void>): Promise<void> {
    const settled = write.catch(() => undefined).finally(() => writing.delete(settled));
    writing.add(settled);
    return write;
  }

  function start(wasDeaf: boolean): void {
    const child = fork(options.program, {
      serialization: 'advanced',
      execArgv: [],
      env: environmentOf(process.env),
      // Whatever is printed in there may be keys: nobody gets to see it.
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    const startedAtMs = Date.now();
    let beatAtMs = startedAtMs;
    let isDeaf = false;
    const peer = openPeer<ChildCalls>((message) => child.send(message), {
      ...local,
      write: (changes) => untilWritten(local.write(changes)),
      clear: (kinds) => untilWritten(local.clear(kinds)),
      async beat(memoryBytes) {
        beatAtMs = Date.now();
        if (memoryBytes <= maxMemoryBytes) return;
        log.warn(
          { memoryBytes },
          'The WhatsApp process takes too much memory; it is started anew.',
        );
        child.kill('SIGKILL');
      },
      async farewell(reason, message) {
        isDeaf = reason === 'deaf';
        log.warn({ reason, message }, 'The WhatsApp process ends; it is started anew.');
      },
    } satisfies ParentCalls);
    running = { child, peer };

    const check = setInterval(() => {
      if (Date.now() - beatAtMs < BEAT_TIMEOUT_MS) return;
      log.warn({}, 'The WhatsApp process does not answer; it is started anew.');
      child.kill('SIGKILL');
    }, CHECK_MS);
    child.on('message', (message) => peer.receive(message));
    child.on('error', (error) => log.warn({ error: error.message }, 'WhatsApp process trouble.'));
    // What it had said before it ended may come after its end. Not `once`, which an error would end: a message to a
    // process that is just gone is one.
    const silent = new Promise<void>((resolve) => {
      child.once('disconnect', () => resolve());
    });
    child.once('exit', (code, killedBy) => {
      clearInterval(check);
      peer.end(whatsappRestarting());
      running = undefined;
      if (isClosed || options.isOver()) return;
      failures = Date.now() - startedAtMs >= STABLE_MS ? 1 : failures + 1;
      const waitMs = backOffMs(failures, Math.random());
      log.warn({ code, signal: killedBy, waitMs }, 'The WhatsApp process ended.');
      timer = setTimeout(() => {
        // A new one that reads before the last words of the old one are written would know an older state of the keys.
        void silent
          .then(() => Promise.all(writing))
          .then(() => {
            if (!isClosed) start(isDeaf);
          });
      }, waitMs);
      options.onDown();
    });
    peer.call('begin', { ...beginning, wasDeaf }).catch((error: unknown) => {
      const why = error instanceof Error ? error.message : String(error);
      log.warn({ why }, 'The WhatsApp process could not begin; it is started anew.');
      child.kill('SIGKILL');
    });
  }

  start(false);
  return {
    call: (name, ...args) =>
      running === undefined
        ? Promise.reject(whatsappRestarting())
        : running.peer.call(name, ...args),
    pid: () => running?.child.pid,
    async close() {
      isClosed = true;
      clearTimeout(timer);
      if (running === undefined) return;
      const { child, peer } = running;
      const ended = new Promise((resolve) => child.once('exit', resolve));
      const killer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
      peer.tell('stop');
      await ended;
      clearTimeout(killer);
    },
  };
}

/** What a process needs of the environment; the keys and addresses in there are none of its business. */
function environmentOf(all: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(all).filter(([name]) => NEEDED.test(name)));
}
